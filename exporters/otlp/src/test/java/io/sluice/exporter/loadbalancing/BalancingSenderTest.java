package io.sluice.exporter.loadbalancing;

import static io.sluice.exporter.loadbalancing.Configs.A;
import static io.sluice.exporter.loadbalancing.Configs.B;
import static io.sluice.exporter.loadbalancing.Configs.C;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.LogsData;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.MetricsData;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.TracesData;
import io.sluice.api.Batch;
import io.sluice.api.ComponentId;
import io.sluice.api.ComponentKind;
import io.sluice.api.ItemSet;
import io.sluice.api.Outcome;
import io.sluice.api.Refusal;
import io.sluice.api.Rejection;
import io.sluice.api.RequestContext;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import io.sluice.testkit.RecordingAck;
import io.sluice.testkit.TestContext;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What becomes of a request whose items belong to several backends. */
class BalancingSenderTest {

    private final TestContext context = new TestContext(ComponentKind.EXPORTER, ComponentId.of("load_balancing"));
    private final FakeSenders senders = new FakeSenders();

    private BalancingSender started(LoadBalancingConfig config) throws Exception {
        BalancingSender sender = new BalancingSender(
                context,
                config,
                EnumSet.allOf(Signal.class),
                () -> senders,
                made -> new StaticResolver(config.resolver().fixed(), made.backends(), made.metrics()));
        sender.start();
        return sender;
    }

    private static ByteString traceId(int trace) {
        return ByteString.copyFrom(
                ByteBuffer.allocate(16).putLong(trace + 1).putLong(~trace).flip());
    }

    /** A request of {@code traces} traces of three spans each, all mixed. */
    private static TracesData traces(int traces) {
        ScopeSpans.Builder scope = ScopeSpans.newBuilder().setSchemaUrl("scope");
        for (int i = 0; i < 3 * traces; i++) {
            scope.addSpans(Span.newBuilder().setTraceId(traceId(i % traces)).setName("s" + i));
        }
        return TracesData.newBuilder()
                .addResourceSpans(
                        ResourceSpans.newBuilder().setSchemaUrl("resource").addScopeSpans(scope))
                .build();
    }

    private static FakeDelivery delivery(Signal signal, com.google.protobuf.Message request, int items) {
        return new FakeDelivery(new Batch(
                        signal, Payload.of(request.toByteArray()), items, RequestContext.NONE, new RecordingAck()))
                .next();
    }

    private static FakeDelivery delivery(TracesData request) {
        return delivery(
                Signal.TRACES,
                request,
                request.getResourceSpans(0).getScopeSpans(0).getSpansCount());
    }

    private static List<Span> spans(List<byte[]> requests) throws Exception {
        List<Span> spans = new ArrayList<>();
        for (byte[] request : requests) {
            for (ResourceSpans resource : TracesData.parseFrom(request).getResourceSpansList()) {
                assertThat(resource.getSchemaUrl()).isEqualTo("resource");
                resource.getScopeSpansList().forEach(scope -> spans.addAll(scope.getSpansList()));
            }
        }
        return spans;
    }

    private double outcomes(String endpoint, String success) {
        return context.meter()
                .value(
                        "loadbalancer_backend_outcome",
                        "exporter",
                        "load_balancing",
                        "endpoint",
                        endpoint,
                        "success",
                        success);
    }

    @Test
    void everySpanGoesToOneBackendAndATraceIsNotDivided() throws Exception {
        BalancingSender sender = started(Configs.fixed(A, B, C));
        FakeDelivery delivery = delivery(traces(100));

        sender.send(delivery);

        Map<ByteString, String> owners = new HashMap<>();
        Set<String> names = new HashSet<>();
        for (String endpoint : List.of(A, B, C)) {
            assertThat(senders.at(endpoint).open).hasSize(1);
            for (Span span : spans(senders.at(endpoint).received)) {
                assertThat(owners.merge(span.getTraceId(), endpoint, (a, _) -> a))
                        .isEqualTo(endpoint);
                assertThat(names.add(span.getName())).isTrue();
            }
        }
        assertThat(names).hasSize(300);
        assertThat(new HashSet<>(owners.values())).containsExactlyInAnyOrder(A, B, C);
    }

