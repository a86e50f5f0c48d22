package io.sluice.pdata;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@link PayloadEditor} against the generated classes. */
@Timeout(120)
class PayloadEditorConformanceTest {

    private static final int SEEDS = 500;

    private final PayloadEditor editor = new PayloadEditor();

    /** A request as bytes; every second one is arranged as no encoder would. */
    private static byte[] request(Signal signal, int seed, boolean longLengths) throws MalformedException {
        byte[] bytes = new Samples(seed).request(signal).toByteArray();
        return seed % 2 == 0 ? bytes : new Scrambler(seed, longLengths).scramble(Schema.root(signal), bytes);
    }

    @ParameterizedTest
    @EnumSource
    void editsMeanToTheGeneratedClassesWhatTheyMeanHere(Signal signal) throws Exception {
        int changed = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            byte[] bytes = request(signal, seed, true);
            Message parsed = (Message) Samples.parser(signal).parseFrom(bytes);
            RandomEdits edits = new RandomEdits(seed);
            byte[] longer = new byte[bytes.length + 30];
            Arrays.fill(longer, (byte) 0xff);
            System.arraycopy(bytes, 0, longer, 11, bytes.length);

            editor.begin(signal, Payload.of(longer, 11, bytes.length));
            edits.record(editor, Schema.root(signal), longer, 11, 11 + bytes.length);
            byte[] edited = editor.apply(BufferPool.UNPOOLED).toExactArray();

            assertThat(Samples.parser(signal).parseFrom(edited))
                    .as("seed %d", seed)
                    .isEqualTo(edits.expected(Schema.root(signal), parsed));
            OtlpBytes.validate(signal, edited, 0, edited.length);
            changed += Arrays.equals(bytes, edited) ? 0 : 1;
        }
        assertThat(changed).isGreaterThan(SEEDS / 2);
    }

    @ParameterizedTest
    @EnumSource
    void replacingContentsByThemselvesChangesNoByte(Signal signal) throws Exception {
        for (int seed = 0; seed < SEEDS; seed++) {
            byte[] bytes = request(signal, seed, false);
            editor.begin(signal, Payload.of(bytes));
            int edits = replaceByItself(new Random(seed), Schema.root(signal), bytes, 0, bytes.length);
            Payload edited = editor.apply(BufferPool.UNPOOLED);

            assertThat(edited.toExactArray()).isEqualTo(bytes);
            assertThat(edited.array() == bytes).isEqualTo(edits == 0);
        }
    }

    private int replaceByItself(Random random, int type, byte[] bytes, int from, int end) throws MalformedException {
        int edits = 0;
        WireReader reader = new WireReader().reset(bytes, from, end);
        while (reader.next()) {
            if (reader.wireType() != WireType.BYTES) {
                continue;
            }
            if (random.nextInt(8) == 0) {
                editor.replaceContent(reader.valueStart(), bytes, reader.valueStart(), reader.valueLength());
                edits++;
            }
            int entry = Schema.entry(type, reader.fieldNumber());
            if (Schema.isMessage(entry)) {
                edits += replaceByItself(random, Schema.child(entry), bytes, reader.valueStart(), reader.valueEnd());
            }
        }
        return edits;
    }

    @ParameterizedTest
    @EnumSource
    void droppingWhatWasAppendedGivesTheOriginalBytes(Signal signal) throws Exception {
        AnyValueBuffer value = new AnyValueBuffer().setString("x".repeat(150));
        for (int seed = 0; seed < SEEDS; seed++) {
            byte[] bytes = request(signal, seed, false);
            editor.begin(signal, Payload.of(bytes));
            appendEverywhere(new Random(seed), value, Schema.root(signal), bytes, 0, bytes.length);
            byte[] longer = editor.apply(BufferPool.UNPOOLED).toExactArray();

            editor.begin(signal, Payload.of(longer));
            dropAppended(Schema.root(signal), longer, 0, longer.length);

            assertThat(editor.apply(BufferPool.UNPOOLED).toExactArray())
                    .as("seed %d", seed)
                    .isEqualTo(bytes);
        }
    }

    private void appendEverywhere(Random random, AnyValueBuffer value, int type, byte[] bytes, int from, int end)
            throws MalformedException {
        byte[] key = RandomEdits.ADDED.getBytes(StandardCharsets.UTF_8);
        WireReader reader = new WireReader().reset(bytes, from, end);
        while (reader.next()) {
            int entry = Schema.entry(type, reader.fieldNumber());
            if (reader.wireType() != WireType.BYTES || !Schema.isMessage(entry)) {
                continue;
            }
            int child = Schema.child(entry);
            AttributeOwner owner = ownerOf(child);
            if (owner != null && random.nextBoolean()) {
                editor.append(owner, reader.valueStart(), key, value);
            }
            appendEverywhere(random, value, child, bytes, reader.valueStart(), reader.valueEnd());
        }
    }

    private static @Nullable AttributeOwner ownerOf(int type) {
        return switch (type) {
            case Schema.RESOURCE -> AttributeOwner.RESOURCE;
            case Schema.SCOPE -> AttributeOwner.SCOPE;
            case Schema.SPAN -> AttributeOwner.SPAN;
            case Schema.EVENT -> AttributeOwner.EVENT;
            case Schema.LINK -> AttributeOwner.LINK;
            case Schema.METRIC -> AttributeOwner.METRIC;
            case Schema.LOG_RECORD -> AttributeOwner.LOG_RECORD;
            case Schema.EXEMPLAR -> AttributeOwner.EXEMPLAR;
            case Schema.KEY_VALUE_LIST -> AttributeOwner.KEY_VALUE_LIST;
            default -> null;
        };
    }

    private void dropAppended(int type, byte[] bytes, int from, int end) throws MalformedException {
        WireReader reader = new WireReader().reset(bytes, from, end);
        while (reader.next()) {
            int entry = Schema.entry(type, reader.fieldNumber());
            if (reader.wireType() != WireType.BYTES || !Schema.isMessage(entry)) {
                continue;
            }
            if (Schema.child(entry) == Schema.KEY_VALUE && isAppended(bytes, reader.valueStart(), reader.valueEnd())) {
                editor.drop(reader.valueStart());
            }
            dropAppended(Schema.child(entry), bytes, reader.valueStart(), reader.valueEnd());
        }
    }

    private static boolean isAppended(byte[] bytes, int from, int end) throws MalformedException {
        byte[] key = RandomEdits.ADDED.getBytes(StandardCharsets.UTF_8);
        WireReader reader = new WireReader().reset(bytes, from, end);
        return reader.next()
                && reader.isBytes(1)
                && Arrays.equals(bytes, reader.valueStart(), reader.valueEnd(), key, 0, key.length);
    }

    @ParameterizedTest
    @EnumSource
    void aTruncatedPayloadGivesTheDeclaredErrorOrAResult(Signal signal) throws Exception {
        int refused = 0;
        for (int seed = 0; seed < 12; seed++) {
            byte[] bytes = request(signal, seed, true);
            List<Consumer<PayloadEditor>> edits = edits(signal, bytes, seed);
            for (int length = 0; length < bytes.length; length++) {
                refused += isRefused(signal, edits, Arrays.copyOf(bytes, length)) ? 1 : 0;
            }
        }
        assertThat(refused).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void flippedBitsGiveTheDeclaredErrorOrAResult(Signal signal) throws Exception {
        Random random = new Random(5);
        int refused = 0;
        for (int seed = 0; seed < 200; seed++) {
            byte[] bytes = request(signal, seed, true);
            List<Consumer<PayloadEditor>> edits = edits(signal, bytes, seed);
            for (int i = 0; bytes.length > 0 && i < 40; i++) {
                byte[] flipped = bytes.clone();
                for (int n = 1 + random.nextInt(3); n > 0; n--) {
                    flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
                }
                refused += isRefused(signal, edits, flipped) ? 1 : 0;
            }
        }
        assertThat(refused).isPositive();
    }

    private static List<Consumer<PayloadEditor>> edits(Signal signal, byte[] bytes, int seed)
            throws MalformedException {
        return new RandomEdits(seed).edits(Schema.root(signal), bytes, 0, bytes.length);
    }

    /** Makes the edits of good bytes on bad ones; any exception but the declared one comes out of here. */
    private boolean isRefused(Signal signal, List<Consumer<PayloadEditor>> edits, byte[] bad) {
        editor.begin(signal, Payload.of(bad));
        edits.forEach(edit -> edit.accept(editor));
        try {
            editor.apply(BufferPool.UNPOOLED);
            return false;
        } catch (MalformedException _) {
            return true;
        }
    }
}
