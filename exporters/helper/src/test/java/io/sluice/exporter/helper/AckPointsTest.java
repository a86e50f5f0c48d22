package io.sluice.exporter.helper;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.AckPoint;
import org.junit.jupiter.api.Test;

class AckPointsTest {

    @Test
    void tellsOfTheDeliveryIfTheSenderWaitsForIt() {
        assertThat(AckPoints.of(QueueConfig.DEFAULTS, "the backend has answered"))
                .isEqualTo(new AckPoint("the backend has answered", true, "sending_queue::wait_for_result"));
    }

    @Test
    void tellsOfTheDeliveryWithoutAQueue() {
        assertThat(AckPoints.of(null, "the backend has answered").failureStopsIntake())
                .isTrue();
    }

    @Test
    void tellsOfTheQueueIfTheSenderDoesNotWait() {
        AckPoint point = AckPoints.of(
                new QueueConfig(10, 0, 1000, QueueConfig.Sizer.REQUESTS, 0, false, false), "the backend has answered");

        assertThat(point.failureStopsIntake()).isFalse();
        assertThat(point.event()).contains("memory");
    }
}
