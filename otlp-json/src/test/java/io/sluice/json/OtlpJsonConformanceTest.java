package io.sluice.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.sluice.pdata.Signal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both directions against the generated classes, and against protobuf's own JSON mapping where OTLP doesn't differ from it. */
class OtlpJsonConformanceTest {

    private static final int REQUESTS = 60;

    @ParameterizedTest
    @EnumSource(Signal.class)
    void whatIsWrittenReadsBackEqual(Signal signal) throws Exception {
        RandomRequests requests = new RandomRequests(1);
        for (int i = 0; i < REQUESTS; i++) {
            Message message = requests.next(signal);
            assertThat(Json.read(signal, Json.write(signal, message))).isEqualTo(message);
        }
    }

    @ParameterizedTest
    @EnumSource(Signal.class)
    void protobufReadsWhatIsWritten(Signal signal) throws Exception {
        RandomRequests requests = new RandomRequests(2, false); // protobuf's parser loses the sign of zero
        for (int i = 0; i < REQUESTS; i++) {
            Message message = requests.next(signal);
            Message.Builder read = RandomRequests.builder(signal);
            JsonFormat.parser().merge(Json.idsToBase64(Json.write(signal, message)), read);
            assertThat(read.build()).isEqualTo(message);
        }
    }

    @ParameterizedTest
    @EnumSource(Signal.class)
    void readsWhatProtobufWrites(Signal signal) throws Exception {
        RandomRequests requests = new RandomRequests(3);
        JsonFormat.Printer plain = JsonFormat.printer();
        for (int i = 0; i < REQUESTS; i++) {
            Message message = requests.next(signal);
            assertThat(Json.read(signal, Json.idsToHex(plain.print(message))))
                    .as("lowerCamelCase and enum names")
                    .isEqualTo(message);
            assertThat(Json.read(
                            signal,
                            Json.idsToHex(plain.preservingProtoFieldNames()
                                    .printingEnumsAsInts()
                                    .print(message))))
                    .as("snake_case and enum numbers")
                    .isEqualTo(message);
            assertThat(Json.read(
                            signal,
                            Json.idsToHex(
                                    plain.alwaysPrintFieldsWithNoPresence().print(message))))
                    .as("zeros written out")
                    .isEqualTo(message);
        }
    }
}
