package io.sluice.processor.pii.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Numbers that are nobody's, at random: how often one of them is taken for somebody's. Prints the rates. */
class HarmlessNumbersTest {

    private static final int SAMPLES = 20_000;
    private static final long FIRST_SECOND = 1_700_000_000L;

    private final Random random = new Random(20_261_126);
    private final FinderFixture find = new FinderFixture((text, hits) -> {
        new DigitRunFinder(EnumSet.allOf(Detector.class)).find(text, hits);
        new KeyedValueFinder(EnumSet.allOf(Detector.class)).find(text, hits);
    });

    private String digits(int length) {
        StringBuilder text = new StringBuilder(length);
        text.append((char) ('1' + random.nextInt(9)));
        while (text.length() < length) {
            text.append((char) ('0' + random.nextInt(10)));
        }
        return text.toString();
    }

    private String hex(int length) {
        StringBuilder text = new StringBuilder(length);
        while (text.length() < length) {
            text.append(Character.forDigit(random.nextInt(16), 16));
        }
        return text.toString();
    }

    private Instant instant() {
        return Instant.ofEpochSecond(FIRST_SECOND + random.nextInt(100_000_000), random.nextInt(1_000_000_000));
    }

    private String stamp(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT)
                .withZone(ZoneOffset.UTC)
                .format(instant());
    }

    private Map<String, Supplier<String>> kinds() {
        Map<String, Supplier<String>> kinds = new LinkedHashMap<>();
        kinds.put("counter", () -> "n=" + digits(1 + random.nextInt(20)));
        kinds.put("three counters", () -> digits(4) + " " + digits(4) + " " + digits(4) + " " + digits(3));
        kinds.put("padded", () -> "file-" + "0".repeat(2 + random.nextInt(4)) + digits(1 + random.nextInt(8)));
        kinds.put("decimal", () -> "0." + digits(1 + random.nextInt(18)) + " " + digits(3) + "." + digits(12));
        kinds.put("epoch s", () -> "" + instant().getEpochSecond());
        kinds.put("epoch ms", () -> "t=" + instant().toEpochMilli());
        kinds.put("epoch us", () -> "t=" + instant().toEpochMilli() + digits(3));
        kinds.put("epoch ns", () -> "t=" + instant().toEpochMilli() + digits(6));
        kinds.put("stamp", () -> stamp("yyyyMMddHHmm") + " " + stamp("yyyyMMddHHmmss") + " " + stamp("yyyyMMdd"));
        kinds.put("time", () -> instant() + " " + stamp("yyyy/MM/dd HH:mm:ss,SSS") + " " + stamp("HH:mm:ss.SSSSSS"));
        kinds.put("date", () -> stamp("yyyy-MM-dd") + " " + stamp("dd-MM-yyyy") + " " + stamp("yyyy-DDD"));
        kinds.put("uuid", () -> new UUID(random.nextLong(), random.nextLong()).toString());
        kinds.put("hex id", () -> hex(16) + " " + hex(24) + " " + hex(32) + " " + hex(40));
        kinds.put("snowflake", () -> "id " + (1_000_000_000_000_000_000L + random.nextLong(900_000_000_000_000_000L)));
        kinds.put("account of AWS", () -> "arn:aws:iam::" + digits(12) + ":role/x account " + digits(12));
        kinds.put("order", () -> "order " + digits(4) + "-" + digits(4) + "-" + digits(4) + " order_id=" + digits(16));
        kinds.put(
                "version",
                () -> "v" + digits(1) + "." + digits(2) + "." + digits(4) + " " + digits(2) + "." + digits(4));
        kinds.put("address", () -> random.nextInt(256) + "." + random.nextInt(256) + ".100.200:" + digits(5));
        kinds.put("pod", () -> "web-" + hex(10) + "-" + hex(5) + "-0120-123-456 i-" + hex(17));
        kinds.put("sizes", () -> "status=200 bytes=" + digits(7) + " took=" + digits(4) + "ms count=" + digits(8));
        kinds.put(
                "base64",
                () -> Base64.getEncoder().encodeToString((hex(40) + "=").getBytes(StandardCharsets.US_ASCII))
                        + "\",\"n\":1");
        return kinds;
    }

    @Test
    void areHardlyEverTakenForSomebodys() {
        int[] found = {0};
        kinds().forEach((name, kind) -> {
            int hits = 0;
            String example = "";
            for (int i = 0; i < SAMPLES; i++) {
                String text = kind.get();
                if (!find.in(text).isEmpty()) {
                    hits++;
                    example = find.in(text) + " in " + text;
                }
            }
            System.out.printf(Locale.ROOT, "%-16s %6d of %d altered %s%n", name, hits, SAMPLES, example);
            found[0] += hits;
        });

        assertThat(found[0]).isLessThanOrEqualTo(kinds().size() * SAMPLES / 100_000);
    }

    /** What separators typical of a number cost where nothing speaks against it. */
    @Test
    void ratesOfGroupedNumbersAreThoseOfTheirChecksums() {
        int individual = 0;
        int card = 0;
        for (int i = 0; i < SAMPLES; i++) {
            individual += find.in(digits(4) + "-" + digits(4) + "-" + digits(4)).isEmpty() ? 0 : 1;
            card += find.in(digits(4) + "-" + digits(4) + "-" + digits(4) + "-" + digits(4))
                            .isEmpty()
                    ? 0
                    : 1;
        }
        System.out.printf(
                Locale.ROOT,
                "4-4-4 %.4f, 4-4-4-4 %.4f of random groups%n",
                individual / (double) SAMPLES,
                card / (double) SAMPLES);

        assertThat(individual).isBetween(SAMPLES * 8 / 100, SAMPLES * 12 / 100);
        assertThat(card).isLessThan(SAMPLES * 5 / 100);
    }
}