    @Test
    void isAnsweredWhenEveryPartIs() throws Exception {
        BalancingSender sender = started(Configs.fixed(A, B));
        FakeDelivery delivery = delivery(traces(100));
        sender.send(delivery);

        senders.at(B).answer(Outcome.accepted());
        assertThat(delivery.outcome).isNull();
        senders.at(A).answer(Outcome.accepted());

        assertThat(delivery.outcome).isEqualTo(Outcome.accepted());
        assertThat(outcomes(A, "true")).isEqualTo(1);
    }

    @Test
    void aRequestForOneBackendGoesAsItIs() throws Exception {
        BalancingSender sender = started(Configs.fixed(A));
        TracesData request = traces(10);
        FakeDelivery delivery = delivery(request);
        sender.send(delivery);

        assertThat(senders.at(A).open.getFirst().batch().payload())
                .isSameAs(delivery.batch().payload());
        senders.at(A).answer(Outcome.accepted());

        assertThat(delivery.outcome).isEqualTo(Outcome.accepted());
        assertThat(delivery.batch().payload().isExclusive()).isTrue();
    }

    @Test
    void onlyWhatWasRefusedIsSentAgain() throws Exception {
        BalancingSender sender = started(Configs.fixed(A, B));
        FakeDelivery delivery = delivery(traces(100));
        sender.send(delivery);
        senders.at(A).answer(Outcome.accepted());
        senders.at(B).answer(Outcome.refused(Refusal.BACKEND, 7, "later"));
        assertThat(delivery.outcome).isEqualTo(Outcome.refused(Refusal.BACKEND, 7, "later"));
        assertThat(delivery.atOnce).isFalse();

        sender.send(delivery.next());

        assertThat(senders.at(A).received).hasSize(1);
        assertThat(senders.at(B).received).hasSize(2);
        assertThat(senders.at(B).received.get(1))
                .isEqualTo(senders.at(B).received.get(0));
        senders.at(B).answer(Outcome.accepted());
        assertThat(delivery.outcome).isEqualTo(Outcome.accepted());
        assertThat(outcomes(B, "false")).isEqualTo(1);
    }

    @Test
    void whatABackendThatIsDownRefusedGoesElsewhereAtOnce() throws Exception {
        BalancingSender sender = started(Configs.fixed(A, B));
        senders.at(A).reply(Outcome.accepted());
        senders.at(B).die();
        FakeDelivery first = delivery(traces(100));
        sender.send(first);
        assertThat(first.outcome).isInstanceOf(Outcome.Refused.class);
        assertThat(first.atOnce).isFalse(); // it may be back in a moment

        context.clock().advance(Duration.ofSeconds(1));
        sender.send(first.next());
        assertThat(first.atOnce).isTrue();
        sender.send(first.next());

        assertThat(first.outcome).isEqualTo(Outcome.accepted());
        assertThat(spans(senders.at(A).received)).hasSize(300).doesNotHaveDuplicates();
        assertThat(context.meter().value("loadbalancer_rerouted_parts", "exporter", "load_balancing"))
                .isEqualTo(1);
        FakeDelivery second = delivery(traces(50));
        sender.send(second);
        assertThat(second.outcome).isEqualTo(Outcome.accepted());
    }

    /** Makes B one that answers after a second, while A answers at once, and leaves it eight requests to answer. */
    private BalancingSender withASlowBackend() throws Exception {
        BalancingSender sender = started(Configs.fixed(A, B));
        senders.at(A).reply(Outcome.accepted());
        sender.send(delivery(traces(100)));
        context.clock().advance(Duration.ofSeconds(1));
        senders.at(B).answer(Outcome.accepted());
        for (int i = 0; i < 8; i++) {
            sender.send(delivery(traces(100)));
        }
        assertThat(senders.at(B).open).hasSize(8);
        return sender;
    }

