package io.sluice.transport.tls;

import io.netty.handler.codec.http2.Http2SecurityUtil;
import io.sluice.api.config.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Go's names of cipher suites, which but for two old aliases are the IANA names that JSSE and Netty use. */
final class CipherSuites {

    private static final String CHACHA_RSA = "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305";
    private static final String CHACHA_ECDSA = "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305";

    private static final List<String> TLS_13 =
            List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256");

    private static final Set<String> SECURE = Set.of(
            "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
            "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
            "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
            "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            CHACHA_RSA,
            CHACHA_ECDSA);

    private static final Set<String> INSECURE = Set.of(
            "TLS_RSA_WITH_RC4_128_SHA",
            "TLS_RSA_WITH_3DES_EDE_CBC_SHA",
            "TLS_RSA_WITH_AES_128_CBC_SHA",
            "TLS_RSA_WITH_AES_256_CBC_SHA",
            "TLS_RSA_WITH_AES_128_CBC_SHA256",
            "TLS_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_RC4_128_SHA",
            "TLS_ECDHE_RSA_WITH_RC4_128_SHA",
            "TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA",
            "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256");

    private CipherSuites() {}

    static void check(List<String> names, boolean includeInsecure, Problems problems) {
        boolean usable = false;
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (SECURE.contains(name) || TLS_13.contains(name)) {
                usable = true;
            } else if (INSECURE.contains(name) && includeInsecure) {
                problems.at("cipher_suites")
                        .warning(Integer.toString(i), name + " is insecure and never offered", "Remove it.");
            } else {
                problems.at("cipher_suites")
                        .error(
                                Integer.toString(i),
                                name
                                        + (INSECURE.contains(name)
                                                ? " is insecure and never offered"
                                                : " is no cipher suite"),
                                "Use suites such as TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, or remove the list.");
            }
        }
        if (!names.isEmpty() && includeInsecure && !usable) {
            problems.error("cipher_suites", "no usable suite is left", "Add a secure suite, or remove the list.");
        }
    }

    /** The suites to offer: all of TLS 1.3, and of TLS 1.2 the ones chosen, else HTTP/2's (RFC 9113 section 9.2.2). */
    static List<String> offered(List<String> chosen) {
        if (chosen.isEmpty()) {
            return Http2SecurityUtil.CIPHERS;
        }
        List<String> offered = new ArrayList<>(TLS_13);
        for (String name : chosen) {
            if (SECURE.contains(name)) {
                offered.add(name.equals(CHACHA_RSA) || name.equals(CHACHA_ECDSA) ? name + "_SHA256" : name);
            }
        }
        return offered;
    }
}
