package io.sluice.transport.tls;

import io.sluice.api.PeerIdentity;
import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** Reads who a peer is from its verified certificate. Costs a few microseconds: once per connection. Threads: any. */
public final class PeerIdentities {

    /** Subject alternative name types, RFC 5280 section 4.2.1.6. */
    private static final int DNS_NAME = 2;

    private static final int URI_NAME = 6;

    private PeerIdentities() {}

    /** The peer of a finished handshake, or null if it presented no certificate. */
    public static @Nullable PeerIdentity of(@Nullable SSLSession session) {
        if (session == null) {
            return null;
        }
        try {
            Certificate[] chain = session.getPeerCertificates();
            return chain.length > 0 && chain[0] instanceof X509Certificate leaf ? of(leaf) : null;
        } catch (SSLPeerUnverifiedException _) {
            return null;
        }
    }

    static PeerIdentity of(X509Certificate leaf) {
        String subject = leaf.getSubjectX500Principal().getName();
        List<String> names = new ArrayList<>();
        String uri = null;
        String dns = null;
        for (List<?> alternative : alternatives(leaf)) {
            if (alternative.size() < 2 || !(alternative.get(1) instanceof String name)) {
                continue;
            }
            if (Integer.valueOf(URI_NAME).equals(alternative.get(0))) {
                uri = uri == null ? name : uri;
                names.add(name);
            } else if (Integer.valueOf(DNS_NAME).equals(alternative.get(0))) {
                dns = dns == null ? name : dns;
                names.add(name);
            }
        }
        return new PeerIdentity(uri != null ? uri : dns != null ? dns : subject, subject, names);
    }

    private static Collection<List<?>> alternatives(X509Certificate leaf) {
        try {
            Collection<List<?>> alternatives = leaf.getSubjectAlternativeNames();
            return alternatives == null ? List.of() : alternatives;
        } catch (CertificateParsingException _) {
            return List.of();
        }
    }
}
