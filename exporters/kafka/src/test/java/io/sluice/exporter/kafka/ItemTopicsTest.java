package io.sluice.exporter.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.LogsData;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.MetricsData;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.metrics.v1.Summary;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.TracesData;
import io.sluice.api.ComponentId;
import io.sluice.api.ComponentKind;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import io.sluice.testkit.TestContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Divides requests by topic, and tells what went where. */
class ItemTopicsTest {

    private static final KeyValue MARK = Requests.attribute("sluice.route", "quarantine");

    private final TestContext context = new TestContext(ComponentKind.EXPORTER, ComponentId.of("kafka"));
    private final Configs configs = new Configs();
    private @Nullable TopicList topics;
    private @Nullable RequestSplitter splitter;

    private void routes() {
        configs.routes = new RoutesConfig("sluice.route", Map.of("quarantine", "q", "audit", "a"));
    }

    private List<String> split(Signal signal, byte[] bytes) throws Exception {
        if (splitter == null) {
            KafkaConfig config = configs.make();
            KafkaMetrics metrics = new KafkaMetrics(context);
            Destination own = new Destination("own", "logs::topic", false, metrics.topic("own"), context.clock());
            topics = new TopicList(own, config.maxTopics(), metrics, context.clock());
            ItemTopics finder = new ItemTopics(signal, config, topics, new Redirections(context, config, "own"));
            splitter = new RequestSplitter(KeyRules.of(config, signal), finder, signal);
        }
        int records = splitter.group(Payload.of(bytes));
        List<String> found = new ArrayList<>();
        for (int record = 0; record < records; record++) {
            found.add(topics.get(splitter.topic(record)).topic());
        }
        return found;
    }

    private LogsData logs(int record) throws Exception {
        return LogsData.parseFrom(splitter.value(record));
    }

    private double redirected(String reason) {
        return context.meter().value("kafka_exporter_redirected", "exporter", "kafka", "reason", reason);
    }

    private static LogRecord log(String body, KeyValue... attributes) {
        return LogRecord.newBuilder()
                .setBody(AnyValue.newBuilder().setStringValue(body))
                .addAllAttributes(List.of(attributes))
                .build();
    }

    private static ResourceLogs resource(Resource.Builder resource, LogRecord... records) {
        return ResourceLogs.newBuilder()
                .setResource(resource)
                .addScopeLogs(ScopeLogs.newBuilder().setScope(Requests.scope(1)).addAllLogRecords(List.of(records)))
                .build();
    }

    private static Resource.Builder with(KeyValue... attributes) {
        return Resource.newBuilder().addAllAttributes(List.of(attributes));
    }

    private static LogsData of(ResourceLogs... resources) {
        return LogsData.newBuilder().addAllResourceLogs(List.of(resources)).build();
    }

    @Test
    void aMarkedLogRecordGoesToItsTopicWithItsResourceAndScope() throws Exception {
        routes();
        KeyValue host = Requests.attribute("host", "h");

        assertThat(split(
                        Signal.LOGS,
                        of(resource(with(host), log("1"), log("2", host, MARK), log("3")))
                                .toByteArray()))
                .containsExactly("own", "q");

        assertThat(logs(0)).isEqualTo(of(resource(with(host), log("1"), log("3"))));
        assertThat(logs(1)).isEqualTo(of(resource(with(host), log("2", host, MARK))));
        assertThat(splitter.recordOfItem()).containsExactly(0, 1, 0);
    }

    @Test
    void aMarkedResourceTakesItsItemsAlongButForThoseWithAMarkOfTheirOwn() throws Exception {
        routes();
        KeyValue audit = Requests.attribute("sluice.route", "audit");

        split(
                Signal.LOGS,
                of(resource(with(MARK), log("1"), log("2", audit)), resource(with(), log("3")))
                        .toByteArray());

        assertThat(logs(0)).isEqualTo(of(resource(with(MARK), log("1"))));
        assertThat(logs(1)).isEqualTo(of(resource(with(MARK), log("2", audit))));
        assertThat(logs(2)).isEqualTo(of(resource(with(), log("3"))));
    }

    @Test
    void anUnknownValueIsNoMarkAndHidesNone() throws Exception {
        routes();
        KeyValue unknown = Requests.attribute("sluice.route", "nowhere");
        KeyValue number = KeyValue.newBuilder()
                .setKey("sluice.route")
                .setValue(AnyValue.newBuilder().setIntValue(1))
                .build();

        assertThat(split(
                        Signal.LOGS,
                        of(
                                        resource(with(MARK), log("1", unknown)),
                                        resource(with(unknown), log("2", unknown, MARK)),
                                        resource(with(number), log("3", number)))
                                .toByteArray()))
                .containsExactly("q", "own");

        assertThat(splitter.recordOfItem()).containsExactly(0, 0, 1);
    }

