package io.sluice.cli;

import io.sluice.api.TextExplainer;
import io.sluice.api.TextExplainer.Explanation;
import io.sluice.api.TextExplainer.Finding;
import io.sluice.api.TextExplainer.Place;
import java.io.PrintWriter;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Prints what becomes of texts. Control characters are escaped, so that no text plays with the terminal. */
final class MaskReport {

    private final TextExplainer explainer;
    private final PrintWriter out;
    private final Map<String, Integer> byRule = new TreeMap<>();
    private int texts;
    private int hit;

    MaskReport(TextExplainer explainer, PrintWriter out) {
        this.explainer = explainer;
        this.out = out;
    }

    /**
     * Shows one text.
     *
     * @param heading where it comes from
     * @param always false to say nothing about a text in which nothing is found
     */
    void show(String heading, String text, Place place, boolean always) {
        Explanation explanation = explainer.explain(text, place);
        texts++;
        if (explanation.findings().isEmpty() && explanation.text().equals(text)) {
            if (always) {
                out.println(visible(heading) + ": nothing found");
            }
            return;
        }
        hit++;
        out.println(visible(heading));
        out.println("  before: " + visible(text));
        out.println("  after:  " + visible(explanation.text()));
        explanation.findings().forEach(this::show);
    }

    private void show(Finding finding) {
        byRule.merge(finding.rule(), 1, Integer::sum);
        String confidence = finding.confidence().isEmpty() ? "" : finding.confidence() + ", ";
        String after = finding.after().isEmpty()
                ? "goes"
                : finding.after().equals(finding.before()) ? "stays" : "-> " + visible(finding.after());
        out.println("  " + finding.rule() + " (" + confidence + finding.action() + "): " + visible(finding.before())
                + " " + after);
    }

    /** Says how much there was. */
    void summary() {
        String rules = byRule.entrySet().stream()
                .map(rule -> rule.getKey() + " " + rule.getValue())
                .collect(Collectors.joining(", ", ": ", ""));
        out.println(texts + (texts == 1 ? " text, " : " texts, ") + hit + " with findings"
                + (byRule.isEmpty() ? "" : rules));
        out.flush();
    }

    private static String visible(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                visible.append(String.format("\\u%04x", (int) c));
            } else {
                visible.append(c);
            }
        }
        return visible.toString();
    }
}
