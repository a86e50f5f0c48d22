package io.sluice.processor.ratelimiter;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.resource.v1.Resource;
import io.sluice.api.Batch;
import io.sluice.api.ComponentId;
import io.sluice.api.ComponentKind;
import io.sluice.api.Outcome;
import io.sluice.api.PeerIdentity;
import io.sluice.api.PipelineId;
import io.sluice.api.Refusal;
import io.sluice.api.RequestContext;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import io.sluice.processor.ratelimiter.RateLimiterConfig.Action;
import io.sluice.processor.ratelimiter.RateLimiterConfig.Floor;
import io.sluice.testkit.RecordingAck;
import io.sluice.testkit.TestContext;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RateLimiterTest {

    private final TestContext context = new TestContext(ComponentKind.PROCESSOR, ComponentId.of("rate_limiter"));
    private final RecordingAck ack = new RecordingAck();

    private RateLimiter limiter(long itemsPerSecond, String key, Action action, String... floor) {
        return new RateLimiter(
                context,
                new RateLimiterConfig(itemsPerSecond, 0, 0, 0, key, 100, action, new Floor(true, List.of(floor))),
                new PipelineId(Signal.LOGS, ""));
    }

    private static KeyValue attribute(String name, String value) {
        return KeyValue.newBuilder()
                .setKey(name)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }

    private static LogRecord log(String body, SeverityNumber severity, KeyValue... attributes) {
        return LogRecord.newBuilder()
                .setSeverityNumber(severity)
                .setBody(AnyValue.newBuilder().setStringValue(body))
                .addAllAttributes(Arrays.asList(attributes))
                .build();
    }

    private static ResourceLogs service(String name, LogRecord... logs) {
        return ResourceLogs.newBuilder()
                .setResource(Resource.newBuilder().addAttributes(attribute("service.name", name)))
                .addScopeLogs(ScopeLogs.newBuilder().addAllLogRecords(Arrays.asList(logs)))
                .build();
    }

    private static LogRecord[] infos(int count) {
        LogRecord[] logs = new LogRecord[count];
        for (int i = 0; i < count; i++) {
            logs[i] = log("info " + i, SeverityNumber.SEVERITY_NUMBER_INFO);
        }
        return logs;
    }

    private Batch request(ResourceLogs... resources) {
        return request(RequestContext.NONE, resources);
    }

    private Batch request(RequestContext from, ResourceLogs... resources) {
        byte[] bytes = ExportLogsServiceRequest.newBuilder()
                .addAllResourceLogs(Arrays.asList(resources))
                .build()
                .toByteArray();
        int items = Arrays.stream(resources)
                .mapToInt(r -> r.getScopeLogs(0).getLogRecordsCount())
                .sum();
        return new Batch(Signal.LOGS, Payload.of(bytes), items, from, ack);
    }

    private static List<String> bodies(Batch batch) throws Exception {
        return ExportLogsServiceRequest.parseFrom(batch.payload().toExactArray()).getResourceLogsList().stream()
                .flatMap(resource -> resource.getScopeLogs(0).getLogRecordsList().stream())
                .map(log -> log.getBody().getStringValue())
                .toList();
    }

    @Test
    void refusesRetryablyAndSaysWhenTheRequestWillFit() {
        RateLimiter limiter = limiter(10, "", Action.REFUSE);
        assertThat(limiter.admit(request(service("a", infos(10))))).isNull();

        Outcome verdict = limiter.admit(request(service("a", infos(5))));

        assertThat(verdict).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(Refusal.RATE_LIMITED);
            long half = TimeUnit.MILLISECONDS.toNanos(500);
            assertThat(refused.retryAfterNanos()).isBetween(half - 100, half);
            context.clock().advance(Duration.ofNanos(refused.retryAfterNanos()));
        });
        assertThat(limiter.admit(request(service("a", infos(5))))).isNull();
        assertThat(context.meter()
                        .value(
                                "processor_rate_limiter_limited_log_records",
                                "processor",
                                "rate_limiter",
                                "action",
                                "refuse"))
                .isEqualTo(5);
    }

    @Test
    void aRequestWithAnErrorIsLetInAndPaidOffByThoseWhoFollow() {
        RateLimiter limiter = limiter(10, "", Action.REFUSE);
        limiter.admit(request(service("a", infos(10))));

        assertThat(limiter.admit(request(service("a", log("boom", SeverityNumber.SEVERITY_NUMBER_ERROR)))))
                .isNull();

        context.clock().advance(Duration.ofMillis(100));
        assertThat(limiter.admit(request(service("a", infos(1))))).isInstanceOf(Outcome.Refused.class);
        context.clock().advance(Duration.ofMillis(100));
        assertThat(limiter.admit(request(service("a", infos(1))))).isNull();
    }

    @Test
    void dropsWhatIsAboveTheRateAndKeepsTheFloor() throws Exception {
        RateLimiter limiter = limiter(3, "", Action.DROP, "audit=true");
        Batch batch = request(service(
                "a",
                log("1", SeverityNumber.SEVERITY_NUMBER_INFO),
                log("2", SeverityNumber.SEVERITY_NUMBER_INFO),
                log("3", SeverityNumber.SEVERITY_NUMBER_INFO),
                log("4", SeverityNumber.SEVERITY_NUMBER_INFO),
                log("error", SeverityNumber.SEVERITY_NUMBER_ERROR),
                log("fatal", SeverityNumber.SEVERITY_NUMBER_FATAL4),
                log("audit", SeverityNumber.SEVERITY_NUMBER_DEBUG, attribute("audit", "true")),
                log("no audit", SeverityNumber.SEVERITY_NUMBER_DEBUG, attribute("audit", "false"))));
        // A bucket that is full would let a request above the burst in as a debt.
        assertThat(limiter.admit(request(service("a", infos(1))))).isNull();

        assertThat(limiter.admit(batch)).isNull();

        assertThat(bodies(batch)).containsExactly("1", "2", "error", "fatal", "audit");
        assertThat(batch.items()).isEqualTo(5);
        assertThat(ack.drops()).containsEntry("rate_limited", 3);
    }

    @Test
    void aRequestOfWhichNothingIsLeftIsAcceptedAndCounted() {
        RateLimiter limiter = limiter(1, "", Action.DROP);
        limiter.admit(request(service("a", infos(1))));

        assertThat(limiter.admit(request(service("a", infos(4))))).isEqualTo(Outcome.accepted());
        assertThat(ack.drops()).containsEntry("rate_limited", 4);
    }

    @Test
    void eachServiceHasItsOwnBudget() throws Exception {
        RateLimiter limiter = limiter(2, "resource.service.name", Action.DROP);
        assertThat(limiter.admit(request(service("loud", infos(2))))).isNull();
        Batch batch =
                request(service("loud", infos(2)), service("quiet", log("q", SeverityNumber.SEVERITY_NUMBER_INFO)));

        assertThat(limiter.admit(batch)).isNull();

        assertThat(bodies(batch)).containsExactly("q");
    }

    @Test
    void aRefusedRequestTakesNothingFromAnybodysBudget() {
        RateLimiter limiter = limiter(2, "resource.service.name", Action.REFUSE);
        limiter.admit(request(service("loud", infos(2))));

        assertThat(limiter.admit(request(service("quiet", infos(2)), service("loud", infos(1)))))
                .isInstanceOf(Outcome.Refused.class);

        assertThat(limiter.admit(request(service("quiet", infos(2))))).isNull();
    }

    @Test
    void resourcesWithoutTheAttributeShareAKey() {
        RateLimiter limiter = limiter(2, "resource.service.namespace", Action.REFUSE);

        assertThat(limiter.admit(request(service("a", infos(2))))).isNull();
        assertThat(limiter.admit(request(service("b", infos(1))))).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void clientsAreToldApartByCertificateOrElseByAddress() {
        RateLimiter limiter = limiter(2, "client", Action.REFUSE);

        assertThat(limiter.admit(request(from("10.0.0.1:4000", null), service("a", infos(2)))))
                .isNull();
        assertThat(limiter.admit(request(from("10.0.0.1:4001", null), service("a", infos(1)))))
                .isInstanceOf(Outcome.Refused.class);
        assertThat(limiter.admit(request(from("10.0.0.2:4000", null), service("a", infos(2)))))
                .isNull();
        assertThat(limiter.admit(request(from("10.0.0.1:4002", "spiffe://x/agent"), service("a", infos(2)))))
                .isNull();
        assertThat(limiter.admit(request(from("10.0.0.9:4002", "spiffe://x/agent"), service("a", infos(1)))))
                .isInstanceOf(Outcome.Refused.class);
    }

    private static RequestContext from(String peer, String certificate) {
        PeerIdentity identity = certificate == null ? null : new PeerIdentity(certificate, "CN=x", List.of());
        return new RequestContext("otlp", "grpc", peer, identity, Map.of(), 0);
    }

    @Test
    void bytesAreLimitedToo() {
        Batch small = request(service("a", infos(1)));
        RateLimiter limiter = new RateLimiter(
                context,
                new RateLimiterConfig(0, 0, small.bytes(), 0, "", 10, Action.REFUSE, new Floor(false, List.of())),
                new PipelineId(Signal.LOGS, ""));

        assertThat(limiter.admit(small)).isNull();
        assertThat(limiter.admit(small)).isInstanceOf(Outcome.Refused.class);
        context.clock().advance(Duration.ofSeconds(1));
        assertThat(limiter.admit(small)).isNull();
    }

    @Test
    void everyPipelineShowsItsOwnKeys() {
        RateLimiterConfig config =
                new RateLimiterConfig(1, 0, 0, 0, "client", 10, Action.REFUSE, new Floor(false, List.of()));
        RateLimiter busy = new RateLimiter(context, config, new PipelineId(Signal.LOGS, "a"));
        RateLimiter quiet = new RateLimiter(context, config, new PipelineId(Signal.LOGS, "b"));
        busy.admit(request(service("a", infos(1))));

        assertThat(keys("logs/a")).isEqualTo(1);
        assertThat(keys("logs/b")).isZero();
        assertThat(quiet).isNotNull();
    }

    private double keys(String pipeline) {
        return context.meter().value("processor_rate_limiter_keys", "processor", "rate_limiter", "pipeline", pipeline);
    }
}
