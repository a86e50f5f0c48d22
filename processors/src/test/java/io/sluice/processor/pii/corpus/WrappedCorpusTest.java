package io.sluice.processor.pii.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.LogsData;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.sluice.processor.pii.corpus.WrappedPositives.Wrapped;
import io.sluice.processor.pii.detect.Detector;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the processor leaves of the corpus if its texts stand in others, up to three deep, and if values are written in unusual characters;
 * what it does to the text around; and that a second masking changes nothing. {@code -Dpii.corpus.seed=N} tries others, {@code
 * -Dpii.corpus.values=N} more:
 *
 * <pre>mvn -pl processors test -Dtest=WrappedCorpusTest</pre>
 */
class WrappedCorpusTest {

    private static final String CONFIG =
            "{timeout: 60s, detectors: {corporate_number: {enabled: true}, device_id: {enabled: true}}}";
    private static final int VALUES = Integer.getInteger("pii.corpus.values", 4);
    private static final int BATCH = 1000;
    private static final int SHOWN = 20;
    /** Of so many at most one may have lost more than what was to be found. */
    private static final int INEXACT_IN = 100;

    private static final Pattern TOKENS = Pattern.compile("(\\[[A-Z0-9_]+])+");

    private final LogMasking masking = new LogMasking(CONFIG);
    private final Score score = new Score(EnumSet.allOf(Detector.class));

    /** A text, what was made of it, and what was made of that. */
    private record Masked(Wrapped source, String once, String twice) {

        /** True if tokens stand where the label was, and nothing else has changed. */
        boolean isExact() {
            Example example = source.example();
            String before = new String(example.text(), 0, example.start(), UTF_8);
            String after = new String(example.text(), example.end(), example.text().length - example.end(), UTF_8);
            return once.length() > before.length() + after.length()
                    && once.startsWith(before)
                    && once.endsWith(after)
                    && TOKENS.matcher(once.substring(before.length(), once.length() - after.length()))
                            .matches();
        }

        String show() {
            return source.ways() + "; " + source.example().show() + System.lineSeparator() + "  -> " + once
                    + (twice.equals(once) ? "" : System.lineSeparator() + "  -> " + twice);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, false", "2, false", "3, false", "0, true", "1, true", "2, true"})
    void isMaskedInOtherTexts(int depth, boolean forms) {
        List<Wrapped> positives = WrappedPositives.of(Seed.HELD_OUT, depth, forms, VALUES);
        List<Masked> leaked = new ArrayList<>();
        List<Masked> inexact = new ArrayList<>();
        List<Masked> unstable = new ArrayList<>();
        for (int from = 0; from < positives.size(); from += BATCH) {
            for (Masked masked : mask(positives.subList(from, Math.min(from + BATCH, positives.size())))) {
                if (!masked.twice().equals(masked.once())) {
                    unstable.add(masked);
                }
                if (masked.isExact()) {
                    continue;
                }
                if (!score.covers(masked.source().example())) {
                    leaked.add(masked);
                } else if (!masked.source().ways().contains(Wrapping.OTHERS.name())) {
                    inexact.add(masked);
                }
            }
        }

        System.out.println("depth " + depth + (forms ? ", unusual characters: " : ": ") + leaked.size() + " of "
                + positives.size() + " labels left, " + inexact.size() + " with other bounds, " + unstable.size()
                + " changed by a second masking");
        assertThat(positives).hasSizeGreaterThan(1000 * VALUES);
        assertThat(leaked).as(() -> show(leaked)).isEmpty();
        assertThat(unstable).as(() -> show(unstable)).isEmpty();
        assertThat(inexact.size()).as(() -> show(inexact)).isLessThan(positives.size() / INEXACT_IN);
    }

    private static String show(List<Masked> some) {
        StringBuilder text = new StringBuilder();
        for (Masked masked : some.subList(0, Math.min(SHOWN, some.size()))) {
            text.append(masked.show()).append(System.lineSeparator());
        }
        return text.toString();
    }

    private List<Masked> mask(List<Wrapped> sources) {
        List<String> once = maskTexts(sources.stream()
                .map(source -> new String(source.example().text(), UTF_8))
                .toList());
        List<String> twice = maskTexts(once);
        List<Masked> masked = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            masked.add(new Masked(sources.get(i), once.get(i), twice.get(i)));
        }
        return masked;
    }

    private List<String> maskTexts(List<String> texts) {
        ScopeLogs.Builder logs = ScopeLogs.newBuilder();
        for (String text : texts) {
            logs.addLogRecords(
                    LogRecord.newBuilder().setBody(AnyValue.newBuilder().setStringValue(text)));
        }
        LogsData data = LogsData.newBuilder()
                .addResourceLogs(ResourceLogs.newBuilder().addScopeLogs(logs))
                .build();
        return masking.mask(data).getResourceLogs(0).getScopeLogs(0).getLogRecordsList().stream()
                .map(record -> record.getBody().getStringValue())
                .toList();
    }
}
