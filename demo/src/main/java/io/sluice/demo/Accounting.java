package io.sluice.demo;

import io.sluice.demo.platform.Ledgers;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the applications made against what lies in Kafka.
 *
 * @param counts by signal
 * @param landed everything read back
 * @param refusals what those were told who must not get through
 * @param failedTrace a trace with an error, if one was made
 * @param usages what each process used, by its name
 * @param leaks what of people lies in Kafka
 * @param unmasked the same of a run without masking
 */
record Accounting(
        Map<String, Count> counts,
        Landed landed,
        Refusals refusals,
        @Nullable String failedTrace,
        Map<String, ProcessUsage> usages,
        Leaks leaks,
        Leaks unmasked) {

    static Accounting of(
            Ledgers ledgers,
            Landed landed,
            Refusals refusals,
            @Nullable String failedTrace,
            Map<String, ProcessUsage> usages,
            Leaks leaks,
            Leaks unmasked) {
        Map<String, Count> counts = new LinkedHashMap<>();
        counts.put("spans", Count.of(ledgers.spans(), landed.spans, landed.spanItems));
        counts.put("log records", Count.of(ledgers.logs(), landed.logs, landed.logItems));
        counts.put("data points", Count.of(ledgers.points(), landed.points, landed.pointItems));
        return new Accounting(counts, landed, refusals, failedTrace, usages, leaks, unmasked);
    }

    /** True if nothing acknowledged is missing, every key is right, and nobody got through who must not. */
    boolean addsUp() {
        return counts.values().stream().allMatch(Count::addsUp)
                && landed.keys.values().stream().allMatch(keys -> keys.wrong == 0 && keys.records > 0)
                && landed.traceInAllSignals() != null
                && refusals.allRefused()
                && leaks.found() == 0
                && unmasked.found() > 0;
    }

    void print(PrintStream out) {
        out.println();
        out.printf(
                "%-12s %8s %10s %8s %12s %8s %8s %10s%n",
                "", "made", "SDK drops", "failed", "acknowledged", "landed", "missing", "duplicates");
        counts.forEach((name, count) -> out.printf(
                "%-12s %8d %10d %8d %12d %8d %8d %10d%n",
                name,
                count.made(),
                count.droppedBySdk(),
                count.failed(),
                count.acknowledged(),
                count.landed(),
                count.missing(),
                count.duplicates()));
        out.println();
        landed.keys.forEach((topic, keys) -> out.printf(
                "%-18s %6d records, %5d keys, %d wrong; records by partition %s%n",
                topic, keys.records, keys.keys.size(), keys.wrong, keys.recordsByPartition));
        out.println();
        printTrace(out, "one trace", landed.traceInAllSignals());
        printTrace(out, "one that failed", failedTrace);
        out.println();
        out.println("without a client certificate: " + refusals.withoutCertificate());
        out.println("with a wrong SCRAM password:  " + refusals.wrongPassword());
        out.println("  and the gateway's log says: " + refusals.wrongPasswordLog());
        out.println();
        out.println("personal data in Kafka: " + leaks + "; without the pii processor: " + unmasked);
        out.println("  before: " + unmasked.japaneseLog());
        out.println("  after:  " + leaks.japaneseLog());
        out.println();
        usages.forEach((name, used) -> out.printf("%-12s %s%n", name, used));
        out.println();
        out.println(addsUp() ? "It adds up." : "It does NOT add up: " + String.join("; ", faults()));
    }

    private void printTrace(PrintStream out, String what, @Nullable String id) {
        if (id == null) {
            out.println(what + ": none");
            return;
        }
        Landed.Trace trace = landed.trace(id);
        out.printf(
                "%s: %s: %d spans of %s, %d log records, %d exemplars%n",
                what, id, trace.spanIds.size(), trace.services, trace.logs, trace.exemplars);
    }

    private List<String> faults() {
        List<String> faults = new java.util.ArrayList<>();
        counts.forEach((name, count) -> {
            if (!count.addsUp()) {
                faults.add(name + " (" + count + ")");
            }
        });
        landed.keys.forEach((topic, keys) -> {
            if (keys.wrong > 0 || keys.records == 0) {
                faults.add(topic + ": " + keys.wrong + " wrong keys in " + keys.records + " records");
            }
        });
        if (landed.traceInAllSignals() == null) {
            faults.add("no trace is found in all three signals");
        }
        if (leaks.found() > 0) {
            faults.add("personal data lies in Kafka: " + leaks);
        }
        if (unmasked.found() == 0) {
            faults.add("nothing shows what masking is good for");
        }
        if (!refusals.allRefused()) {
            faults.add("somebody got through who must not");
        }
        return faults;
    }
}