    @Test
    void aMarkedSpanGoesToItsTopic() throws Exception {
        routes();
        Span marked = Span.newBuilder().setName("m").addAttributes(MARK).build();
        // An event's attribute is not the span's.
        Span.Event event = Span.Event.newBuilder().addAttributes(MARK).build();
        TracesData data = TracesData.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .addScopeSpans(ScopeSpans.newBuilder()
                                .addSpans(Span.newBuilder().setName("u").addEvents(event))
                                .addSpans(marked)))
                .build();

        assertThat(split(Signal.TRACES, data.toByteArray())).containsExactly("own", "q");

        assertThat(TracesData.parseFrom(splitter.value(1))
                        .getResourceSpans(0)
                        .getScopeSpans(0)
                        .getSpansList())
                .containsExactly(marked);
    }

    @Test
    void aMetricWithAMarkedPointOfAnyKindGoesWhole() throws Exception {
        routes();
        Metric[] marked = {
            metric().setGauge(Gauge.newBuilder()
                            .addDataPoints(NumberDataPoint.newBuilder())
                            .addDataPoints(NumberDataPoint.newBuilder().addAttributes(MARK)))
                    .build(),
            metric().setSum(Sum.newBuilder()
                            .addDataPoints(NumberDataPoint.newBuilder().addAttributes(MARK)))
                    .build(),
            metric().setHistogram(Histogram.newBuilder()
                            .addDataPoints(HistogramDataPoint.newBuilder().addAttributes(MARK)))
                    .build(),
            metric().setExponentialHistogram(ExponentialHistogram.newBuilder()
                            .addDataPoints(
                                    ExponentialHistogramDataPoint.newBuilder().addAttributes(MARK)))
                    .build(),
            metric().setSummary(Summary.newBuilder()
                            .addDataPoints(SummaryDataPoint.newBuilder().addAttributes(MARK)))
                    .build()
        };
        ScopeMetrics.Builder scope = ScopeMetrics.newBuilder();
        // Metadata of a metric is not its points'.
        scope.addMetrics(
                metric().addMetadata(MARK).setGauge(Gauge.newBuilder().addDataPoints(NumberDataPoint.newBuilder())));
        scope.addAllMetrics(List.of(marked));
        MetricsData data = MetricsData.newBuilder()
                .addResourceMetrics(ResourceMetrics.newBuilder().addScopeMetrics(scope))
                .build();

        assertThat(split(Signal.METRICS, data.toByteArray())).containsExactly("own", "q");

        assertThat(MetricsData.parseFrom(splitter.value(1))
                        .getResourceMetrics(0)
                        .getScopeMetrics(0)
                        .getMetricsList())
                .containsExactly(marked);
        assertThat(splitter.recordOfItem()).containsExactly(0, 1, 1, 1, 1, 1, 1);
    }

    private static Metric.Builder metric() {
        return Metric.newBuilder().setName("m");
    }

    @Test
    void aRequestOfOneTopicIsNeitherDividedNorCopied() throws Exception {
        routes();
        byte[] unmarked =
                of(resource(with(), log("1")), resource(with(), log("2"))).toByteArray();
        byte[] marked = of(resource(with(MARK), log("1")), resource(with(MARK), log("2")))
                .toByteArray();

        assertThat(split(Signal.LOGS, unmarked)).containsExactly("own");
        assertThat(splitter.value(0)).isSameAs(unmarked);
        assertThat(splitter.recordOfItem()).isNull();
        assertThat(split(Signal.LOGS, marked)).containsExactly("q");
        assertThat(splitter.value(0)).isSameAs(marked);
        assertThat(splitter.recordOfItem()).isNull();
    }

    @Test
    void keysAreToldApartWithinEachTopic() throws Exception {
        routes();
        configs.logs = new SignalTopic(null, null, "", List.of("attribute.user"));
        KeyValue ann = Requests.attribute("user", "ann");
        KeyValue bob = Requests.attribute("user", "bob");

        assertThat(split(
                        Signal.LOGS,
                        of(resource(
                                        with(),
                                        log("1", ann),
                                        log("2", ann, MARK),
                                        log("3", bob, MARK),
                                        log("4"),
                                        log("5", MARK),
                                        log("6", ann)))
                                .toByteArray()))
                .containsExactly("own", "q", "q", "own", "q");

        assertThat(splitter.recordOfItem()).containsExactly(0, 1, 2, 3, 4, 0);
        assertThat(splitter.key(0)).isEqualTo("ann".getBytes(UTF_8));
        assertThat(splitter.key(1)).isEqualTo("ann".getBytes(UTF_8));
        assertThat(splitter.key(2)).isEqualTo("bob".getBytes(UTF_8));
        assertThat(splitter.key(3)).isNull();
        assertThat(splitter.key(4)).isNull();
    }

    @Test
    void aResourceAttributeNamesTheTopicAndEqualOnesShareARecord() throws Exception {
        configs.topicFromAttribute = "kafka.topic";
        KeyValue one = Requests.attribute("kafka.topic", "one");
        KeyValue two = Requests.attribute("kafka.topic", "two");

        assertThat(split(
                        Signal.LOGS,
                        of(
                                        resource(with(one), log("1", two)),
                                        resource(with(two), log("2")),
                                        resource(with(), log("3")),
                                        resource(with(one), log("4")))
                                .toByteArray()))
                .containsExactly("one", "two", "own");

        assertThat(logs(0)).isEqualTo(of(resource(with(one), log("1", two)), resource(with(one), log("4"))));
        assertThat(splitter.recordOfItem()).containsExactly(0, 1, 2, 0);
    }

    @Test
    void anAttributeThatIsNoTextOrEmptyNamesNoTopic() throws Exception {
        configs.topicFromAttribute = "kafka.topic";
        KeyValue number = KeyValue.newBuilder()
                .setKey("kafka.topic")
                .setValue(AnyValue.newBuilder().setIntValue(7))
                .build();
        KeyValue late = Requests.attribute("kafka.topic", "late");

        assertThat(split(
                        Signal.LOGS,
                        of(
                                        resource(with(number, late), log("1")),
                                        resource(with(Requests.attribute("kafka.topic", "")), log("2")))
                                .toByteArray()))
                .containsExactly("own");
        assertThat(redirected("illegal_name")).isZero();
    }

    @Test
    void routesGoBeforeTheNamedTopic() throws Exception {
        routes();
        configs.topicFromAttribute = "kafka.topic";
        KeyValue one = Requests.attribute("kafka.topic", "one");

        assertThat(split(
                        Signal.LOGS,
                        of(resource(with(one), log("1"), log("2", MARK)), resource(with(one, MARK), log("3")))
                                .toByteArray()))
                .containsExactly("one", "q");
        assertThat(splitter.recordOfItem()).containsExactly(0, 1, 1);
    }

    @Test
    void illegalAndInternalNamesGoToTheSignalsTopicAndAreCounted() throws Exception {
        configs.topicFromAttribute = "kafka.topic";

        assertThat(split(
                        Signal.LOGS,
                        of(
                                        resource(
                                                with(Requests.attribute("kafka.topic", "no/topic")),
                                                log("1"),
                                                log("2")),
                                        resource(with(Requests.attribute("kafka.topic", "..")), log("3")),
                                        resource(
                                                with(Requests.attribute("kafka.topic", "__consumer_offsets")),
                                                log("4")))
                                .toByteArray()))
                .containsExactly("own");
        assertThat(redirected("illegal_name")).isEqualTo(4);
    }

    @Test
    void furtherTopicsThanMaxTopicsGoToTheSignalsTopicAndAreCounted() throws Exception {
        routes();
        configs.topicFromAttribute = "kafka.topic";
        configs.maxTopics = 2;
        byte[] three = of(
                        resource(with(Requests.attribute("kafka.topic", "one")), log("1")),
                        resource(with(Requests.attribute("kafka.topic", "q")), log("2")),
                        resource(with(Requests.attribute("kafka.topic", "own")), log("3")),
                        resource(with(Requests.attribute("kafka.topic", "two")), log("4")),
                        resource(with(Requests.attribute("kafka.topic", "three")), log("5"), log("6")))
                .toByteArray();

        assertThat(split(Signal.LOGS, three)).containsExactly("one", "q", "own", "two");
        assertThat(splitter.recordOfItem()).containsExactly(0, 1, 2, 3, 2, 2);
        assertThat(redirected("max_topics")).isEqualTo(2);
        // The same with every attempt.
        assertThat(split(Signal.LOGS, three)).containsExactly("one", "q", "own", "two");
    }
}
