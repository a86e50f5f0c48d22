package io.sluice.processor.pii;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class KnownFieldsTest {

    private static final int START = KnownFields.PLACES;
    private static final int KEY = KnownFields.PLACES + 1;

    private final KnownFields known = new KnownFields(2);

    private static byte[] bytes(String field) {
        return ("..." + field + "....").getBytes(StandardCharsets.UTF_8);
    }

    private boolean ask(int context, String field) {
        byte[] array = bytes(field);
        int end = array.length - 4;
        known.follow(START);
        boolean contained = known.contains(context, array, 3, end);
        if (!contained) {
            known.remember(context, array, 3, end);
        }
        return contained;
    }

    private int expect(int context, String field) {
        byte[] array = bytes(field);
        return known.expected(context, array, 3, array.length - 4);
    }

    @Test
    void knowsWhatCameTwice() {
        assertThat(ask(1, "a field of some length")).isFalse();
        assertThat(ask(1, "a field of some length")).isFalse();
        assertThat(ask(1, "a field of some length")).isTrue();
    }

    @Test
    void takesNothingForAnother() {
        for (int i = 0; i < 3; i++) {
            ask(1, "value");
        }
        assertThat(ask(1, "valua")).isFalse();
        assertThat(ask(1, "value2")).isFalse();
        assertThat(ask(2, "value")).isFalse();
        assertThat(ask(1, "value")).isTrue();
    }

    @Test
    void whatIsLongIsNotKept() {
        String field = "x".repeat(200);
        for (int i = 0; i < 3; i++) {
            assertThat(ask(1, field)).isFalse();
        }
    }

    @Test
    void whatComesOnceTakesNobodysPlace() {
        Random random = new Random(1);
        for (int i = 0; i < 3; i++) {
            ask(1, "GET");
        }
        for (int i = 0; i < 100_000; i++) {
            assertThat(ask(1, Long.toString(random.nextLong()))).isFalse();
        }
        // One look in eight, where nothing was known for so long.
        boolean found = false;
        for (int i = 0; i < 8; i++) {
            found |= ask(1, "GET");
        }
        assertThat(found).isTrue();
    }

    @Test
    void neverClaimsWhatWasNotRemembered() {
        Random random = new Random(2);
        Set<String> asked = new HashSet<>();
        for (int i = 0; i < 200_000; i++) {
            String field = Integer.toString(random.nextInt(30_000));
            if (ask(1, field)) {
                assertThat(asked).contains(field);
            }
            asked.add(field);
        }
    }

    @Test
    void expectsWhatFollowedBefore() {
        for (int i = 0; i < 3; i++) {
            ask(1, "first field");
        }
        known.follow(START);
        assertThat(expect(2, "first field")).isZero();
        assertThat(expect(1, "first fielt")).isZero();
        assertThat(expect(1, "first fiel")).isZero();
        assertThat(expect(1, "first field and more")).isEqualTo("first field".length());
    }

    @Test
    void expectsNothingBehindTheEnd() {
        for (int i = 0; i < 3; i++) {
            ask(1, "field");
        }
        known.follow(START);
        byte[] array = "field".getBytes(StandardCharsets.UTF_8);
        assertThat(known.expected(1, array, 0, 4)).isZero();
        assertThat(known.expected(1, array, 0, 5)).isEqualTo(5);
    }

    @Test
    void goesOnBehindWhatIsNeverTheSame() {
        for (int i = 0; i < 3; i++) {
            ask(1, "usual");
            byte[] id = bytes("id" + i);
            known.contains(1, id, 3, id.length - 4);
            known.follow(KEY);
            byte[] last = bytes("last");
            if (!known.contains(1, last, 3, last.length - 4)) {
                known.remember(1, last, 3, last.length - 4);
            }
        }
        known.follow(START);
        assertThat(expect(1, "usual")).isEqualTo(5);
        assertThat(expect(1, "id4")).isZero();
        known.follow(KEY);
        assertThat(expect(1, "last")).isEqualTo(4);
    }
}
