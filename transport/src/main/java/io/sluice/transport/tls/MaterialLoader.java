package io.sluice.transport.tls;

import io.sluice.transport.tls.TlsException.Reason;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads certificate, key and authorities, and checks them as a unit. What it reads at one time is a {@link Snapshot}, which is cheap to
 * compare; only a snapshot that differs is parsed.
 *
 * @param certificate where the chain comes from, or null
 * @param privateKey where its key comes from; null exactly if {@code certificate} is
 * @param authorities where the trust anchors come from, or null
 * @param systemTrust whether the system's authorities are trusted as well
 * @param trustAll whether any peer is believed
 */
record MaterialLoader(
        @Nullable PemSource certificate,
        @Nullable PemSource privateKey,
        @Nullable PemSource authorities,
        boolean systemTrust,
        boolean trustAll) {

    private static final int MAX_CHAIN = 16;
    private static final int MAX_AUTHORITIES = 1000;

    /** The texts read at one time; null where nothing is configured. */
    record Snapshot(
            @Nullable String certificate,
            @Nullable String key,
            @Nullable String authorities) {

        /** A digest of all of it, so that nobody need keep the texts to compare them. */
        String hash() {
            return hex(certificate) + hex(key) + hex(authorities);
        }

        /** Never printed: one of them is a private key. */
        @Override
        public String toString() {
            return "TLS files";
        }
    }

    static MaterialLoader forServer(ServerTlsConfig config) {
        return new MaterialLoader(config.certificate(), config.privateKey(), config.clientAuthorities(), false, false);
    }

    static MaterialLoader forClient(ClientTlsConfig config) {
        boolean systemTrust = config.authorities() == null || config.includeSystemCaCertsPool();
        return new MaterialLoader(
                config.certificate(),
                config.privateKey(),
                config.authorities(),
                systemTrust,
                config.insecureSkipVerify());
    }

    /** Reads all sources. */
    Snapshot read() throws TlsException {
        return new Snapshot(
                certificate == null ? null : certificate.read(),
                privateKey == null ? null : privateKey.read(),
                authorities == null ? null : authorities.read());
    }

    /** Parses and checks what was read. */
    TlsMaterial load(Snapshot read, long generation, Instant now) throws TlsException {
        List<X509Certificate> chain = List.of();
        PrivateKey key = null;
        if (certificate != null && privateKey != null && read.certificate() != null && read.key() != null) {
            chain = certificates(read.certificate(), certificate.name(), MAX_CHAIN);
            for (X509Certificate link : chain) {
                checkDates(link, certificate.name(), now);
            }
            key = PrivateKeys.find(
                    Pem.parse(read.key(), privateKey.name()), chain.get(0).getPublicKey(), privateKey.name());
        }
        List<X509Certificate> anchors = List.of();
        if (authorities != null && read.authorities() != null) {
            anchors = certificates(read.authorities(), authorities.name(), MAX_AUTHORITIES);
            checkAnyValid(anchors, authorities.name(), now);
        }
        return new TlsMaterial(generation, key, chain, anchors, systemTrust, trustAll);
    }

    private static List<X509Certificate> certificates(String text, String name, int max) throws TlsException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Pem.Block block : Pem.parse(text, name)) {
            if (block.label().equals("CERTIFICATE")) {
                certificates.add(certificate(block, name));
            }
        }
        if (certificates.isEmpty()) {
            throw new TlsException(Reason.EMPTY, name + " holds no certificate; write it there in PEM");
        }
        if (certificates.size() > max) {
            throw new TlsException(
                    Reason.TOO_LARGE, name + " holds more than " + max + " certificates; is it the right file?");
        }
        return certificates;
    }

    private static X509Certificate certificate(Pem.Block block, String name) throws TlsException {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(block.der()));
        } catch (CertificateException e) {
            throw new TlsException(
                    Reason.MALFORMED, name + " holds a damaged certificate; write the whole file again", e);
        }
    }

    private static void checkDates(X509Certificate certificate, String name, Instant now) throws TlsException {
        Instant end = certificate.getNotAfter().toInstant();
        Instant begin = certificate.getNotBefore().toInstant();
        if (now.isAfter(end)) {
            throw new TlsException(Reason.EXPIRED, name + " expired at " + end + "; renew it");
        }
        if (now.isBefore(begin)) {
            throw new TlsException(
                    Reason.NOT_YET_VALID, name + " is not valid before " + begin + "; check the clocks or renew it");
        }
    }

    /** Bundles often carry authorities past their time; they vouch for nobody and hurt nobody. */
    private static void checkAnyValid(List<X509Certificate> anchors, String name, Instant now) throws TlsException {
        for (X509Certificate anchor : anchors) {
            if (!now.isAfter(anchor.getNotAfter().toInstant())) {
                return;
            }
        }
        throw new TlsException(Reason.EXPIRED, name + " holds only expired authorities; renew it");
    }

    private static String hex(@Nullable String text) {
        if (text == null) {
            return "-";
        }
        try {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
