package io.sluice.transport.tls;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * One generation of what a TLS endpoint needs: key, chain and trust anchors that were loaded and checked together. Immutable.
 *
 * @param generation 1 for the first, one more with each reload
 * @param key the private key of the first certificate of {@code chain}, or null without one
 * @param chain leaf first; empty without a key
 * @param trustAnchors who vouches for the peer; empty and no {@code systemTrust} means that peers are not asked for a certificate
 * @param systemTrust whether the system's authorities are trusted as well
 * @param trustAll whether any peer is believed; only ever by {@code insecure_skip_verify}
 */
public record TlsMaterial(
        long generation,
        @Nullable PrivateKey key,
        List<X509Certificate> chain,
        List<X509Certificate> trustAnchors,
        boolean systemTrust,
        boolean trustAll) {

    /** Nothing but the key managers' own memory ever sees it. */
    private static final char[] NO_PASSWORD = {};

    public TlsMaterial {
        chain = List.copyOf(chain);
        trustAnchors = List.copyOf(trustAnchors);
    }

    /** The last instant at which the whole chain is valid; {@link Instant#MAX} without a chain. */
    public Instant notAfter() {
        Instant earliest = Instant.MAX;
        for (X509Certificate certificate : chain) {
            Instant end = certificate.getNotAfter().toInstant();
            earliest = end.isBefore(earliest) ? end : earliest;
        }
        return earliest;
    }

    /** Key managers for JSSE; empty without a key. */
    public KeyManager[] keyManagers() throws GeneralSecurityException {
        if (key == null) {
            return new KeyManager[0];
        }
        try {
            KeyStore store = emptyStore();
            store.setKeyEntry("key", key, NO_PASSWORD, chain.toArray(new X509Certificate[0]));
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, NO_PASSWORD);
            return factory.getKeyManagers();
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
    }

    /** Trust managers for JSSE. */
    public TrustManager[] trustManagers() throws GeneralSecurityException {
        if (trustAll) {
            return new TrustManager[] {new TrustAll()};
        }
        try {
            KeyStore store = emptyStore();
            int n = 0;
            for (X509Certificate anchor : trustAnchors) {
                store.setCertificateEntry("anchor-" + n++, anchor);
            }
            if (systemTrust) {
                for (X509Certificate anchor : SystemTrust.anchors()) {
                    store.setCertificateEntry("system-" + n++, anchor);
                }
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory.getTrustManagers();
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    @Override
    public String toString() {
        return "TLS generation " + generation + ", valid until " + notAfter();
    }

    /** Extended, or JSSE would add its own check of the name. */
    private static final class TrustAll extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
