package io.sluice.transport.tls;

import io.sluice.api.config.Problems;
import io.sluice.api.config.Secret;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys that {@link ServerTlsConfig} and {@link ClientTlsConfig} have in common (the Collector's {@code configtls.Config}). */
interface TlsKeys {

    @Nullable
    String caFile();

    @Nullable
    Secret caPem();

    @Nullable
    String certFile();

    @Nullable
    Secret certPem();

    @Nullable
    String keyFile();

    @Nullable
    Secret keyPem();

    boolean includeSystemCaCertsPool();

    TlsVersion minVersion();

    @Nullable
    TlsVersion maxVersion();

    List<String> cipherSuites();

    boolean includeInsecureCipherSuites();

    List<String> curvePreferences();

    Duration reloadInterval();

    /** Where the certificate chain comes from, or null. */
    default @Nullable PemSource certificate() {
        return PemSource.of("cert_file", certFile(), "cert_pem", certPem());
    }

    /** Where the private key comes from, or null. */
    default @Nullable PemSource privateKey() {
        return PemSource.of("key_file", keyFile(), "key_pem", keyPem());
    }

    /** Where {@code ca_file} or {@code ca_pem} come from, or null. */
    default @Nullable PemSource authorities() {
        return PemSource.of("ca_file", caFile(), "ca_pem", caPem());
    }

    /** The rules that hold on both sides. */
    default void checkShared(Problems problems) {
        oneOf(problems, "ca_file", caFile(), "ca_pem", caPem());
        oneOf(problems, "cert_file", certFile(), "cert_pem", certPem());
        oneOf(problems, "key_file", keyFile(), "key_pem", keyPem());
        if ((certificate() == null) != (privateKey() == null)) {
            problems.error(
                    certificate() == null ? "key_file" : "cert_file",
                    "a certificate and its private key come only together",
                    "Set both cert_file and key_file, or neither.");
        }
        checkVersions(problems);
        CipherSuites.check(cipherSuites(), includeInsecureCipherSuites(), problems);
        NamedGroups.check(curvePreferences(), problems);
    }

    private void checkVersions(Problems problems) {
        TlsVersion max = maxVersion();
        if (max != null && max.isObsolete()) {
            problems.error(
                    "max_version", "TLS before 1.2 is never spoken here", "Use \"1.2\" or \"1.3\", or remove it.");
        } else if (max != null && minVersion().compareTo(max) > 0) {
            problems.error(
                    "min_version", "min_version is above max_version", "Lower min_version or raise max_version.");
        }
        if (minVersion().isObsolete()) {
            problems.warning(
                    "min_version", "TLS before 1.2 is never spoken here; 1.2 is the least", "Use \"1.2\" or \"1.3\".");
        }
    }

    private static void oneOf(
            Problems problems, String fileKey, @Nullable String file, String pemKey, @Nullable Secret pem) {
        if (file != null && !file.isEmpty() && pem != null && !pem.isEmpty()) {
            problems.error(pemKey, fileKey + " and " + pemKey + " exclude each other", "Remove one of them.");
        }
    }
}
