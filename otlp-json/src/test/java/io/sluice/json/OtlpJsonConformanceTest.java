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

    /** Indented, 64-bit numbers bare, whole numbers for doubles, ids in capitals: as people write examples. */
    @ParameterizedTest
    @EnumSource(Signal.class)
    void readsDocumentsWrittenByHand(Signal signal) throws Exception {
        String json = switch (signal) {
            case TRACES -> """
                {
                  "resourceSpans": [ {
                    "resource": { "attributes": [ { "key": "service.name", "value": { "stringValue": "shop" } } ] },
                    "scopeSpans": [ {
                      "scope": { "name": "checkout", "version": "2.1" },
                      "spans": [ {
                        "traceId": "0AF7651916CD43DD8448EB211C80319C",
                        "spanId": "B7AD6B7169203331",
                        "name": "POST /orders",
                        "kind": 2,
                        "startTimeUnixNano": 1700000000000000001,
                        "endTimeUnixNano": 1700000000250000002,
                        "events": [ { "timeUnixNano": 1700000000100000003, "name": "retried" } ]
                      } ]
                    } ]
                  } ]
                }
                """;
            case METRICS -> """
                {
                  "resourceMetrics": [ { "scopeMetrics": [ { "metrics": [
                    { "name": "orders", "unit": "1", "sum": { "aggregationTemporality": 2, "isMonotonic": true,
                      "dataPoints": [ { "asInt": 7, "timeUnixNano": 1700000000000000001 } ] } },
                    { "name": "load", "gauge": { "dataPoints": [ { "asDouble": 4 } ] } },
                    { "name": "duration", "histogram": { "aggregationTemporality": 1, "dataPoints": [
                      { "count": 3, "sum": 6, "bucketCounts": [ 1, 2 ], "explicitBounds": [ 2 ], "max": 3 } ] } }
                  ] } ] } ]
                }
                """;
            case LOGS -> """
                {
                  "resourceLogs": [ { "scopeLogs": [ { "logRecords": [ {
                    "timeUnixNano": 1700000000000000001,
                    "severityNumber": 17,
                    "body": { "kvlistValue": { "values": [
                      { "key": "sizes", "value": { "arrayValue": { "values": [ { "intValue": 10 }, { "doubleValue": 0.5 } ] } } },
                      { "key": "ok", "value": { "boolValue": false } }
                    ] } },
                    "traceId": "0AF7651916CD43DD8448EB211C80319C",
                    "spanId": "B7AD6B7169203331"
                  } ] } ] } ]
                }
                """;
        };
        Message.Builder expected = RandomRequests.builder(signal);
        JsonFormat.parser().merge(Json.idsToBase64(json), expected);

        assertThat(Json.read(signal, json)).isEqualTo(expected.build());
    }
}
