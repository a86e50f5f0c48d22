package io.sluice.cli.sample;

import io.sluice.cli.sample.SpanTally.Tally;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints what a rehearsal kept. Control characters of names are escaped, so that no name plays with the terminal. */
public final class SampleReport {

    private static final int TOP = 20;
    private static final int MAX_NAME = 60;
    private static final double PERCENT = 100;
    private static final double NANOS = 1e9;
    private static final String ROW = "%-40s %12s %12s %9s %12s %12s %9s";

    private final Rehearsal rehearsal;
    private final PrintWriter out;

    /** @param out where it is printed */
    public SampleReport(Rehearsal rehearsal, PrintWriter out) {
        this.rehearsal = rehearsal;
        this.out = out;
    }

    /** Prints it. */
    public void print() {
        SpanTally in = rehearsal.in();
        SpanTally kept = rehearsal.out();
        line(String.format(
                Locale.ROOT, "%d requests of traces, %.1f s", rehearsal.requests(), rehearsal.nanos() / NANOS));
        if (rehearsal.others() > 0) {
            line(String.format(Locale.ROOT, "%d requests of logs or metrics passed over", rehearsal.others()));
        }
        if (rehearsal.broken() > 0) {
            line(String.format(Locale.ROOT, "%d requests that can't be read left out", rehearsal.broken()));
        }
        if (rehearsal.refused() > 0) {
            line(String.format(
                    Locale.ROOT, "%d spans refused for want of memory; raise max_bytes", rehearsal.refused()));
        }
        line("");
        line(String.format(Locale.ROOT, "%-40s %12s %12s %9s", "", "captured", "kept", "%"));
        all("spans", in.all().spans(), kept.all().spans());
        all("bytes", in.bytes(), kept.bytes());
        all("spans with errors", in.all().errors(), kept.all().errors());
        if (kept.uncounted() < kept.all().spans()) {
            String rest = kept.uncounted() == 0 ? "" : " (and " + kept.uncounted() + " kept ones have none)";
            line(String.format(
                    Locale.ROOT,
                    "%-40s %12s %12.0f %9s%s",
                    "spans, counted by th",
                    "",
                    kept.counted(),
                    percent(Math.round(kept.counted()), in.all().spans()),
                    rest));
        }
        rehearsal.meters().entrySet().stream().toList().reversed().forEach(each -> {
            line("");
            policies(each.getKey().toString(), each.getValue());
        });
        line("");
        names("service", in.services(), kept.services());
        line("");
        names("route", in.routes(), kept.routes());
        out.flush();
    }

    private void all(String name, long captured, long kept) {
        line(String.format(Locale.ROOT, "%-40s %12d %12d %9s", name, captured, kept, percent(kept, captured)));
    }

    private void policies(String sampler, RecordingMeter meter) {
        Map<String, long[]> policies = new LinkedHashMap<>();
        List<String> drops = new ArrayList<>();
        List<String> early = new ArrayList<>();
        meter.counters().forEach((series, count) -> {
            Map<String, String> labels = series.labels();
            if (series.name().endsWith("_count_traces_sampled") && labels.containsKey("policy")) {
                String decision = labels.getOrDefault("decision", "");
                int column = "true".equals(labels.get("sampled")) ? 0 : decision.equals("dropped") ? 1 : 2;
                policies.computeIfAbsent(labels.getOrDefault("policy", ""), _ -> new long[3])[column] += count.sum();
            } else if (series.name().endsWith("_dropped") && labels.containsKey("reason") && count.sum() > 0) {
                drops.add(labels.get("reason") + " " + count.sum());
            } else if (series.name().endsWith("_decided_early") && count.sum() > 0) {
                early.add(labels.get("limit") + " " + count.sum());
            }
        });
        line(String.format(
                Locale.ROOT, "%-40s %12s %12s %12s %9s", "policy of " + sampler, "asked", "kept", "dropped", "kept %"));
        policies.forEach((name, counts) -> {
            long asked = counts[0] + counts[1] + counts[2];
            if (asked > 0) {
                line(String.format(
                        Locale.ROOT,
                        "%-40s %12d %12d %12d %9s",
                        visible(name),
                        asked,
                        counts[0],
                        counts[1],
                        percent(counts[0], asked)));
            }
        });
        if (!drops.isEmpty()) {
            line("dropped spans: " + String.join(", ", drops));
        }
        if (!early.isEmpty()) {
            line("traces decided early, on what was there: " + String.join(", ", early));
        }
    }

    private void names(String title, Map<String, Tally> in, Map<String, Tally> kept) {
        line(String.format(Locale.ROOT, ROW, title, "spans", "kept", "%", "errors", "kept", "%"));
        List<String> names = in.entrySet().stream()
                .sorted(Comparator.<Map.Entry<String, Tally>>comparingLong(
                                each -> -each.getValue().spans())
                        .thenComparing(Map.Entry::getKey))
                .map(Map.Entry::getKey)
                .toList();
        for (int i = 0; i < Math.min(TOP, names.size()); i++) {
            row(visible(names.get(i)), List.of(names.get(i)), in, kept);
        }
        if (names.size() > TOP) {
            List<String> rest = names.subList(TOP, names.size());
            row(rest.size() + " others", rest, in, kept);
        }
    }

    private void row(String title, List<String> names, Map<String, Tally> in, Map<String, Tally> kept) {
        long[] sums = new long[4];
        for (String name : names) {
            add(sums, 0, in.get(name));
            add(sums, 2, kept.get(name));
        }
        line(String.format(
                Locale.ROOT,
                ROW,
                title,
                sums[0],
                sums[2],
                percent(sums[2], sums[0]),
                sums[1],
                sums[3],
                percent(sums[3], sums[1])));
    }

    private static void add(long[] sums, int at, @Nullable Tally tally) {
        if (tally != null) {
            sums[at] += tally.spans();
            sums[at + 1] += tally.errors();
        }
    }

    private static String percent(long part, long whole) {
        return whole == 0 ? "-" : String.format(Locale.ROOT, "%.2f %%", PERCENT * part / whole);
    }

    private static String visible(String text) {
        StringBuilder visible = new StringBuilder();
        for (int i = 0; i < Math.min(MAX_NAME, text.length()); i++) {
            char c = text.charAt(i);
            boolean hidden = Character.isISOControl(c) || Character.getType(c) == Character.FORMAT;
            visible.append(hidden ? String.format("\\u%04x", (int) c) : String.valueOf(c));
        }
        return visible.toString();
    }

    private void line(String text) {
        out.println(text.stripTrailing());
    }
}
