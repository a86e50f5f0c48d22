package io.sluice.processor.pii.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class HitsTest {

    private final Hits hits = new Hits();

    @Test
    void sortsByPlaceWhateverTheOrder() {
        Random random = new Random(1);
        for (int round = 0; round < 200; round++) {
            hits.clear();
            List<Integer> starts = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                starts.add(random.nextInt(100_000) * 2);
            }
            for (int start : starts) {
                hits.add(start, start + 1, Detector.values()[start % 20], Confidence.STRONG);
            }
            hits.resolve();
            List<Integer> expected = starts.stream().distinct().sorted().toList();
            assertThat(hits.size()).isEqualTo(expected.size());
            for (int i = 0; i < expected.size(); i++) {
                assertThat(hits.start(i)).isEqualTo(expected.get(i));
                assertThat(hits.detector(i)).isEqualTo(Detector.values()[expected.get(i) % 20]);
            }
        }
    }

    @Test
    void leavesTheSurerOfTwoThatOverlapWithTheBytesOfBoth() {
        hits.add(20, 30, Detector.CARD, Confidence.VALIDATED);
        hits.add(15, 25, Detector.MAC, Confidence.STRONG);
        hits.resolve();
        assertThat(hits.size()).isOne();
        assertThat(hits.detector(0)).isEqualTo(Detector.MAC);
        assertThat(hits.start(0)).isEqualTo(15);
        assertThat(hits.end(0)).isEqualTo(30);
    }

    @Test
    void leavesTheEarlierDetectorOfTwoAsSure() {
        hits.add(0, 10, Detector.EMAIL, Confidence.STRONG);
        hits.add(2, 12, Detector.URL_CREDENTIALS, Confidence.STRONG);
        hits.add(12, 14, Detector.MAC, Confidence.STRONG);
        hits.resolve();
        assertThat(hits.size()).isEqualTo(2);
        assertThat(hits.detector(0)).isEqualTo(Detector.URL_CREDENTIALS);
        assertThat(hits.start(0)).isZero();
        assertThat(hits.end(0)).isEqualTo(12);
    }

    @Test
    void sortsHundredThousandInNoTime() {
        int count = 65_000;
        for (int i = 0; i < count; i++) {
            hits.add(4 * i + 2, 4 * i + 3, Detector.EMAIL, Confidence.STRONG);
        }
        for (int i = 0; i < count; i++) {
            hits.add(4 * i, 4 * i + 1, Detector.IPV4, Confidence.STRONG);
        }
        hits.resolve();
        assertThat(hits.size()).isEqualTo(2 * count);
        assertThat(hits.detector(0)).isEqualTo(Detector.IPV4);
        assertThat(hits.detector(1)).isEqualTo(Detector.EMAIL);
    }

    @Test
    void tellsIfThereAreMoreThanItNotes() {
        for (int i = 0; i < Hits.MAX_SIZE; i++) {
            hits.add(i, i + 1, Detector.EMAIL, Confidence.STRONG);
        }
        assertThat(hits.isOverfull()).isFalse();
        hits.add(0, 1, Detector.EMAIL, Confidence.STRONG);
        assertThat(hits.isOverfull()).isTrue();
        hits.clear();
        assertThat(hits.isOverfull()).isFalse();
    }
}
