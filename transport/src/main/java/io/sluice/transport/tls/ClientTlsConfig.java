package io.sluice.transport.tls;

import io.sluice.api.config.Checked;
import io.sluice.api.config.Default;
import io.sluice.api.config.Problems;
import io.sluice.api.config.Range;
import io.sluice.api.config.Secret;
import io.sluice.api.config.Unsupported;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The {@code tls} block of something that connects (the Collector's {@code configtls.ClientConfig}).
 *
 * @param caFile PEM file with the authorities that servers are verified by; unset is the system's pool
 * @param caPem as {@code ca_file}, inline
 * @param certFile PEM file with the client certificate, leaf first, then the intermediates
 * @param certPem as {@code cert_file}, inline
 * @param keyFile PEM file with the unencrypted private key: PKCS#8, PKCS#1 or SEC 1
 * @param keyPem as {@code key_file}, inline
 * @param includeSystemCaCertsPool trust the system's pool beside {@code ca_file}
 * @param minVersion least protocol version; never below 1.2
 * @param maxVersion greatest protocol version; unset is the newest there is
 * @param cipherSuites TLS 1.2 suites by their Go names, most wanted first; empty is a list of forward-secret AEAD suites. The suites of
 *     TLS 1.3 cannot be chosen
 * @param includeInsecureCipherSuites accepted; insecure suites are never offered
 * @param curvePreferences key agreement groups, most wanted first: X25519, P256, P384, P521, X25519MLKEM768
 * @param reloadInterval how often the files are looked at; 0 never reloads
 * @param insecure no TLS at all, unless {@code ca_file} or {@code ca_pem} is set
 * @param insecureSkipVerify TLS to whoever answers: neither chain nor name are verified
 * @param serverNameOverride the name that the server's certificate must have, also sent as SNI; unset is the host connected to
 */
@Unsupported(
        value = "tpm",
        protects = true,
        instead = "Keys in a TPM are not supported; use key_file with a file that only this process can read.")
public record ClientTlsConfig(
        @Nullable String caFile,
        @Nullable Secret caPem,
        @Nullable String certFile,
        @Nullable Secret certPem,
        @Nullable String keyFile,
        @Nullable Secret keyPem,
        @Default("false") boolean includeSystemCaCertsPool,
        @Default("\"1.2\"") TlsVersion minVersion,
        @Nullable TlsVersion maxVersion,
        @Default("[]") List<String> cipherSuites,
        @Default("false") boolean includeInsecureCipherSuites,
        @Default("[]") List<String> curvePreferences,
        @Default("15s") @Range(min = 0) Duration reloadInterval,
        @Default("false") boolean insecure,
        @Default("false") boolean insecureSkipVerify,
        @Nullable String serverNameOverride)
        implements TlsKeys, Checked {

    /** All defaults: TLS, verified by the system's pool. */
    public static final ClientTlsConfig DEFAULTS = of(null, null, null);

    /** A client with the given files, each of which may be null, and otherwise the defaults. */
    public static ClientTlsConfig of(@Nullable String caFile, @Nullable String certFile, @Nullable String keyFile) {
        return new ClientTlsConfig(
                caFile,
                null,
                certFile,
                null,
                keyFile,
                null,
                false,
                TlsVersion.TLS_1_2,
                null,
                List.of(),
                false,
                List.of(),
                Duration.ofSeconds(15),
                false,
                false,
                null);
    }

    /** True if the connection is to go without TLS: {@code insecure} with no authorities set. A URL scheme may overrule it. */
    public boolean isPlaintext() {
        return insecure && authorities() == null;
    }

    @Override
    public void check(Problems problems) {
        checkShared(problems);
        if (insecureSkipVerify && !isPlaintext()) {
            problems.warning(
                    "insecure_skip_verify",
                    "the server is not verified: whoever answers at the endpoint gets the data",
                    "Remove insecure_skip_verify and set ca_file.");
        }
        if (insecure && authorities() != null && problems.isSet("insecure")) {
            problems.warning(
                    "insecure",
                    "insecure has no effect beside ca_file or ca_pem: the connection uses TLS",
                    "Remove insecure, or the authorities if it is to go without TLS.");
        }
        if (isPlaintext() && privateKey() != null) {
            problems.warning(
                    "cert_file",
                    "the certificate is not presented: insecure switches TLS off",
                    "Remove insecure to use TLS.");
        }
    }
}
