package io.sluice.exporter.kafka;

import io.sluice.api.config.Block;
import io.sluice.api.config.Checked;
import io.sluice.api.config.Problems;
import io.sluice.api.config.Unsupported;
import io.sluice.transport.tls.ClientTlsConfig;
import org.jspecify.annotations.Nullable;

/**
 * {@code auth}.
 *
 * @param sasl user name and password
 * @param plainText old spelling of {@code sasl} with mechanism PLAIN
 * @param tls old place of the exporter's {@code tls}
 */
@Unsupported(
        value = "kerberos",
        protects = true,
        instead = "Kerberos is not supported; use sasl with mechanism SCRAM-SHA-512.")
public record AuthConfig(
        @Block @Nullable SaslConfig sasl,
        @Block @Nullable PlainTextConfig plainText,
        @Block(empty = Block.State.DEFAULTS) @Nullable ClientTlsConfig tls)
        implements Checked {

    /** No authentication. */
    public static final AuthConfig NONE = new AuthConfig(null, null, null);

    /** The user that holds, or null. */
    @Nullable
    SaslConfig user() {
        return sasl == null && plainText != null ? plainText.toSasl() : sasl;
    }

    @Override
    public void check(Problems problems) {
        if (plainText != null) {
            if (sasl != null) {
                problems.error("plain_text", "is the old spelling of sasl, which is set too", "Remove plain_text.");
            } else {
                problems.warning(
                        "plain_text",
                        "is an old spelling",
                        "Write sasl: {mechanism: PLAIN, username: ..., password: ...}.");
            }
        }
        if (tls != null) {
            problems.warning("tls", "is an old place", "Write the tls block directly below the exporter.");
        }
    }
}
