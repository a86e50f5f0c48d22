package io.sluice.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.sluice.pdata.MalformedException;
import io.sluice.pdata.Signal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Broken input ends in the declared error or in a request that validation accepts; never otherwise. */
class OtlpJsonMutationTest {

    private static final int MUTATIONS = 4000;
    private static final byte[] TELLING = "{}[]\",:\\0e-.tn\u00ff".getBytes(StandardCharsets.ISO_8859_1);

    private static Message small(Signal signal, long seed) {
        RandomRequests requests = new RandomRequests(seed);
        Message smallest = requests.next(signal);
        for (int i = 0; i < 40; i++) {
            Message next = requests.next(signal);
            int size = next.getSerializedSize();
            if (size > 500 && (size < smallest.getSerializedSize() || smallest.getSerializedSize() < 500)) {
                smallest = next;
            }
        }
        return smallest;
    }

    @ParameterizedTest
    @EnumSource(Signal.class)
    void refusesJsonCutOffAnywhere(Signal signal) throws Exception {
        byte[] json = Json.write(signal, small(signal, 4)).getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < json.length; length++) {
            byte[] cut = Arrays.copyOf(json, length);
            assertThatThrownBy(() -> Json.read(signal, cut)).isInstanceOf(MalformedException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Signal.class)
    void readsMutatedJsonOrRefusesIt(Signal signal) throws Exception {
        byte[] json = Json.write(signal, small(signal, 5)).getBytes(StandardCharsets.UTF_8);
        Random random = new Random(6);
        int read = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] mutated = json.clone();
            for (int n = 1 + random.nextInt(3); n > 0; n--) {
                mutated[random.nextInt(mutated.length)] =
                        random.nextBoolean() ? TELLING[random.nextInt(TELLING.length)] : (byte) random.nextInt(256);
            }
            try {
                Json.read(signal, mutated);
                read++;
            } catch (MalformedException e) {
                assertThat(e).hasMessageStartingWith("OTLP/JSON: ");
            }
        }
        assertThat(read).isPositive();
    }

    @ParameterizedTest
    @EnumSource(Signal.class)
    void writesMutatedWireBytesAsProtobufReadsThemOrRefusesThem(Signal signal) {
        byte[] wire = small(signal, 7).toByteArray();
        Random random = new Random(8);
        int written = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] mutated = wire.clone();
            mutated[random.nextInt(mutated.length)] ^= (byte) (1 << random.nextInt(8));
            String json;
            try {
                json = Json.write(signal, mutated);
            } catch (MalformedException _) {
                continue;
            }
            written++;
            assertThat(json)
                    .satisfies(text -> assertThat(Json.read(signal, text)).isEqualTo(withoutUnknown(signal, mutated)));
        }
        assertThat(written).isPositive();
    }

    private static Message withoutUnknown(Signal signal, byte[] wire) {
        try {
            return com.google.protobuf.DiscardUnknownFieldsParser.wrap(
                            RandomRequests.builder(signal).build().getParserForType())
                    .parseFrom(wire);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError("protobuf refuses what was written", e);
        }
    }
}
