package io.sluice.processor.pii.detect;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Scans texts in tests, and says what was found as texts. */
final class Scans {

    static final MaskedTokens.Genuine NOTHING_GENUINE = (_, _, _) -> false;

    private Scans() {}

    /** What one detector finds in a text. */
    static List<String> find(Detector detector, String text) {
        return find(detector, "", text);
    }

    /** What one detector finds in the value of a key. */
    static List<String> find(Detector detector, String key, String text) {
        return find(EnumSet.of(detector), key, text, NOTHING_GENUINE);
    }

    /** What all detectors find, each as {@code DETECTOR text}. */
    static List<String> findAll(String text) {
        Set<Detector> all = EnumSet.allOf(Detector.class);
        byte[] bytes = text.getBytes(UTF_8);
        Hits hits = scan(new TextScanner(all), new byte[0], bytes, NOTHING_GENUINE);
        List<String> found = new ArrayList<>();
        for (int i = 0; i < hits.size(); i++) {
            found.add(hits.detector(i) + " " + textOf(bytes, hits, i));
        }
        return found;
    }

    static List<String> find(Set<Detector> detectors, String key, String text, MaskedTokens.Genuine genuine) {
        byte[] bytes = text.getBytes(UTF_8);
        Hits hits = scan(new TextScanner(detectors), key.getBytes(UTF_8), bytes, genuine);
        List<String> found = new ArrayList<>();
        for (int i = 0; i < hits.size(); i++) {
            found.add(textOf(bytes, hits, i));
        }
        return found;
    }

    /** The text stands in the middle of other bytes, which must not be looked at. */
    static Hits scan(TextScanner scanner, byte[] key, byte[] text, MaskedTokens.Genuine genuine) {
        byte[] array = new byte[text.length + 4];
        Arrays.fill(array, (byte) '7');
        System.arraycopy(text, 0, array, 2, text.length);
        Hits hits = new Hits();
        scanner.scan(array, 2, 2 + text.length, key, 0, key.length, genuine, hits);
        for (int i = 0; i < hits.size(); i++) {
            hits.move(i, hits.start(i) - 2, hits.end(i) - 2);
        }
        return hits;
    }

    private static String textOf(byte[] bytes, Hits hits, int i) {
        return new String(bytes, hits.start(i), hits.end(i) - hits.start(i), UTF_8);
    }
}
