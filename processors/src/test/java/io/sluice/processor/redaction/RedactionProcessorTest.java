package io.sluice.processor.redaction;

import static io.sluice.processor.value.Values.array;
import static io.sluice.processor.value.Values.bool;
import static io.sluice.processor.value.Values.bytes;
import static io.sluice.processor.value.Values.entry;
import static io.sluice.processor.value.Values.map;
import static io.sluice.processor.value.Values.number;
import static io.sluice.processor.value.Values.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.UnknownFieldSet;
import com.sun.management.ThreadMXBean;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.sluice.api.Batch;
import io.sluice.api.ComponentId;
import io.sluice.api.ComponentKind;
import io.sluice.api.RequestContext;
import io.sluice.api.Stage;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import io.sluice.processor.redaction.RedactionConfig.PatternMask;
import io.sluice.testkit.RecordingAck;
import io.sluice.testkit.RecordingConsumer;
import io.sluice.testkit.TestContext;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedactionProcessorTest {

    private static final String MAIL = "[a-z]+@[a-z.]+";

    private final TestContext context = new TestContext(ComponentKind.PROCESSOR, ComponentId.of("redaction"));
    private final RecordingConsumer next = RecordingConsumer.holding();

    private Payload run(ConfigBuilder config, Signal signal, byte[] request) {
        Payload payload = Payload.of(request);
        new RedactionProcessor(context, config.build())
                .newStage(context, next)
                .process(new Batch(signal, payload, 1, RequestContext.NONE, new RecordingAck()));
        return next.take().payload();
    }

    private Span span(ConfigBuilder config, Span span) throws Exception {
        byte[] request = traces(span).toByteArray();
        return ExportTraceServiceRequest.parseFrom(
                        run(config, Signal.TRACES, request).toExactArray())
                .getResourceSpans(0)
                .getScopeSpans(0)
                .getSpans(0);
    }

    private static ExportTraceServiceRequest traces(Span... spans) {
        return ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .addScopeSpans(ScopeSpans.newBuilder().addAllSpans(Arrays.asList(spans))))
                .build();
    }

    private List<KeyValue> attributes(ConfigBuilder config, KeyValue... attributes) throws Exception {
        return span(
                        config,
                        Span.newBuilder()
                                .addAllAttributes(Arrays.asList(attributes))
                                .build())
                .getAttributesList();
    }

    private LogRecord log(ConfigBuilder config, LogRecord log) throws Exception {
        byte[] request = ExportLogsServiceRequest.newBuilder()
                .addResourceLogs(ResourceLogs.newBuilder()
                        .addScopeLogs(ScopeLogs.newBuilder().addLogRecords(log)))
                .build()
                .toByteArray();
        return ExportLogsServiceRequest.parseFrom(
                        run(config, Signal.LOGS, request).toExactArray())
                .getResourceLogs(0)
                .getScopeLogs(0)
                .getLogRecords(0);
    }

    private LogRecord body(ConfigBuilder config, AnyValue body) throws Exception {
        return log(config, LogRecord.newBuilder().setBody(body).build());
    }

    /** A span with the same mail address wherever text can be. */
    private static Span everywhere() {
        KeyValue mail = entry("mail", "a@b.c");
        return Span.newBuilder()
                .setName("to a@b.c")
                .setTraceState("v=a@b.c")
                .addAttributes(mail)
                .addEvents(Span.Event.newBuilder().setName("a@b.c").addAttributes(mail))
                .addLinks(Span.Link.newBuilder().setTraceState("v=a@b.c").addAttributes(mail))
                .setStatus(Status.newBuilder().setMessage("no a@b.c"))
                .build();
    }

    @Test
    void masksWhereTheCollectorDoesAndNowhereElse() throws Exception {
        Span masked = span(ConfigBuilder.all().blockedValues(MAIL), everywhere());

        KeyValue mail = entry("mail", "****");
        Span.Builder expected = everywhere().toBuilder();
        expected.setAttributes(0, mail);
        expected.getEventsBuilder(0).setAttributes(0, mail);
        assertThat(masked).isEqualTo(expected.build());
    }

    @Test
    void masksEverywhereIfStrict() throws Exception {
        Span masked = span(ConfigBuilder.all().blockedValues(MAIL).strict(), everywhere());

        KeyValue mail = entry("mail", "****");
        assertThat(masked)
                .isEqualTo(Span.newBuilder()
                        .setName("to ****")
                        .setTraceState("v=****")
                        .addAttributes(mail)
                        .addEvents(Span.Event.newBuilder().setName("****").addAttributes(mail))
                        .addLinks(Span.Link.newBuilder().setTraceState("v=****").addAttributes(mail))
                        .setStatus(Status.newBuilder().setMessage("no ****"))
                        .build());
        assertThat(context.meter().value("processor_redaction_masked_values", "processor", "redaction"))
                .isEqualTo(8);
    }

    @Test
    void masksResourceAndScope() throws Exception {
        byte[] request = ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .setResource(Resource.newBuilder().addAttributes(entry("owner", "a@b.c")))
                        .addScopeSpans(ScopeSpans.newBuilder()
                                .setScope(InstrumentationScope.newBuilder().addAttributes(entry("author", "x@y.z")))
                                .addSpans(Span.newBuilder())))
                .build()
                .toByteArray();

        ResourceSpans masked = ExportTraceServiceRequest.parseFrom(
                        run(ConfigBuilder.all().blockedValues(MAIL), Signal.TRACES, request)
                                .toExactArray())
                .getResourceSpans(0);

        assertThat(masked.getResource().getAttributesList()).containsExactly(entry("owner", "****"));
        assertThat(masked.getScopeSpans(0).getScope().getAttributesList()).containsExactly(entry("author", "****"));
    }

    @Test
    void handsOnTheSameBytesIfNothingIsFound() {
        byte[] request = traces(everywhere()).toByteArray();

        Payload passed = run(ConfigBuilder.all().blockedValues("[0-9]{8}"), Signal.TRACES, request);

        assertThat(passed.array()).isSameAs(request);
    }

    @Test
    void deletesEverythingUnlessToldOtherwise() throws Exception {
        assertThat(attributes(new ConfigBuilder(), entry("a", "b"), entry("n", number(1))))
                .isEmpty();
        assertThat(context.meter().value("processor_redaction_deleted_attributes", "processor", "redaction"))
                .isEqualTo(2);
    }

    @Test
    void appliesTheFirstRuleThatFits() throws Exception {
        ConfigBuilder config = new ConfigBuilder()
                .ignoredKeys("ignored")
                .ignoredKeyPatterns("^skip")
                .allowedKeys("allowed", "blocked", "blocked.too", "value")
                .allowedValues("^ok")
                .blockedKeyPatterns("blocked")
                .blockedValues(MAIL)
                .summary("debug");

        List<KeyValue> left = attributes(
                config,
                entry("ignored", "a@b.c"),
                entry("skipped", "a@b.c"),
                entry("unknown", "a@b.c"),
                entry("blocked", "ok a@b.c"),
                entry("blocked.too", "anything"),
                entry("value", "a@b.c"),
                entry("allowed", "ok a@b.c"));

        assertThat(left)
                .containsExactly(
                        entry("ignored", "a@b.c"),
                        entry("skipped", "a@b.c"),
                        entry("blocked", "ok a@b.c"),
                        entry("blocked.too", "****"),
                        entry("value", "****"),
                        entry("allowed", "ok a@b.c"),
                        entry("redaction.redacted.keys", "unknown"),
                        entry("redaction.redacted.count", number(1)),
                        entry("redaction.masked.keys", "blocked.too,value"),
                        entry("redaction.masked.count", number(2)),
                        entry("redaction.allowed.keys", "allowed,blocked"),
                        entry("redaction.allowed.count", number(2)),
                        entry("redaction.ignored.count", number(2)));
    }

    @Test
    void addsToASummaryThatIsThere() throws Exception {
        List<KeyValue> left = attributes(
                ConfigBuilder.all().blockedValues(MAIL).summary("debug"),
                entry("redaction.masked.keys", "z,b"),
                entry("m", "a@b.c"),
                entry("redaction.masked.count", number(2)));

        assertThat(left)
                .containsExactly(
                        entry("redaction.masked.keys", "b,m,z"),
                        entry("m", "****"),
                        entry("redaction.masked.count", number(3)));
    }

    @Test
    void keepsTheSummariesThatTheCollectorKeeps() throws Exception {
        assertThat(attributes(
                        new ConfigBuilder().summary("debug"),
                        entry("redaction.masked.count", number(1)),
                        entry("redaction.allowed.count", number(1)),
                        entry("", "no key")))
                .containsExactly(
                        entry("redaction.masked.count", number(1)),
                        entry("redaction.redacted.keys", ",redaction.allowed.count"),
                        entry("redaction.redacted.count", number(2)));
    }

    @Test
    void saysNothingOfKeysInAnInfoSummaryAndNothingAtAllInASilentOne() throws Exception {
        ConfigBuilder config = ConfigBuilder.all().blockedValues(MAIL);

        assertThat(attributes(config.summary("info"), entry("m", "a@b.c")))
                .containsExactly(entry("m", "****"), entry("redaction.masked.count", number(1)));
        assertThat(attributes(config.summary("silent"), entry("m", "a@b.c"))).containsExactly(entry("m", "****"));
    }

    @Test
    void seesTextOnlyUnlessToldOtherwise() throws Exception {
        KeyValue[] all = {
            entry("n", number(4111)), entry("l", array(text("4111"))), entry("m", map(entry("k", number(4111))))
        };

        assertThat(attributes(ConfigBuilder.all().blockedValues("4111"), all)).containsExactly(all);
        assertThat(attributes(ConfigBuilder.all().blockedValues("4111").allTypes(), all))
                .containsExactly(entry("n", "****"), entry("l", "[\"****\"]"), entry("m", "{\"k\":****}"));
    }

    @Test
    void masksBlockedKeysLineByLineAndOtherTypesAsNothing() throws Exception {
        ConfigBuilder config = ConfigBuilder.all().blockedKeyPatterns("p").hash("md5", "");

        assertThat(attributes(config, entry("p", "abc\n\nabc\n"), entry("p2", number(7))))
                .containsExactly(
                        entry(
                                "p",
                                "900150983cd24fb0d6963f7d28e17f72\nd41d8cd98f00b204e9800998ecf8427e\n"
                                        + "900150983cd24fb0d6963f7d28e17f72\nd41d8cd98f00b204e9800998ecf8427e"),
                        entry("p2", "d41d8cd98f00b204e9800998ecf8427e"));
    }

    @Test
    void masksBlockedKeysAsAWholeIfStrict() throws Exception {
        ConfigBuilder config = ConfigBuilder.all()
                .blockedKeyPatterns("p")
                .allowedValues(".*")
                .hash("sha1", "")
                .strict();

        assertThat(attributes(config, entry("p", number(123)), entry("m", map(entry("p", "12\n3"), entry("q", "p")))))
                .containsExactly(
                        entry("p", "40bd001563085fc35165329ea1ff5c5ecbdbbeef"),
                        entry("m", map(entry("p", "64c277e6d5feb5c0f015126a4a28033fafd98cdb"), entry("q", "p"))));
    }

    @Test
    void goesThroughBodies() throws Exception {
        ConfigBuilder config = new ConfigBuilder()
                .allowedKeys("user", "mail", "phones", "card", "ok")
                .ignoredKeys("raw")
                .blockedKeyPatterns("^card$")
                .allowedValues("^none$")
                .blockedValues(MAIL)
                .summary("debug");

        LogRecord log = body(
                config,
                map(
                        entry("mail", "a@b.c"),
                        entry("lost", "a@b.c"),
                        entry("raw", "a@b.c"),
                        entry(
                                "user",
                                map(
                                        entry("card", number(4111)),
                                        entry("inner", "a@b.c"),
                                        entry("phones", array(text("none"), text("x@y.z"), map(entry("n", "1"))))))));

        assertThat(log.getBody())
                .isEqualTo(map(
                        entry("mail", "****"),
                        entry("raw", "a@b.c"),
                        entry(
                                "user",
                                map(
                                        entry("card", "****"),
                                        entry("phones", array(text("none"), text("****"), map()))))));
        assertThat(log.getAttributesList())
                .containsExactly(
                        entry("redaction.body.redacted.keys", "lost,user.inner,user.phones.[2].n"),
                        entry("redaction.body.redacted.count", number(3)),
                        entry("redaction.body.masked.keys", "mail,user.card,user.phones.[1]"),
                        entry("redaction.body.masked.count", number(3)),
                        entry("redaction.body.allowed.keys", "user.phones.[0]"),
                        entry("redaction.body.allowed.count", number(1)),
                        entry("redaction.body.ignored.count", number(1)));
    }

    @Test
    void looksAtBodiesOfAllTypes() throws Exception {
        ConfigBuilder config = ConfigBuilder.all().blockedValues("4111", "true", "YUBi", MAIL);

        assertThat(body(config, text("to a@b.c")).getBody()).isEqualTo(text("to ****"));
        assertThat(body(config, number(4111)).getBody()).isEqualTo(text("****"));
        assertThat(body(config, bool(true)).getBody()).isEqualTo(text("****"));
        assertThat(body(config, bool(false)).getBody()).isEqualTo(bool(false));
        assertThat(body(config, bytes("a@b")).getBody()).isEqualTo(text("****"));
    }

    /** To the Collector a body that is not there is an empty text, and so it gets one if a pattern matches that. */
    @Test
    void takesAMissingBodyForAnEmptyText() throws Exception {
        ConfigBuilder config = ConfigBuilder.all().blockedValues("x*");

        assertThat(log(config, LogRecord.getDefaultInstance()).getBody()).isEqualTo(text("****"));
        assertThat(log(config.strict(), LogRecord.getDefaultInstance()).hasBody())
                .isFalse();
    }

    @Test
    void keepsMapsArraysAndTypesIfStrict() throws Exception {
        ConfigBuilder config = ConfigBuilder.all().blockedValues("4111", MAIL).strict();

        assertThat(attributes(
                        config,
                        entry("l", array(text("a@b.c"), number(7), number(4111))),
                        entry("m", map(entry("k", array(text("x"), text("x@y.z"))), entry("b", bytes("see a@b.c"))))))
                .containsExactly(
                        entry("l", array(text("****"), number(7), text("****"))),
                        entry("m", map(entry("k", array(text("x"), text("****"))), entry("b", bytes("see ****")))));
    }

    @Test
    void letsAValuePassOnlyAsAWholeIfStrict() throws Exception {
        ConfigBuilder config = ConfigBuilder.all()
                .allowedValues("ok|a@b.c")
                .blockedValues(MAIL)
                .strict();

        assertThat(attributes(config, entry("1", "a@b.c"), entry("2", "ok a@b.c"), entry("3", "a@b.c\n")))
                .containsExactly(entry("1", "a@b.c"), entry("2", "ok ****"), entry("3", "****\n"));
    }

    @Test
    void keepsKeysWithinMapsByNameOrWayIfStrict() throws Exception {
        ConfigBuilder config =
                new ConfigBuilder().allowedKeys("user", "user.mail", "id").strict();

        assertThat(attributes(
                        config,
                        entry("user", map(entry("mail", "m"), entry("id", "1"), entry("name", "n"))),
                        entry("mail", "m")))
                .containsExactly(entry("user", map(entry("mail", "m"), entry("id", "1"))));
    }

    @Test
    void keepsMapsOnTheWayToAnAllowedKeyIfStrict() throws Exception {
        ConfigBuilder config = new ConfigBuilder()
                .allowedKeys("a", "map.email", "arr", "x.y.z")
                .blockedValues(MAIL)
                .strict();
        KeyValue email = entry("email", "a@b.c");

        assertThat(attributes(
                        config,
                        entry("a", "1"),
                        entry("map", map(email, entry("other", "o"))),
                        entry("arr", array(text("e"), number(1))),
                        entry("x", map(entry("y", map(entry("z", "1"), entry("w", "2"))), entry("v", "3")))))
                .containsExactly(
                        entry("a", "1"),
                        entry("map", map(entry("email", "****"))),
                        entry("arr", array(text("e"), number(1))),
                        entry("x", map(entry("y", map(entry("z", "1"))))));
        assertThat(body(config, map(entry("map", map(email, entry("other", "o"))), entry("b", "2")))
                        .getBody())
                .isEqualTo(map(entry("map", map(entry("email", "****")))));
        assertThat(body(config, map(entry("x", map(entry("y", map(entry("w", "2")))))))
                        .getBody())
                .isEqualTo(map());
    }

    @Test
    void keepsNothingElseOnTheWayToAnAllowedKey() throws Exception {
        ConfigBuilder config = new ConfigBuilder()
                .allowedKeys("map.email")
                .blockedKeyPatterns("^bl")
                .strict();
        KeyValue email = entry("email", "e");

        assertThat(attributes(config, entry("map", "text"))).isEmpty();
        assertThat(attributes(config, entry("map", map(entry("other", "o"))))).isEmpty();
        assertThat(attributes(config, entry("map", array(map(email), text("t")))))
                .isEmpty();
        assertThat(attributes(config, entry("m", map(email)), entry("ma", map(email)), entry("map.emai", "x")))
                .isEmpty();
        assertThat(attributes(config, entry("email", "e"))).isEmpty();
        assertThat(attributes(config.allowedKeys("bl.email"), entry("bl", map(email))))
                .isEmpty();
    }

    @Test
    void writesMasksOfTheirOwn() throws Exception {
        ConfigBuilder config = ConfigBuilder.all().blockedValues(MAIL).masks(new PatternMask("[0-9]{4}", "[PIN]"));

        assertThat(attributes(config, entry("k", "a@b.c 1234"))).containsExactly(entry("k", "**** [PIN]"));
    }

    @Test
    void masksAgainWithoutEffect() throws Exception {
        ConfigBuilder config = ConfigBuilder.all().blockedValues(MAIL).blockedKeyPatterns("pass");
        KeyValue[] once =
                attributes(config, entry("m", "to a@b.c"), entry("pass", "x")).toArray(KeyValue[]::new);

        assertThat(attributes(config, once)).containsExactly(once);
    }

    @Test
    void allocatesNothingForSpansInWhichNothingIsFound() {
        Span[] spans = new Span[1000];
        Arrays.fill(spans, everywhere());
        byte[] request = traces(spans).toByteArray();
        Stage stage = new RedactionProcessor(
                        context,
                        ConfigBuilder.all()
                                .blockedValues("[0-9]+@[a-z.]+", "4[0-9]{12}", "a@b[.]d")
                                .blockedKeyPatterns("password")
                                .build())
                .newStage(context, _ -> {});
        Batch batch = new Batch(Signal.TRACES, Payload.of(request), 1000, RequestContext.NONE, new RecordingAck());
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        stage.process(batch);
        stage.process(batch);

        long before = threads.getCurrentThreadAllocatedBytes();
        stage.process(batch);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(batch.payload().array()).isSameAs(request);
        assertThat(allocated).as("bytes for 1000 spans").isLessThan(1000);
    }

    /** A value of two types: decoders see the last one only, and so would this processor. */
    @Test
    void leavesNoBytesBehindThatDecodersDrop() throws Exception {
        ByteString twice = ByteString.copyFrom(text("hidden a@b.c").toByteArray())
                .concat(ByteString.copyFrom(number(1).toByteArray()));
        ByteString attribute = field(1, ByteString.copyFromUtf8("k")).concat(field(2, twice));
        ByteString span = field(9, attribute);
        ByteString request = field(1, field(2, field(2, span)));

        Payload passed = run(ConfigBuilder.all().blockedValues(MAIL), Signal.TRACES, request.toByteArray());

        assertThat(ByteString.copyFrom(passed.toExactArray()).toStringUtf8()).doesNotContain("hidden");
        assertThat(ExportTraceServiceRequest.parseFrom(passed.toExactArray())
                        .getResourceSpans(0)
                        .getScopeSpans(0)
                        .getSpans(0)
                        .getAttributesList())
                .containsExactly(entry("k", number(1)));
    }

    private static ByteString field(int number, ByteString content) throws Exception {
        ByteString.Output out = ByteString.newOutput();
        CodedOutputStream coded = CodedOutputStream.newInstance(out);
        coded.writeBytes(number, content);
        coded.flush();
        return out.toByteString();
    }

    @Test
    void keepsUnknownFields() throws Exception {
        UnknownFieldSet unknown = UnknownFieldSet.newBuilder()
                .addField(100, UnknownFieldSet.Field.newBuilder().addVarint(7).build())
                .build();
        Span with = Span.newBuilder()
                .addAttributes(entry("m", "a@b.c"))
                .setUnknownFields(unknown)
                .build();

        assertThat(span(ConfigBuilder.all().blockedValues(MAIL), with).getUnknownFields())
                .isEqualTo(unknown);
    }
}
