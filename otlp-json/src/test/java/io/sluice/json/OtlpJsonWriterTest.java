package io.sluice.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.LogsData;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.sluice.pdata.MalformedException;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OtlpJsonWriterTest {

    /** Writes fields by hand, as the generated classes never would. */
    private interface Wire {
        void to(CodedOutputStream out) throws IOException;
    }

    private static byte[] wire(Wire fields) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            CodedOutputStream out = CodedOutputStream.newInstance(bytes);
            fields.to(out);
            out.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One message field of that number. */
    private static byte[] in(int number, byte[] body) {
        return wire(out -> out.writeByteArray(number, body));
    }

    private static String span(byte[] span) throws MalformedException {
        return content(Json.write(Signal.TRACES, in(1, in(2, in(2, span)))), "spans");
    }

    private static String log(byte[] record) throws MalformedException {
        return content(Json.write(Signal.LOGS, in(1, in(2, in(2, record)))), "logRecords");
    }

    private static String metric(byte[] metric) throws MalformedException {
        return content(Json.write(Signal.METRICS, in(1, in(2, in(2, metric)))), "metrics");
    }

    private static String content(String json, String items) {
        String opening = "\"" + items + "\":[";
        return json.substring(json.indexOf(opening) + opening.length(), json.length() - "]}]}]}".length());
    }

    private static String body(AnyValue value) throws MalformedException {
        String log = log(LogRecord.newBuilder().setBody(value).build().toByteArray());
        return log.substring("{\"body\":".length(), log.length() - 1);
    }

    @Test
    void writesTheMappingOfOtlp() throws Exception {
        ExportTraceServiceRequest request = ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .setResource(Resource.newBuilder()
                                .addAttributes(KeyValue.newBuilder()
                                        .setKey("service.name")
                                        .setValue(AnyValue.newBuilder().setStringValue("検索"))))
                        .addScopeSpans(ScopeSpans.newBuilder()
                                .addSpans(Span.newBuilder()
                                        .setTraceId(Json.hex("5b8efff798038103d269b633813fc60c"))
                                        .setSpanId(Json.hex("eee19b7ec3c1b174"))
                                        .setFlags(0x301)
                                        .setName("GET /\"x\"")
                                        .setKind(Span.SpanKind.SPAN_KIND_SERVER)
                                        .setStartTimeUnixNano(1544712660000000000L)
                                        .setEndTimeUnixNano(-1)
                                        .setDroppedEventsCount(-1)
                                        .setStatus(Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR)))))
                .build();

        assertThat(Json.write(Signal.TRACES, request))
                .isEqualTo("{\"resourceSpans\":[{\"resource\":{\"attributes\":[{\"key\":\"service.name\",\"value\":"
                        + "{\"stringValue\":\"検索\"}}]},\"scopeSpans\":[{\"spans\":["
                        + "{\"traceId\":\"5b8efff798038103d269b633813fc60c\",\"spanId\":\"eee19b7ec3c1b174\","
                        + "\"name\":\"GET /\\\"x\\\"\",\"kind\":2,\"startTimeUnixNano\":\"1544712660000000000\","
                        + "\"endTimeUnixNano\":\"18446744073709551615\",\"droppedEventsCount\":4294967295,"
                        + "\"status\":{\"code\":2},\"flags\":769}]}]}]}");
    }

    @Test
    void writesAnEmptyRequest() throws Exception {
        assertThat(Json.write(Signal.LOGS, new byte[0])).isEqualTo("{}");
    }

    @Test
    void writesAttributeValuesOfEveryKind() throws Exception {
        assertThat(body(AnyValue.newBuilder().setIntValue(Long.MIN_VALUE).build()))
                .isEqualTo("{\"intValue\":\"-9223372036854775808\"}");
        assertThat(body(AnyValue.newBuilder().setIntValue(0).build())).isEqualTo("{\"intValue\":\"0\"}");
        assertThat(body(AnyValue.newBuilder().setBoolValue(false).build())).isEqualTo("{\"boolValue\":false}");
        assertThat(body(AnyValue.newBuilder().setStringValue("").build())).isEqualTo("{\"stringValue\":\"\"}");
        assertThat(body(AnyValue.newBuilder().setDoubleValue(1.5).build())).isEqualTo("{\"doubleValue\":1.5}");
        assertThat(body(AnyValue.newBuilder().setDoubleValue(Double.NaN).build()))
                .isEqualTo("{\"doubleValue\":\"NaN\"}");
        assertThat(body(AnyValue.newBuilder()
                        .setDoubleValue(Double.NEGATIVE_INFINITY)
                        .build()))
                .isEqualTo("{\"doubleValue\":\"-Infinity\"}");
        assertThat(body(AnyValue.newBuilder()
                        .setBytesValue(ByteString.copyFrom(new byte[] {-1, -2, -3, -4}))
                        .build()))
                .isEqualTo("{\"bytesValue\":\"//79/A==\"}");
        assertThat(body(AnyValue.getDefaultInstance())).isEqualTo("{}");
    }

    @Test
    void writesSeveritiesAsNumbers() throws Exception {
        assertThat(log(LogRecord.newBuilder()
                        .setSeverityNumber(SeverityNumber.SEVERITY_NUMBER_ERROR)
                        .build()
                        .toByteArray()))
                .isEqualTo("{\"severityNumber\":17}");
        assertThat(log(LogRecord.newBuilder().setSeverityNumberValue(-5).build().toByteArray()))
                .isEqualTo("{\"severityNumber\":-5}");
    }

    @Test
    void staysOnOneLine() throws Exception {
        String json = body(AnyValue.newBuilder().setStringValue("a\r\nb\u0000").build());

        assertThat(json).doesNotContain("\n", "\r").contains("a\\r\\nb\\u0000");
    }

    @Test
    void gathersRepeatedFieldsFromWhereverTheyAre() throws Exception {
        byte[] span = wire(out -> {
            out.writeByteArray(9, in(1, "a".getBytes(StandardCharsets.UTF_8)));
            out.writeString(5, "name");
            out.writeByteArray(11, new byte[0]);
            out.writeByteArray(9, in(1, "b".getBytes(StandardCharsets.UTF_8)));
        });

        assertThat(span(span))
                .isEqualTo("{\"name\":\"name\",\"attributes\":[{\"key\":\"a\"},{\"key\":\"b\"}],\"events\":[{}]}");
    }

    @Test
    void takesTheLastOfRepeatedScalarsAndMergesMessages() throws Exception {
        byte[] span = wire(out -> {
            out.writeByteArray(15, wire(status -> status.writeEnum(3, 2)));
            out.writeString(5, "first");
            out.writeEnum(6, 2);
            out.writeByteArray(15, wire(status -> status.writeString(2, "m")));
            out.writeString(5, "second");
            out.writeEnum(6, 0);
        });

        assertThat(span(span)).isEqualTo("{\"name\":\"second\",\"status\":{\"message\":\"m\",\"code\":2}}");
    }

    @Test
    void mergesMessagesWithinMergedOnes() throws Exception {
        byte[] first = KeyValue.newBuilder()
                .setKey("a")
                .setValue(AnyValue.newBuilder().setIntValue(1))
                .build()
                .toByteArray();
        byte[] second = KeyValue.newBuilder().setKey("b").build().toByteArray();
        byte[] record = wire(out -> {
            out.writeByteArray(5, in(6, in(1, first)));
            out.writeString(3, "between");
            out.writeByteArray(5, new byte[0]);
            out.writeByteArray(5, wire(body -> {
                body.writeByteArray(6, in(1, second));
                body.writeByteArray(6, new byte[0]);
            }));
        });
        assertThat(LogRecord.parseFrom(record).getBody().getKvlistValue().getValuesCount())
                .isEqualTo(2);

        assertThat(log(record))
                .isEqualTo("{\"severityText\":\"between\",\"body\":{\"kvlistValue\":{\"values\":["
                        + "{\"key\":\"a\",\"value\":{\"intValue\":\"1\"}},{\"key\":\"b\"}]}}}");
    }

    @Test
    void takesTheLastMemberOfAOneof() throws Exception {
        byte[] point = NumberDataPoint.newBuilder().setAsInt(1).build().toByteArray();
        byte[] gauge = Gauge.newBuilder()
                .addDataPoints(NumberDataPoint.getDefaultInstance())
                .build()
                .toByteArray();
        byte[] sum = Sum.newBuilder().setIsMonotonic(true).build().toByteArray();
        byte[] metric = wire(out -> {
            out.writeByteArray(5, gauge);
            out.writeByteArray(7, sum);
            out.writeByteArray(5, in(1, point));
            out.writeByteArray(5, gauge);
        });

        assertThat(metric(metric)).isEqualTo("{\"gauge\":{\"dataPoints\":[{\"asInt\":\"1\"},{}]}}");
    }

    @Test
    void readsNumbersPackedOrNot() throws Exception {
        byte[] point = wire(out -> {
            out.writeFixed64(6, 1);
            out.writeByteArray(6, wire(packed -> {
                packed.writeFixed64NoTag(2);
                packed.writeFixed64NoTag(-1);
            }));
            out.writeByteArray(7, new byte[0]);
            out.writeFixed64(6, 3);
        });
        assertThat(HistogramDataPoint.parseFrom(point).getBucketCountsList()).containsExactly(1L, 2L, -1L, 3L);

        assertThat(metric(in(9, in(1, point))))
                .isEqualTo("{\"histogram\":{\"dataPoints\":[{\"bucketCounts\":"
                        + "[\"1\",\"2\",\"18446744073709551615\",\"3\"]}]}}");
    }

    @Test
    void writesNegativeScalesAndOffsets() throws Exception {
        byte[] metric = Metric.newBuilder()
                .setExponentialHistogram(ExponentialHistogram.newBuilder()
                        .addDataPoints(ExponentialHistogramDataPoint.newBuilder()
                                .setScale(-3)
                                .setPositive(ExponentialHistogramDataPoint.Buckets.newBuilder()
                                        .setOffset(Integer.MIN_VALUE)
                                        .addBucketCounts(300)
                                        .addBucketCounts(-1))))
                .build()
                .toByteArray();

        assertThat(metric(metric))
                .isEqualTo("{\"exponentialHistogram\":{\"dataPoints\":[{\"scale\":-3,\"positive\":"
                        + "{\"offset\":-2147483648,\"bucketCounts\":[\"300\",\"18446744073709551615\"]}}]}}");
    }

    @Test
    void leavesOutFieldsThatOtlpDoesNotKnow() throws Exception {
        byte[] span = wire(out -> {
            out.writeString(500, "unknown");
            out.writeString(5, "x");
            out.writeFixed32(501, 1);
        });

        assertThat(span(span)).isEqualTo("{\"name\":\"x\"}");
    }

    @Test
    void writesNothingOfAPayloadThatIsNotValid() {
        byte[] half = wire(out -> {
            out.writeByteArray(1, new byte[0]);
            out.writeByteArray(1, in(2, in(2, in(1, new byte[5]))));
        });
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        assertThatThrownBy(() -> new OtlpJsonWriter().write(Signal.TRACES, Payload.of(half), out))
                .isInstanceOf(MalformedException.class);
        assertThat(out.size()).isZero();
    }

    @Test
    void readsThePayloadOnlyBetweenItsEnds() throws Exception {
        byte[] request = in(1, in(3, "url".getBytes(StandardCharsets.UTF_8)));
        byte[] array = new byte[request.length + 10];
        System.arraycopy(request, 0, array, 5, request.length);

        byte[] json = new OtlpJsonWriter().toBytes(Signal.LOGS, Payload.of(array, 5, request.length));

        assertThat(new String(json, StandardCharsets.UTF_8)).isEqualTo("{\"resourceLogs\":[{\"schemaUrl\":\"url\"}]}");
    }

    @Test
    void leavesTheStreamOpenAndPassesItsFailureOn() throws Exception {
        class Guarded extends ByteArrayOutputStream {
            @Override
            public void close() {
                throw new AssertionError("closed by the writer");
            }
        }
        Guarded out = new Guarded();
        OtlpJsonWriter writer = new OtlpJsonWriter();
        LogsData logs = LogsData.newBuilder()
                .addResourceLogs(ResourceLogs.newBuilder().addScopeLogs(ScopeLogs.getDefaultInstance()))
                .build();

        writer.write(Signal.LOGS, Payload.of(logs.toByteArray()), out);
        writer.write(Signal.LOGS, Payload.of(logs.toByteArray()), out);

        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo("{\"resourceLogs\":[{\"scopeLogs\":[{}]}]}".repeat(2));
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("disk full");
            }
        };
        assertThatThrownBy(() -> writer.write(Signal.LOGS, Payload.of(logs.toByteArray()), full))
                .isInstanceOf(IOException.class)
                .hasMessage("disk full");
    }
}
