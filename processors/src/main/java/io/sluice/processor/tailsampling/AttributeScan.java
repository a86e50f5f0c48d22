package io.sluice.processor.tailsampling;

import io.sluice.pdata.MalformedException;
import io.sluice.processor.value.AnyValueBytes;
import io.sluice.processor.value.KeyValueBytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks at attributes, one after the other, and notes which tests found something. Keys that nobody asks for are told by their length and
 * cost next to nothing. Of several attributes with one key the first counts. Threads: one worker's.
 */
final class AttributeScan {

    private static final byte KEY = 1 << 3 | 2;
    private static final byte VALUE = 2 << 3 | 2;

    /** Tag and length. */
    private static final int HEAD = 2;

    private static final class KeyTests {
        private final byte[] key;
        private final List<AttributeTest> tests = new ArrayList<>();
        private int[] bits = {};
        private int seenIn;

        KeyTests(byte[] key) {
            this.key = key;
        }
    }

    private static final KeyTests[] NONE = {};

    private final List<KeyTests> keys = new ArrayList<>();
    private KeyTests[][] byLength = {};
    private final KeyValueBytes general = new KeyValueBytes();
    private final AnyValueBytes value = new AnyValueBytes();
    private int map = 1;

    /** Adds a test for a key, whose finding is told by a bit of the evidence. */
    void add(String key, AttributeTest test, int bit) {
        byte[] wanted = key.getBytes(StandardCharsets.UTF_8);
        KeyTests tests = null;
        for (KeyTests each : keys) {
            tests = Arrays.equals(each.key, wanted) ? each : tests;
        }
        if (tests == null) {
            tests = new KeyTests(wanted);
            keys.add(tests);
            if (wanted.length >= byLength.length) {
                int before = byLength.length;
                byLength = Arrays.copyOf(byLength, wanted.length + 1);
                Arrays.fill(byLength, before, byLength.length, NONE);
            }
            KeyTests[] others = byLength[wanted.length];
            KeyTests[] longer = Arrays.copyOf(others, others.length + 1);
            longer[longer.length - 1] = tests;
            byLength[wanted.length] = longer;
        }
        tests.tests.add(test);
        tests.bits = Arrays.copyOf(tests.bits, tests.bits.length + 1);
        tests.bits[tests.bits.length - 1] = bit;
    }

    boolean isEmpty() {
        return keys.isEmpty();
    }

    /** Attributes of another span or resource follow. */
    void begin() {
        map++;
    }

    /** Looks at an attribute: the content of a {@code KeyValue}. */
    void look(byte[] array, int from, int end, boolean inResource, long[] evidence) throws MalformedException {
        int key = from + HEAD;
        if (end - from > HEAD && array[from] == KEY && array[from + 1] >= 0) {
            int keyEnd = key + array[from + 1];
            int content = keyEnd < end ? contentOfLastField(array, keyEnd, end) : 0;
            if (content > 0) {
                KeyTests tests = find(array, key, keyEnd);
                if (tests != null) {
                    test(tests, array, content, end, inResource, evidence);
                }
                return;
            }
        }
        general.read(array, from, end);
        KeyTests tests = find(array, general.keyFrom(), general.keyEnd());
        if (tests != null) {
            test(tests, general.valueArray(), general.valueFrom(), general.valueEnd(), inResource, evidence);
        }
    }

    /** Where the content of a value begins that is all that is left of its attribute; 0 if it isn't so, or its length has many bytes. */
    private static int contentOfLastField(byte[] array, int at, int end) {
        if (array[at] != VALUE || end - at < HEAD) {
            return 0;
        }
        int content = at + HEAD;
        int length = array[at + 1];
        if (length < 0 && content < end) {
            length = (length & 0x7f) | array[content++] << 7;
        }
        return length == end - content ? content : 0;
    }

    private @Nullable KeyTests find(byte[] array, int from, int end) {
        int length = end - from;
        KeyTests[] candidates = length < byLength.length ? byLength[length] : NONE;
        for (KeyTests candidate : candidates) {
            if (Arrays.equals(array, from, end, candidate.key, 0, length)) {
                return candidate;
            }
        }
        return null;
    }

    private void test(KeyTests tests, byte[] array, int from, int end, boolean inResource, long[] evidence)
            throws MalformedException {
        if (tests.seenIn == map) {
            return;
        }
        tests.seenIn = map;
        value.read(array, from, end);
        for (int i = 0; i < tests.bits.length; i++) {
            if (tests.tests.get(i).matches(array, value, inResource)) {
                int bit = tests.bits[i];
                evidence[bit >>> 6] |= 1L << bit;
            }
        }
    }
}
