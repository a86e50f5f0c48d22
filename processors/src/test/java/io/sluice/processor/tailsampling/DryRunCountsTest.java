package io.sluice.processor.tailsampling;

import static io.sluice.processor.tailsampling.Spans.resource;
import static io.sluice.processor.tailsampling.Spans.scope;
import static io.sluice.processor.tailsampling.Spans.span;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.trace.v1.ResourceSpans;
import org.junit.jupiter.api.Test;

/** What a dry run would have kept and dropped, by policy and service, whatever senders call themselves. */
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
