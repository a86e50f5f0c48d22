package io.sluice.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import org.junit.jupiter.api.Test;

class RetryingClientTest {

    @Test
    void sendsAgainWhatTheSpecificationCallsRetryable() {
        assertThat(RetryingClient.isRetryable(Status.Code.UNAVAILABLE, false)).isTrue();
        assertThat(RetryingClient.isRetryable(Status.Code.DEADLINE_EXCEEDED, false))
                .isTrue();
        assertThat(RetryingClient.isRetryable(Status.Code.INVALID_ARGUMENT, true))
                .isFalse();
    }

    @Test
    void takesExhaustedForRetryableOnlyIfTheServerGivesDetails() {
        assertThat(RetryingClient.isRetryable(Status.Code.RESOURCE_EXHAUSTED, true))
                .isTrue();
        assertThat(RetryingClient.isRetryable(Status.Code.RESOURCE_EXHAUSTED, false))
                .isFalse();
    }
}
