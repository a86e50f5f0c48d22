package io.sluice.transport.tls;

import io.sluice.api.config.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Go's names of key agreement groups, and what OpenSSL and JSSE call them. */
final class NamedGroups {

    private static final String HYBRID = "X25519MLKEM768";

    private static final Map<String, String> OPENSSL =
            Map.of("X25519", "X25519", "P256", "P-256", "P384", "P-384", "P521", "P-521", HYBRID, HYBRID);

    /** JDK 25 has no hybrid group for TLS. */
    private static final Map<String, String> JSSE =
            Map.of("X25519", "x25519", "P256", "secp256r1", "P384", "secp384r1", "P521", "secp521r1");

    private NamedGroups() {}

    static void check(List<String> names, Problems problems) {
        for (int i = 0; i < names.size(); i++) {
            if (!OPENSSL.containsKey(names.get(i))) {
                problems.at("curve_preferences")
                        .error(
                                Integer.toString(i),
                                names.get(i) + " is no known group",
                                "Use X25519, P256, P384, P521 or X25519MLKEM768.");
            }
        }
    }

    /** Empty where nothing was chosen. */
    static String[] openSsl(List<String> chosen) {
        return translate(chosen, OPENSSL);
    }

    /** Empty where nothing was chosen; a choice of the hybrid group alone is an error, since dropping it would be silent. */
    static String[] jsse(List<String> chosen) throws TlsException {
        String[] names = translate(chosen, JSSE);
        if (names.length == 0 && !chosen.isEmpty()) {
            throw new TlsException(
                    TlsException.Reason.UNSUPPORTED,
                    "tls.curve_preferences names no group that this platform's TLS has; add X25519 or P256");
        }
        return names;
    }

    private static String[] translate(List<String> chosen, Map<String, String> names) {
        List<String> known = new ArrayList<>();
        for (String name : chosen) {
            String translated = names.get(name);
            if (translated != null) {
                known.add(translated);
            }
        }
        return known.toArray(new String[0]);
    }
}
