package io.sluice.processor.pii.detect;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Runs one finder over strings, and writes what it found as {@code DETECTOR:CONFIDENCE:text}. */
final class FinderFixture {

    private final Finder finder;
    private final Hits hits = new Hits();

    FinderFixture(Finder finder) {
        this.finder = finder;
    }

    List<String> in(String text) {
        return underKey("", text);
    }

    List<String> underKey(String key, String text) {
        byte[] padded = ("9" + text + "9").getBytes(StandardCharsets.UTF_8);
        byte[] keyBytes = key.getBytes(StandardCharsets.UTF_8);
        hits.clear();
        finder.find(new ScanText().set(padded, 1, padded.length - 1).setKey(keyBytes, 0, keyBytes.length), hits);
        hits.resolve();
        List<String> found = new ArrayList<>();
        for (int i = 0; i < hits.size(); i++) {
            String value = new String(padded, hits.start(i), hits.end(i) - hits.start(i), StandardCharsets.UTF_8);
            found.add(hits.detector(i) + ":" + hits.confidence(i) + ":" + value);
        }
        return found;
    }
}
