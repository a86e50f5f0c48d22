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
 * The {@code tls} block of something that listens (the Collector's {@code configtls.ServerConfig}).
 *
 * @param caFile read and checked, but without effect on a listener, as in the Collector; clients are verified by {@code client_ca_file}
 * @param caPem as {@code ca_file}, inline
 * @param certFile PEM file with the certificate, leaf first, then the intermediates
 * @param certPem as {@code cert_file}, inline
 * @param keyFile PEM file with the unencrypted private key: PKCS#8, PKCS#1 or SEC 1
 * @param keyPem as {@code key_file}, inline
 * @param includeSystemCaCertsPool without effect on a listener
 * @param minVersion least protocol version; never below 1.2
 * @param maxVersion greatest protocol version; unset is the newest there is
 * @param cipherSuites TLS 1.2 suites by their Go names, most wanted first; empty is a list of forward-secret AEAD suites. The suites of
 *     TLS 1.3 cannot be chosen
 * @param includeInsecureCipherSuites accepted; insecure suites are never offered
 * @param curvePreferences key agreement groups, most wanted first: X25519, P256, P384, P521, X25519MLKEM768
 * @param reloadInterval how often the files are looked at; 0 never reloads
 * @param clientCaFile PEM file with the authorities of client certificates; when set, every client must present one
 * @param clientCaFileReload accepted; the file is reloaded with the others
 */
@Unsupported(
        value = "tpm",
        protects = true,
        instead = "Keys in a TPM are not supported; use key_file with a file that only this process can read.")
public record ServerTlsConfig(
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
        @Nullable String clientCaFile,
        @Default("false") boolean clientCaFileReload)
        implements TlsKeys, Checked {

    /** A server with a certificate and otherwise the defaults; {@code clientCaFile} may be null for no client certificates. */
    public static ServerTlsConfig of(String certFile, String keyFile, @Nullable String clientCaFile) {
        return new ServerTlsConfig(
                null,
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
                clientCaFile,
                false);
    }

    @Override
    public void check(Problems problems) {
        checkShared(problems);
        if (certificate() == null && privateKey() == null) {
            problems.error(
                    "cert_file",
                    "a listener with tls needs a certificate and its private key",
                    "Set cert_file and key_file, or remove the tls block to listen without TLS.");
        }
    }

    /** Where the authorities of client certificates come from, or null if clients need none. */
    @Nullable
    PemSource clientAuthorities() {
        return PemSource.of("client_ca_file", clientCaFile, "", null);
    }
}
