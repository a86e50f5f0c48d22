package io.sluice.demo;

import io.opentelemetry.proto.trace.v1.Span;
import io.sluice.demo.platform.Ledgers;
import io.sluice.demo.platform.MadeTraces;
import io.sluice.demo.platform.MadeTraces.Kind;
import io.sluice.testkit.kafka.KafkaReader;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway with tail sampling left in Kafka, against the traces that the applications made: all that are remarkable have to be there
 * whole, of the others a tenth, and what the spans' thresholds say has to add up to what was made.
 */
final class Sampled {

    private static final HexFormat HEX = HexFormat.of();
    private static final double SHARE = 0.1;
    private static final double SIGMAS = 3;

    /** What became of the traces of one kind. */
    private static final class Line {
        private int made;
        private int kept;
        private int whole;
        private double weight;
    }

    /** A trace in Kafka. */
    private static final class Trace {
        private final Set<String> spans = new HashSet<>();
        private final Set<String> thresholds = new HashSet<>();
    }

    private final Map<Kind, Line> lines = new EnumMap<>(Kind.class);
    private final List<String> faults = new ArrayList<>();
    private final Leaks leaks;

    private Sampled(Leaks leaks) {
        this.leaks = leaks;
        for (Kind kind : Kind.values()) {
            lines.put(kind, new Line());
        }
    }

    /** Reads {@link Stage#SAMPLED} and holds it against what was made. */
    static Sampled read(KafkaReader reader, Ledgers ledgers, Leaks leaks) {
        List<Span> landed = new ArrayList<>();
        reader.forEach(
                List.of(Stage.SAMPLED.get(0)),
                record -> record.traces().getResourceSpansList().stream()
                        .flatMap(resource -> resource.getScopeSpansList().stream())
                        .forEach(resource -> landed.addAll(resource.getSpansList())));
        return of(landed, ledgers, leaks);
    }

    /** Holds spans against what was made. */
    static Sampled of(List<Span> spans, Ledgers ledgers, Leaks leaks) {
        Map<String, Trace> landed = new HashMap<>();
        spans.forEach(span -> note(landed, span));
        Sampled sampled = new Sampled(leaks);
        sampled.compare(landed, ledgers);
        return sampled;
    }

    private static void note(Map<String, Trace> landed, Span span) {
        Trace trace = landed.computeIfAbsent(HEX.formatHex(span.getTraceId().toByteArray()), _ -> new Trace());
        trace.spans.add(HEX.formatHex(span.getSpanId().toByteArray()));
        trace.thresholds.add(span.getTraceState());
    }

    private void compare(Map<String, Trace> landed, Ledgers ledgers) {
        if (ledgers.spans().acknowledged().size() != ledgers.spans().made().size()) {
            faults.add("not every span was acknowledged, so nobody knows what was to be kept");
        }
        MadeTraces made = ledgers.traces();
        made.kinds().forEach((id, kind) -> add(lines.getOrDefault(kind, new Line()), made.spans(id), landed.get(id)));
        landed.keySet().stream()
                .filter(id -> !made.kinds().containsKey(id))
                .forEach(id -> faults.add("nobody made trace " + id));
        lines.forEach(this::judge);
        double difference = Math.abs(weight() - made());
        if (!(difference <= SIGMAS * sigma() / SHARE)) { // nor if a span has no threshold and it is not a number
            faults.add("the thresholds say " + Math.round(weight()) + " traces, " + made() + " were made");
        }
        if (leaks.found() > 0) {
            faults.add("personal data lies in Kafka: " + leaks);
        }
    }

    private void add(Line line, Set<String> spans, @Nullable Trace trace) {
        line.made++;
        if (trace == null) {
            return;
        }
        line.kept++;
        line.whole += trace.spans.equals(spans) ? 1 : 0;
        if (trace.thresholds.size() == 1) {
            line.weight += weight(trace.thresholds.iterator().next());
        } else {
            faults.add("spans of one trace say different things: " + trace.thresholds);
        }
    }

    /** How many traces one with this tracestate stands for: 2^56 / (2^56 - th), th being hexadecimal digits after the point. */
    static double weight(String traceState) {
        for (String member : traceState.split("[,;]", -1)) {
            String value = member.replaceFirst("^ot=", "");
            if (value.startsWith("th:")) {
                double threshold = 0;
                double place = 1;
                for (char digit : value.substring(3).toCharArray()) {
                    place /= 16;
                    threshold += HexFormat.fromHexDigit(digit) * place;
                }
                return 1 / (1 - threshold);
            }
        }
        return Double.NaN;
    }

    private void judge(Kind kind, Line line) {
        if (line.made == 0) {
            faults.add("no trace was " + kind);
        }
        if (line.whole != line.kept) {
            faults.add(line.kept - line.whole + " traces are " + kind + " and not whole");
        }
        if (kind == Kind.ORDINARY) {
            if (Math.abs(line.kept - SHARE * line.made) > SIGMAS * sigma()) {
                faults.add("of " + line.made + " ordinary traces " + line.kept + " were kept");
            }
        } else if (line.kept != line.made) {
            faults.add(line.made - line.kept + " traces are " + kind + " and missing");
        }
    }

    /** The standard deviation of how many ordinary traces are kept. */
    private double sigma() {
        return Math.sqrt(ordinary().made * SHARE * (1 - SHARE));
    }

    private Line ordinary() {
        return lines.getOrDefault(Kind.ORDINARY, new Line());
    }

    private int made() {
        return lines.values().stream().mapToInt(line -> line.made).sum();
    }

    private double weight() {
        return lines.values().stream().mapToDouble(line -> line.weight).sum();
    }

    /** True if what was to be kept was, whole, and what the thresholds say is near what was made. */
    boolean addsUp() {
        return faults.isEmpty();
    }

    void print(PrintStream out) {
        out.println();
        out.printf(
                "%-26s %8s %8s %8s %18s %12s%n",
                "traces, tail sampling", "made", "kept", "whole", "to be kept", "th says");
        lines.forEach((kind, line) -> out.printf(
                Locale.ROOT,
                "%-26s %8d %8d %8d %18s %12.0f%n",
                name(kind),
                line.made,
                line.kept,
                line.whole,
                kind == Kind.ORDINARY
                        ? String.format(Locale.ROOT, "%.0f +- %.0f", SHARE * line.made, SIGMAS * sigma())
                        : "all",
                line.weight));
        out.printf(
                Locale.ROOT,
                "%-26s %8d %8d %8d %18s %12.0f (+- %.0f)%n",
                "all",
                made(),
                lines.values().stream().mapToInt(line -> line.kept).sum(),
                lines.values().stream().mapToInt(line -> line.whole).sum(),
                "",
                weight(),
                SIGMAS * sigma() / SHARE);
        out.println("  This gateway says OK once it holds the spans: kill -9 would lose the last "
                + Stage.DECISION_WAIT_SECONDS + " s, so it is not killed here.");
        out.println("  personal data: " + leaks);
        out.println(addsUp() ? "The samples add up." : "The samples do NOT add up: " + String.join("; ", faults));
    }

    private static String name(Kind kind) {
        return switch (kind) {
            case FAILED -> "an error in a late child";
            case IMPORTANT -> "an important route";
            case SLOW -> "slower than 2 s";
            case ORDINARY -> "ordinary";
        };
    }
}
