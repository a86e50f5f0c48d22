package io.sluice.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.sluice.pdata.BufferPool;
import io.sluice.pdata.MalformedException;
import io.sluice.pdata.OtlpBytes;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OtlpJsonReaderTest {

    private static final String TRACE_ID = "5B8EFFF798038103D269B633813FC60C";
    private static final String SPAN_ID = "EEE19B7EC3C1B174";

    private static ExportTraceServiceRequest traces(String json) throws MalformedException {
        return (ExportTraceServiceRequest) Json.read(Signal.TRACES, json);
    }

    private static Span span(String fields) throws MalformedException {
        return traces(inSpan(fields)).getResourceSpans(0).getScopeSpans(0).getSpans(0);
    }

    private static String inSpan(String fields) {
        return "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{" + fields + "}]}]}]}";
    }

    private static LogRecord log(String fields) throws MalformedException {
        return ((ExportLogsServiceRequest) Json.read(
                        Signal.LOGS, "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{" + fields + "}]}]}]}"))
                .getResourceLogs(0)
                .getScopeLogs(0)
                .getLogRecords(0);
    }

    private static AnyValue body(String value) throws MalformedException {
        return log("\"body\":" + value).getBody();
    }

    private static HistogramDataPoint histogramPoint(String fields) throws MalformedException {
        return ((ExportMetricsServiceRequest) Json.read(
                        Signal.METRICS,
                        "{\"resourceMetrics\":[{\"scopeMetrics\":[{\"metrics\":[{\"histogram\":{\"dataPoints\":[{"
                                + fields + "}]}}]}]}]}"))
                .getResourceMetrics(0)
                .getScopeMetrics(0)
                .getMetrics(0)
                .getHistogram()
                .getDataPoints(0);
    }

    @Test
    void readsASpanAsAnSdkWritesIt() throws Exception {
        Span span = span("\"traceId\":\"" + TRACE_ID + "\",\"spanId\":\"" + SPAN_ID
                + "\",\"parentSpanId\":\"\",\"name\":\"I'm a server"
                + " span\",\"startTimeUnixNano\":\"1544712660000000000\",\"kind\":2,\"attributes\":[{\"key\":\"my.span.attr\",\"value\":{\"stringValue\":\"some"
                + " value\"}}],\"status\":{}");

        assertThat(span.getTraceId()).isEqualTo(Json.hex(TRACE_ID));
        assertThat(span.getSpanId()).isEqualTo(Json.hex(SPAN_ID));
        assertThat(span.getParentSpanId()).isEmpty();
        assertThat(span.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_SERVER);
        assertThat(span.getStartTimeUnixNano()).isEqualTo(1544712660000000000L);
        assertThat(span.getAttributes(0).getValue().getStringValue()).isEqualTo("some value");
        assertThat(span.hasStatus()).isTrue();
    }

    @Test
    void readsAnEmptyRequest() throws Exception {
        assertThat(traces("{}")).isEqualTo(ExportTraceServiceRequest.getDefaultInstance());
        assertThat(traces(" {\"resourceSpans\":[]} \n").getResourceSpansCount()).isZero();
    }

    @Test
    void readsFromTheMiddleOfAnArray() throws Exception {
        byte[] json = ("xx" + inSpan("\"name\":\"a\"") + "yy").getBytes(StandardCharsets.UTF_8);

        Payload payload = new OtlpJsonReader().read(Signal.TRACES, json, 2, json.length - 4, BufferPool.UNPOOLED);

        assertThat(Json.parse(Signal.TRACES, payload.toExactArray())).isEqualTo(traces(inSpan("\"name\":\"a\"")));
    }

    @Test
    void leavesOutZerosThatMeanUnset() throws Exception {
        byte[] json =
                inSpan("\"name\":\"\",\"kind\":0,\"flags\":0,\"traceId\":\"\"").getBytes(StandardCharsets.UTF_8);

        Payload payload = new OtlpJsonReader().read(Signal.TRACES, json, 0, json.length, BufferPool.UNPOOLED);

        assertThat(payload.toExactArray())
                .isEqualTo(ExportTraceServiceRequest.newBuilder()
                        .addResourceSpans(ResourceSpans.newBuilder()
                                .addScopeSpans(io.opentelemetry.proto.trace.v1.ScopeSpans.newBuilder()
                                        .addSpans(Span.getDefaultInstance())))
                        .build()
                        .toByteArray());
    }

    @Test
    void skipsUnknownFieldsOfAnyShape() throws Exception {
        assertThat(span("\"color\":{\"a\":[1,{\"b\":null}]},\"name\":\"x\",\"size\":[[]],\"nothing\":null")
                        .getName())
                .isEqualTo("x");
    }

    @Test
    void takesNullForUnset() throws Exception {
        assertThat(span("\"name\":null,\"attributes\":null,\"status\":null,\"traceId\":null"))
                .isEqualTo(Span.getDefaultInstance());
        assertThat(body("{\"stringValue\":null}").getValueCase()).isEqualTo(AnyValue.ValueCase.VALUE_NOT_SET);
    }

    @Test
    void takesSnakeCaseNames() throws Exception {
        assertThat(span("\"trace_id\":\"" + TRACE_ID + "\",\"start_time_unix_nano\":5,\"dropped_links_count\":\"7\""))
                .isEqualTo(Span.newBuilder()
                        .setTraceId(Json.hex(TRACE_ID))
                        .setStartTimeUnixNano(5)
                        .setDroppedLinksCount(7)
                        .build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"17", "\"17\"", "\"SEVERITY_NUMBER_ERROR\"", "17.0", "1.7e1"})
    void takesEnumsInEveryForm(String value) throws Exception {
        assertThat(log("\"severityNumber\":" + value).getSeverityNumber())
                .isEqualTo(SeverityNumber.SEVERITY_NUMBER_ERROR);
    }

    @Test
    void keepsEnumNumbersThatItDoesNotKnow() throws Exception {
        assertThat(log("\"severityNumber\":77").getSeverityNumberValue()).isEqualTo(77);
    }

    @ParameterizedTest
    @CsvSource({
        "9223372036854775807, 9223372036854775807",
        "'\"9223372036854775807\"', 9223372036854775807",
        "-9223372036854775808, -9223372036854775808",
        "'\"-9223372036854775808\"', -9223372036854775808",
        "9.007199254740993e15, 9007199254740993",
        "'\"1e3\"', 1000",
        "-0, 0",
        "1000000000000000000000e-21, 1",
        "1.000, 1"
    })
    void takesSignedIntegersToTheirEdges(String json, long expected) throws Exception {
        assertThat(body("{\"intValue\":" + json + "}").getIntValue()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9223372036854775808",
                "-9223372036854775809",
                "\"18446744073709551616\"",
                "1e19",
                "1.5",
                "\"1.5\"",
                "\"\"",
                "\"abc\"",
                "\"0x10\"",
                "\" 1\"",
                "\"+1\"",
                "\"--1\"",
                "1e999999999",
                "1e-999999999",
                "1e99999999999",
                "true",
                "[]",
                "{}"
            })
    void refusesWhatIsNoSignedInteger(String json) {
        assertThatThrownBy(() -> body("{\"intValue\":" + json + "}"))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("resourceLogs[0].scopeLogs[0].logRecords[0].body");
    }

    @Test
    void takesUnsignedIntegersToTheirEdges() throws Exception {
        assertThat(span("\"startTimeUnixNano\":\"18446744073709551615\",\"endTimeUnixNano\":18446744073709551615,"
                        + "\"flags\":4294967295,\"droppedEventsCount\":4294967295"))
                .isEqualTo(Span.newBuilder()
                        .setStartTimeUnixNano(-1)
                        .setEndTimeUnixNano(-1)
                        .setFlags(-1)
                        .setDroppedEventsCount(-1)
                        .build());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"startTimeUnixNano\":-1",
                "\"startTimeUnixNano\":18446744073709551616",
                "\"flags\":4294967296",
                "\"flags\":-1",
                "\"kind\":2147483648",
                "\"kind\":\"SPAN_KIND_BOSS\"",
                "\"kind\":{}",
                "\"name\":5",
                "\"name\":[]",
                "\"attributes\":{}",
                "\"attributes\":[null]",
                "\"attributes\":[5]",
                "\"status\":[]",
                "\"status\":\"ok\"",
                "\"traceId\":\"5B8EFFF798038103D269B633813FC6\"",
                "\"traceId\":\"5B8EFFF798038103D269B633813FC60C00\"",
                "\"traceId\":\"5B8EFFF798038103D269B633813FC60G\"",
                "\"spanId\":\"EEE19B7EC3C1B17\"",
                "\"parentSpanId\":\"EEE19B7EC3C1B1740\"",
                "\"spanId\":0"
            })
    void refusesValuesOfAnotherTypeOrRange(String field) {
        assertThatThrownBy(() -> span(field))
                .isInstanceOf(MalformedException.class)
                .hasMessageStartingWith("OTLP/JSON: resourceSpans[0].scopeSpans[0].spans[0].");
    }

    @Test
    void namesThePlaceAndWhatIsWrong() {
        assertThatThrownBy(() -> span("\"links\":[{},{\"spanId\":\"abc\"}]"))
                .hasMessage("OTLP/JSON: resourceSpans[0].scopeSpans[0].spans[0].links[1].spanId is not 16 hexadecimal"
                        + " digits at byte 71")
                .extracting(e -> ((MalformedException) e).position())
                .isNotEqualTo(0);
    }

    @Test
    void tellsNothingOfTheContent() {
        assertThatThrownBy(() -> span("\"secret-name\":{\"other-secret\": oops}"))
                .isInstanceOf(MalformedException.class)
                .message()
                .doesNotContain("secret", "oops")
                .contains("spans[0].*.*");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1.0",
        "-0, -0.0",
        "-0.0, -0.0",
        "1e3, 1000.0",
        "'\"2.5\"', 2.5",
        "'\"NaN\"', NaN",
        "'\"Infinity\"', Infinity",
        "'\"-Infinity\"', -Infinity",
        "123456789012345678901234567890, 1.2345678901234568E29",
        "4.9e-324, 4.9E-324"
    })
    void takesDoublesInEveryForm(String json, double expected) throws Exception {
        assertThat(body("{\"doubleValue\":" + json + "}").getDoubleValue()).isEqualTo(Double.valueOf(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "-1e400", "\"1e400\"", "\"nan\"", "\"1d\"", "\"0x1p3\"", "\"\"", "NaN", "true"})
    void refusesWhatIsNoDouble(String json) {
        assertThatThrownBy(() -> body("{\"doubleValue\":" + json + "}")).isInstanceOf(MalformedException.class);
    }

    @Test
    void readsArraysOfNumbers() throws Exception {
        HistogramDataPoint point = histogramPoint("\"bucketCounts\":[\"1\",2,0,\"18446744073709551615\"],"
                + "\"explicitBounds\":[0,1.5,\"Infinity\"],\"sum\":0,\"count\":3");

        assertThat(point.getBucketCountsList()).containsExactly(1L, 2L, 0L, -1L);
        assertThat(point.getExplicitBoundsList()).containsExactly(0.0, 1.5, Double.POSITIVE_INFINITY);
        assertThat(point.hasSum()).as("an optional zero is set").isTrue();
        assertThat(point.hasMin()).isFalse();
        assertThatThrownBy(() -> histogramPoint("\"bucketCounts\":[1,null]"))
                .hasMessageContaining("dataPoints[0].bucketCounts[1] is not an integer");
    }

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "AAECAw==, 00010203",
        "AAECAw, 00010203",
        "-_-_, fbffbf",
        "+/+/, fbffbf",
        "/w, ff",
        "AAE=, 0001"
    })
    void takesBase64OfEitherAlphabetPaddedOrNot(String text, String bytes) throws Exception {
        assertThat(body("{\"bytesValue\":\"" + text + "\"}").getBytesValue()).isEqualTo(Json.hex(bytes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "AAAAA", "A=", "AA=", "AAA==", "A A=", "====", "AA\u00e9A"})
    void refusesWhatIsNotBase64(String text) {
        assertThatThrownBy(() -> body("{\"bytesValue\":\"" + text + "\"}"))
                .hasMessageContaining("body.bytesValue is not base64 at byte ");
    }

    @ParameterizedTest
    @CsvSource({"\\ud83d\\ude00, 😀", "é, é", "\\ud83d, \uFFFD", "\\ude00, \uFFFD", "\\n, '\n'"})
    void readsLongTextsInPieces(String written, String read) throws Exception {
        for (int length = 65_530; length < 65_545; length++) {
            String before = "a".repeat(length) + "😀".repeat(40_000);
            String between = "b".repeat(length);

            assertThat(body("{\"stringValue\":\"" + before + written + between + written + "\"}")
                            .getStringValue())
                    .isEqualTo(before + read + between + read);
        }
    }

    @Test
    void readsTextOfAllPlanes() throws Exception {
        assertThat(body("{\"stringValue\":\"\\u691c索 \\ud83d\\ude00😀 \\u0000\\n\"}")
                        .getStringValue())
                .isEqualTo("検索 😀😀 \0\n");
    }

    @Test
    void replacesHalfASurrogatePair() throws Exception {
        assertThat(body("{\"stringValue\":\"a\\ud83db\\ude00\"}").getStringValue())
                .isEqualTo("a\uFFFDb\uFFFD");
    }

    @Test
    void readsANameThatComesTwiceAsTwoFieldsOnTheWire() throws Exception {
        assertThat(span("\"name\":\"a\",\"name\":\"\",\"kind\":2,\"kind\":0").getName())
                .isEmpty();
        assertThat(span("\"kind\":2,\"kind\":0").getKindValue()).isZero();
        assertThat(span("\"status\":{\"code\":2},\"status\":{\"message\":\"m\"}")
                        .getStatus()
                        .toString())
                .contains("STATUS_CODE_ERROR", "\"m\"");
        assertThat(span("\"attributes\":[{}],\"attributes\":[{}]").getAttributesCount())
                .isEqualTo(2);
        assertThat(body("{\"stringValue\":\"a\",\"intValue\":\"1\"}").getIntValue())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "5",
                "[]",
                "\"{}\"",
                "{} {}",
                "{}x",
                "{}]",
                "{",
                "{\"resourceSpans\"",
                "{\"resourceSpans\":[",
                "{'resourceSpans':[]}",
                "{resourceSpans:[]}",
                "{\"resourceSpans\":[],}",
                "{\"resourceSpans\":[]} // end",
                "{\"resourceSpans\":[{\"schemaUrl\":\"\\x\"}]}"
            })
    void refusesWhatIsNotOneJsonObject(String json) {
        assertThatThrownBy(() -> traces(json))
                .isInstanceOf(MalformedException.class)
                .hasMessageStartingWith("OTLP/JSON: ");
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        byte[] json = "{\"resourceSpans\":[{\"schemaUrl\":\"\u00ff\"}]}".getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> Json.read(Signal.TRACES, json)).isInstanceOf(MalformedException.class);
    }

    @Test
    void nestsAsDeepAsValidationAllowsAndNoDeeper() throws Exception {
        int deepest = 0;
        for (int levels = 1; levels < OtlpBytes.MAX_DEPTH; levels++) {
            String json = "{\"arrayValue\":{\"values\":[".repeat(levels) + "{}" + "]}}".repeat(levels);
            try {
                body(json);
                deepest = levels;
            } catch (MalformedException e) {
                assertThat(e).hasMessageContaining("deep");
                break;
            }
        }
        // A request, its resource, scope and record come first; a level is a value and its array.
        assertThat(deepest).isEqualTo((OtlpBytes.MAX_DEPTH - 5) / 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":"})
    void refusesUnknownFieldsWithoutEnd(String opening) {
        assertThatThrownBy(() -> traces("{\"x\":" + opening.repeat(100_000)))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("too deep");
    }

    @Test
    void readsOnAfterARefusal() throws Exception {
        OtlpJsonReader reader = new OtlpJsonReader();
        byte[] bad = inSpan("\"name\":\"left over\",\"kind\":[]").getBytes(StandardCharsets.UTF_8);
        byte[] good = inSpan("\"name\":\"b\"").getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> reader.read(Signal.TRACES, bad, 0, bad.length, BufferPool.UNPOOLED))
                .isInstanceOf(MalformedException.class);

        Payload payload = reader.read(Signal.TRACES, good, 0, good.length, BufferPool.UNPOOLED);

        assertThat(Json.parse(Signal.TRACES, payload.toExactArray())).isEqualTo(traces(inSpan("\"name\":\"b\"")));
    }

    @Test
    void countsPositionsFromWhereTheDocumentBegins() {
        byte[] alone = "{\"resourceSpans\":5}".getBytes(StandardCharsets.UTF_8);
        byte[] inside = "1234567{\"resourceSpans\":5}".getBytes(StandardCharsets.UTF_8);
        OtlpJsonReader reader = new OtlpJsonReader();

        for (int offset : new int[] {0, 7}) {
            byte[] json = offset == 0 ? alone : inside;
            assertThatThrownBy(() -> reader.read(Signal.TRACES, json, offset, alone.length, BufferPool.UNPOOLED))
                    .extracting(e -> ((MalformedException) e).position())
                    .isEqualTo(alone.length - 1);
        }
    }

    @Test
    void growsFourfoldAtMost() throws Exception {
        byte[] json = ("{\"resourceMetrics\":[{\"scopeMetrics\":[{\"metrics\":[{\"histogram\":{\"dataPoints\":"
                        + "[{\"bucketCounts\":[0" + ",0".repeat(100_000) + "]}]}}]}]}]}")
                .getBytes(StandardCharsets.UTF_8);

        Payload payload = new OtlpJsonReader().read(Signal.METRICS, json, 0, json.length, BufferPool.UNPOOLED);

        assertThat(payload.length()).isBetween(800_000, 4 * json.length);
    }
}