    @Test
    void aSlowBackendLeavesWhatMayBeUnderWayToTheOthers() throws Exception {
        BalancingSender sender = withASlowBackend();
        int before = spans(senders.at(A).received).size();
        FakeDelivery delivery = delivery(traces(100));

        sender.send(delivery);

        assertThat(senders.at(B).open).hasSize(8);
        assertThat(spans(senders.at(A).received)).hasSizeGreaterThan(before);
        assertThat(delivery.outcome).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(Refusal.QUEUE_FULL);
            assertThat(refused.message()).contains(B);
        });
        assertThat(delivery.atOnce).isFalse();
        assertThat(context.meter().value("loadbalancer_held_back_parts", "exporter", "load_balancing"))
                .isEqualTo(1);

        int delivered = senders.at(A).received.size();
        senders.at(B).answer(Outcome.accepted());
        sender.send(delivery.next());
        senders.at(B).open.getLast().done(Outcome.accepted());

        assertThat(delivery.outcome).isEqualTo(Outcome.accepted());
        assertThat(senders.at(A).received).hasSize(delivered);
    }

    @Test
    void aBackendThatWasSlowIsSentToAgain() throws Exception {
        BalancingSender sender = withASlowBackend();
        sender.send(delivery(traces(100)));
        assertThat(senders.at(B).open).hasSize(8);

        senders.at(B).answer(Outcome.accepted()); // sent a moment ago, as the clock stands still
        for (int i = 0; i < 10; i++) {
            sender.send(delivery(traces(100)));
        }

        assertThat(senders.at(B).open).hasSize(17);
    }

    @Test
    void nothingIsHeldBackWhereAllBackendsAnswerLate() throws Exception {
        BalancingSender sender = started(Configs.fixed(A, B));
        sender.send(delivery(traces(100)));
        context.clock().advance(Duration.ofSeconds(1));
        senders.at(A).answer(Outcome.accepted());
        senders.at(B).answer(Outcome.accepted());

        for (int i = 0; i < 10; i++) {
            sender.send(delivery(traces(100)));
        }

        assertThat(senders.at(A).open).hasSize(10);
        assertThat(senders.at(B).open).hasSize(10);
    }

    @Test
    void whatWasRefusedByOneThatHasGoneGoesToThoseThatAreThere() throws Exception {
        BalancingSender sender = started(Configs.fixed(A, B));
        FakeDelivery delivery = delivery(traces(100));
        sender.send(delivery);
        senders.at(A).answer(Outcome.accepted());
        sender.backends().announce(List.of(A, C));
        senders.at(B).die();
        senders.at(B).open.removeFirst().done(Outcome.refused(Refusal.BACKEND, "stopping"));

        sender.send(delivery.next()); // what it knew it is sent once more, and has gone
        assertThat(delivery.atOnce).isTrue();
        senders.at(A).reply(Outcome.accepted());
        senders.at(C).reply(Outcome.accepted());
        sender.send(delivery.next());

        assertThat(delivery.outcome).isEqualTo(Outcome.accepted());
        List<Span> all = spans(senders.at(A).received);
        all.addAll(spans(senders.at(C).received));
        assertThat(all).hasSize(300).doesNotHaveDuplicates();
    }

    @Test
    void aSilentBackendIsNotMistakenForAllOfThem() throws Exception {
        BalancingSender sender = started(Configs.fixed(A, B));
        FakeDelivery delivery = delivery(traces(100));
        sender.send(delivery);
        senders.at(A).answer(Outcome.accepted());
        context.clock().advance(Duration.ofSeconds(5));

        senders.at(B).answer(Outcome.refused(Refusal.DEADLINE, "no answer"));

        assertThat(delivery.outcome).isEqualTo(Outcome.refused(Refusal.BACKEND, "no answer"));
        assertThat(delivery.atOnce).isTrue();
    }

    @Test
    void whatOneRejectsIsToldWithItsPlacesAndTheRestIsDelivered() throws Exception {
        BalancingSender sender = started(Configs.fixed(A, B));
        FakeDelivery delivery = delivery(traces(100));
        sender.send(delivery);
        int[] places = spans(senders.at(B).received).stream()
                .mapToInt(span -> Integer.parseInt(span.getName().substring(1)))
                .toArray();

        senders.at(A).answer(Outcome.accepted());
        senders.at(B).answer(Outcome.rejected(Rejection.MALFORMED, "bad"));

        assertThat(delivery.outcome).isEqualTo(new Outcome.PartiallyAccepted(places.length, ItemSet.of(places), "bad"));
    }

    @Test
    void whatAllRejectIsRejected() throws Exception {
        BalancingSender sender = started(Configs.fixed(A, B));
        FakeDelivery delivery = delivery(traces(100));
        sender.send(delivery);

        senders.at(A).answer(Outcome.rejected(Rejection.MALFORMED, "bad"));
        senders.at(B).answer(Outcome.rejected(Rejection.MALFORMED, "bad"));

        assertThat(delivery.outcome).isEqualTo(Outcome.rejected(Rejection.MALFORMED, "bad"));
    }

    @Test
    void rejectedItemsOfAllPartsAreAddedUp() throws Exception {
        BalancingSender sender = started(Configs.fixed(A, B));
        FakeDelivery delivery = delivery(traces(100));
        sender.send(delivery);

        senders.at(A).answer(new Outcome.PartiallyAccepted(2, null, "two"));
        senders.at(B).answer(new Outcome.PartiallyAccepted(3, null, "three"));

        assertThat(delivery.outcome).isEqualTo(new Outcome.PartiallyAccepted(5, null, "two"));
    }

    @Test
    void withoutABackendIsRefusedRetryably() throws Exception {
        BalancingSender sender = started(Configs.fixed(A));
        sender.backends().announce(List.of());
        FakeDelivery delivery = delivery(traces(1));

        sender.send(delivery);

        assertThat(delivery.outcome)
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.message()).contains("no backend is known"));
    }

    @Test
    void aBugInOnePartRefusesThatPartOnly() throws Exception {
        BalancingSender sender = started(Configs.fixed(A, B));
        senders.at(B).fail();
        FakeDelivery delivery = delivery(traces(100));

        sender.send(delivery);
        senders.at(A).answer(Outcome.accepted());

        assertThat(delivery.outcome)
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Refusal.COMPONENT_FAILURE));
        senders.at(B).reply(Outcome.accepted());
        senders.at(B).open.clear();
        sender.send(delivery.next());
        assertThat(delivery.outcome).isEqualTo(Outcome.accepted());
    }

    @Test
    void malformedRequestsAreRejected() throws Exception {
        BalancingSender sender = started(Configs.fixed(A, B));
        FakeDelivery delivery = new FakeDelivery(new Batch(
                Signal.TRACES, Payload.of(new byte[] {10, 100, 1}), 1, RequestContext.NONE, new RecordingAck()));

        sender.send(delivery);

        assertThat(delivery.outcome).isInstanceOf(Outcome.Rejected.class);
    }

    @Test
    void itemsWithoutATraceIdGoToAllInTurn() throws Exception {
        BalancingSender sender = started(Configs.fixed(A, B));
        LogsData request = LogsData.newBuilder()
                .addResourceLogs(ResourceLogs.newBuilder()
                        .addScopeLogs(ScopeLogs.newBuilder()
                                .addLogRecords(LogRecord.newBuilder().setSeverityText("a"))
                                .addLogRecords(LogRecord.newBuilder().setTraceId(ByteString.copyFrom(new byte[16])))))
                .build();

        for (int i = 0; i < 4; i++) {
            sender.send(delivery(Signal.LOGS, request, 2));
        }

        assertThat(senders.at(A).received).hasSize(2);
        assertThat(senders.at(B).received).hasSize(2);
    }

    @Test
    void logsOfATraceGoWhereItsSpansGo() throws Exception {
        BalancingSender sender = started(Configs.fixed(A, B, C));
        for (int trace = 0; trace < 30; trace++) {
            TracesData spans = TracesData.newBuilder()
                    .addResourceSpans(ResourceSpans.newBuilder()
                            .addScopeSpans(ScopeSpans.newBuilder()
                                    .addSpans(Span.newBuilder().setTraceId(traceId(trace)))))
                    .build();
            LogsData logs = LogsData.newBuilder()
                    .addResourceLogs(ResourceLogs.newBuilder()
                            .addScopeLogs(ScopeLogs.newBuilder()
                                    .addLogRecords(LogRecord.newBuilder().setTraceId(traceId(trace)))))
                    .build();
            sender.send(delivery(spans));
            sender.send(delivery(Signal.LOGS, logs, 1));

            for (String endpoint : List.of(A, B, C)) {
                assertThat(senders.at(endpoint).received.size() % 2).isZero();
            }
        }
    }

    @Test
    void metricsGoByServiceAndAreNotDividedByMetric() throws Exception {
        BalancingSender sender = started(Configs.fixed(A, B));
        MetricsData.Builder request = MetricsData.newBuilder();
        for (int i = 0; i < 40; i++) {
            request.addResourceMetrics(ResourceMetrics.newBuilder()
                    .setResource(service("service-" + i % 20))
                    .addScopeMetrics(ScopeMetrics.newBuilder()
                            .addMetrics(Metric.newBuilder()
                                    .setGauge(Gauge.newBuilder()
                                            .addDataPoints(
                                                    NumberDataPoint.newBuilder().setAsInt(i))
                                            .addDataPoints(NumberDataPoint.getDefaultInstance())))));
        }
        FakeDelivery delivery = delivery(Signal.METRICS, request.build(), 80);

        sender.send(delivery);

        Map<Resource, String> owners = new HashMap<>();
        int items = 0;
        for (String endpoint : List.of(A, B)) {
            items += senders.at(endpoint).open.getFirst().batch().items();
            for (ResourceMetrics resource : MetricsData.parseFrom(
                            senders.at(endpoint).received.getFirst())
                    .getResourceMetricsList()) {
                assertThat(owners.merge(resource.getResource(), endpoint, (a, _) -> a))
                        .isEqualTo(endpoint);
            }
        }
        assertThat(items).isEqualTo(80);
        assertThat(owners).hasSize(20);
        assertThat(owners.values()).contains(A, B);
    }

    @Test
    void spansGoByServiceIfAskedTo() throws Exception {
        BalancingSender sender = started(Configs.byService(A, B, C));
        TracesData.Builder request = TracesData.newBuilder();
        for (int i = 0; i < 10; i++) {
            request.addResourceSpans(ResourceSpans.newBuilder()
                    .setResource(service("checkout"))
                    .addScopeSpans(
                            ScopeSpans.newBuilder().addSpans(Span.newBuilder().setTraceId(traceId(i)))));
        }

        sender.send(delivery(Signal.TRACES, request.build(), 10));

        assertThat(senders.at(A).received.size()
                        + senders.at(B).received.size()
                        + senders.at(C).received.size())
                .isEqualTo(1);
    }

    private static Resource service(String name) {
        return Resource.newBuilder()
                .addAttributes(KeyValue.newBuilder()
                        .setKey("service.name")
                        .setValue(AnyValue.newBuilder().setStringValue(name)))
                .build();
    }

    @Test
    void closesEverythingAtTheEnd() throws Exception {
        BalancingSender sender = started(Configs.fixed(A, B));

        sender.stop(0);

        assertThat(senders.at(A).stopped).isTrue();
        assertThat(senders.at(B).stopped).isTrue();
        assertThat(senders.closed).isTrue();
    }
}
