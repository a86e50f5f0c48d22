package io.sluice.processor.tailsampling;

import static io.sluice.processor.tailsampling.Logs.log;
import static io.sluice.processor.tailsampling.Spans.resource;
import static io.sluice.processor.tailsampling.Spans.scope;
import static io.sluice.processor.tailsampling.Spans.span;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.logs.v1.LogsData;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a dry run would have kept and dropped of spans and log records, by policy and service, whatever senders call themselves. */
class DryRunCountsTest {

    private static Rig rig() {
        return new Rig("{decision_wait: 1s, dry_run: true, num_traces: 1000000, policies: ["
                + "{name: not, type: drop, drop: {drop_sub_policy: [{type: string_attribute,"
                + " string_attribute: {key: k, values: [junk]}}]}},"
                + "{name: err, type: status_code, status_code: {status_codes: [ERROR]}}]}");
    }

    private static double spans(Rig rig, String service, String policy, String decision) {
        return rig.metric("dry_run_spans", "policy", policy, "decision", decision, "service", service);
    }

    @Test
    void countsSpansByPolicyAndService() {
        Rig rig = rig();
        rig.send(
                resource("shop", scope("lib", Spans.error(1, "a"), span(2, "b"), span(1, "c"))),
                resource("bank", scope("lib", span(1, "d"), span(3, "e").addAttributes(Spans.text("k", "junk")))));
        rig.advanceMillis(1100);
        rig.send(resource("bank", scope("lib", span(1, "late"), span(3, "late"))));
        rig.stage.flush();

        assertThat(rig.spans()).hasSize(7);
        assertThat(spans(rig, "shop", "err", "sampled")).isEqualTo(2);
        assertThat(spans(rig, "shop", "none", "not_sampled")).isEqualTo(1);
        assertThat(spans(rig, "bank", "err", "sampled")).isEqualTo(2);
        assertThat(spans(rig, "bank", "not", "dropped")).isEqualTo(1);
        assertThat(spans(rig, "bank", "none", "not_sampled")).isEqualTo(1);
    }

    private static LogRig logs() {
        return new LogRig("dry_run: true, decision_wait: 1s, policies: ["
                + "{name: err, type: status_code, status_code: {status_codes: [ERROR]}}]");
    }

    private static double records(LogRig rig, String service, String policy, LogFate fate) {
        return rig.traces.metric("dry_run_logs", "policy", policy, "decision", fate.label(), "service", service);
    }

    @Test
    void countsLogRecordsByPolicyAndServiceOnceEach() {
        LogRig rig = logs();
        rig.traces.send(Spans.error(1, "a"), span(2, "b"));
        rig.send(LogsData.newBuilder()
                .addResourceLogs(Logs.resource("shop", Logs.scope("lib", log(1, "a"), log(2, "b"), log(1, "c"))))
                .addResourceLogs(Logs.resource(
                        "bank", Logs.scope("lib", log(1, "d"), Logs.error(2, "e"), log(3, "f"), log("g"))))
                .build());
        rig.advance(Duration.ofMillis(1300));

        assertThat(rig.records()).hasSize(7);
        assertThat(records(rig, "shop", "err", LogFate.SAMPLED)).isEqualTo(2);
        assertThat(records(rig, "shop", "none", LogFate.NOT_SAMPLED)).isEqualTo(1);
        assertThat(records(rig, "bank", "err", LogFate.SAMPLED)).isEqualTo(1);
        assertThat(records(rig, "bank", "none", LogFate.SEVERITY)).isEqualTo(1);
        assertThat(records(rig, "bank", "none", LogFate.WITHOUT_VERDICT)).isEqualTo(1);
        assertThat(records(rig, "bank", "none", LogFate.WITHOUT_TRACE_ID)).isEqualTo(1);
    }

    @Test
    void logRecordsThatDoNotWaitAreCountedSoon() {
        LogRig rig = logs();
        rig.send(log("a"));
        rig.send(Logs.request(log("b")).toBuilder()
                .addResourceLogs(Logs.resource("x".repeat(1000), Logs.scope("lib", log("c"))))
                .build());

        rig.advance(Duration.ofMillis(100));

        assertThat(records(rig, "shop", "none", LogFate.WITHOUT_TRACE_ID)).isEqualTo(2);
        assertThat(records(rig, "x".repeat(128), "none", LogFate.WITHOUT_TRACE_ID))
                .isEqualTo(1);
    }

    @Test
    void logRecordsOfMoreResourcesThanAreKnownByTheirPlacesKeepTheirServices() {
        LogRig rig = logs();
        LogsData.Builder request = LogsData.newBuilder();
        for (int i = 0; i < 5000; i++) {
            request.addResourceLogs(Logs.resource("service-" + i % 3, Logs.scope("lib", log("a"))));
        }
        rig.send(request.build());
        rig.stage.flush();

        for (int i = 0; i < 3; i++) {
            assertThat(records(rig, "service-" + i, "none", LogFate.WITHOUT_TRACE_ID))
                    .isEqualTo(i < 2 ? 1667 : 1666);
        }
    }

    @Test
    void servicesBeyondAHundredAreCountedTogether() {
        Rig rig = rig();
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 200; i++) {
                rig.send(resource("service-" + i, scope("lib", span(1000L * round + i + 1, "a"))));
            }
            rig.advanceMillis(1100);
        }
        rig.stage.flush();

        assertThat(services(rig)).isEqualTo(DryRunCounts.MAX_NAMED + 1);
        assertThat(spans(rig, DryRunCounts.OTHER, "none", "not_sampled")).isEqualTo(300);
    }

    @Test
    void namesThatAreMadeUpLeaveRoomForOthers() {
        Rig rig = rig();
        int trace = 1;
        for (int i = 0; i < 20_000; i++) {
            rig.send(resource("junk-" + i, scope("lib", span(trace++, "a"))));
        }
        rig.advanceMillis(1100);
        for (int i = 0; i < 2000; i++) {
            rig.send(resource("shop", scope("lib", span(trace++, "a"))));
        }
        rig.stage.flush();

        assertThat(services(rig)).isEqualTo(2);
        assertThat(spans(rig, "shop", "none", "not_sampled")).isEqualTo(2000);
        assertThat(spans(rig, DryRunCounts.OTHER, "none", "not_sampled")).isEqualTo(20_000);
    }

    @Test
    void longAndMissingNamesAreCounted() {
        Rig rig = rig();
        rig.send(
                resource("x".repeat(1000), scope("lib", span(1, "a"))),
                ResourceSpans.newBuilder().addScopeSpans(scope("lib", span(2, "b"))));
        rig.stage.flush();

        assertThat(spans(rig, "x".repeat(128), "none", "not_sampled")).isEqualTo(1);
        assertThat(spans(rig, ServiceNames.UNKNOWN, "none", "not_sampled")).isEqualTo(1);
    }

    private static long services(Rig rig) {
        return rig.context.meter().series().stream()
                .filter(series -> series.contains("dry_run_spans"))
                .count();
    }
}
