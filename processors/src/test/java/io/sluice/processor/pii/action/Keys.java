package io.sluice.processor.pii.action;

import io.sluice.api.ComponentException;
import io.sluice.api.ComponentId;
import io.sluice.api.ComponentKind;
import io.sluice.api.config.Secret;
import io.sluice.testkit.TestContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;

/** Keys for tests, the same for the same name. */
final class Keys {

    private Keys() {}

    static byte[] bytes(String name) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    static String base64(String name) {
        return Base64.getEncoder().encodeToString(bytes(name));
    }

    /** Keys that are made of their ids, the first active. */
    static PseudonymKeys of(String... ids) {
        try {
            return PseudonymKeys.open(
                    Arrays.stream(ids).map(Keys::config).toList(),
                    Duration.ZERO,
                    new TestContext(ComponentKind.PROCESSOR, ComponentId.of("pii")));
        } catch (ComponentException e) {
            throw new AssertionError(e);
        }
    }

    private static KeyConfig config(String id) {
        return new KeyConfig(id, null, Secret.of(base64(id)));
    }
}
