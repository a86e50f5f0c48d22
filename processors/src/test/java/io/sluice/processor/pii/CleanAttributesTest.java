package io.sluice.processor.pii;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.Clock;
import io.sluice.api.telemetry.Meter;
import io.sluice.processor.Configs;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class CleanAttributesTest {

    private static final Policy POLICY = policy();
    private static final Policy OTHER = policy();

    private final CleanAttributes clean = new CleanAttributes();

    private static Policy policy() {
        PiiConfig config = Configs.of(new PiiFactory(), "{}");
        return new PiiTools(config, null, Meter.NOOP, Clock.SYSTEM, "pii", "items", null).rules.usual();
    }

    private boolean ask(Policy policy, String key, String value) {
        byte[] array = ("..." + key + value + "....").getBytes(StandardCharsets.UTF_8);
        int keyEnd = 3 + key.length();
        int end = keyEnd + value.length();
        boolean contained = clean.contains(policy, array, 3, keyEnd, end);
        if (!contained) {
            clean.remember(policy, array, 3, keyEnd, end);
        }
        return contained;
    }

    @Test
    void knowsWhatCameTwice() {
        assertThat(ask(POLICY, "key", "value of some length")).isFalse();
        assertThat(ask(POLICY, "key", "value of some length")).isFalse();
        assertThat(ask(POLICY, "key", "value of some length")).isTrue();
    }

    @Test
    void takesNothingForAnother() {
        for (int i = 0; i < 3; i++) {
            ask(POLICY, "key", "value");
        }
        assertThat(ask(POLICY, "key", "valua")).isFalse();
        assertThat(ask(POLICY, "keyv", "alue")).isFalse();
        assertThat(ask(POLICY, "key", "value2")).isFalse();
        assertThat(ask(OTHER, "key", "value")).isFalse();
        assertThat(ask(POLICY, "key", "value")).isTrue();
    }

    @Test
    void whatIsLongIsNotKept() {
        String value = "x".repeat(200);
        for (int i = 0; i < 3; i++) {
            assertThat(ask(POLICY, "key", value)).isFalse();
        }
    }

    @Test
    void whatComesOnceTakesNobodysPlace() {
        Random random = new Random(1);
        for (int i = 0; i < 3; i++) {
            ask(POLICY, "usual", "GET");
        }
        for (int i = 0; i < 100_000; i++) {
            assertThat(ask(POLICY, "id", Long.toString(random.nextLong()))).isFalse();
        }
        assertThat(ask(POLICY, "usual", "GET")).isTrue();
    }

    @Test
    void neverClaimsWhatWasNotRemembered() {
        Random random = new Random(2);
        Set<String> asked = new HashSet<>();
        for (int i = 0; i < 200_000; i++) {
            String value = Integer.toString(random.nextInt(30_000));
            if (ask(POLICY, "k", value)) {
                assertThat(asked).contains(value);
            }
            asked.add(value);
        }
    }
}
