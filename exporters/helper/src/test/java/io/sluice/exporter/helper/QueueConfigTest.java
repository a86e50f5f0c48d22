package io.sluice.exporter.helper;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.exporter.helper.QueueConfig.Sizer;
import org.junit.jupiter.api.Test;

class QueueConfigTest {

    private static QueueConfig of(long size, Sizer sizer, long bytes) {
        return new QueueConfig(10, 0, size, sizer, bytes, false, true);
    }

    @Test
    void boundsBytesWhateverTheSizer() {
        assertThat(of(1000, Sizer.REQUESTS, 0).effectiveBytes()).isEqualTo(64L << 20);
        assertThat(of(1000, Sizer.ITEMS, 0).effectiveBytes()).isEqualTo(64L << 20);
        assertThat(of(1000, Sizer.REQUESTS, 5000).effectiveBytes()).isEqualTo(5000);
    }

    @Test
    void takesTheSizeAsByteBoundIfItCountsBytes() {
        assertThat(of(200_000_000, Sizer.BYTES, 0).effectiveBytes()).isEqualTo(200_000_000);
        assertThat(of(200, Sizer.BYTES, 100).effectiveBytes()).isEqualTo(100);
    }

    @Test
    void warnsOfTwoByteBounds() {
        TestProblems problems = new TestProblems();

        of(200, Sizer.BYTES, 100).check(problems);

        assertThat(problems.warnings).containsExactly("queue_bytes");
        assertThat(problems.errors).isEmpty();
    }

    @Test
    void isFineByDefault() {
        TestProblems problems = new TestProblems();

        QueueConfig.DEFAULTS.check(problems);

        assertThat(problems.warnings).isEmpty();
        assertThat(problems.errors).isEmpty();
    }
}
