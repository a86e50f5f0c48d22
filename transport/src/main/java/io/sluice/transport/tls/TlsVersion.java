package io.sluice.transport.tls;

import io.sluice.api.config.Key;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** TLS protocol versions as {@code min_version} and {@code max_version} write them. */
public enum TlsVersion {
    /** Known, never offered (RFC 8996). */
    @Key("1.0")
    TLS_1_0("TLSv1"),
    /** Known, never offered (RFC 8996). */
    @Key("1.1")
    TLS_1_1("TLSv1.1"),
    /** RFC 5246. */
    @Key("1.2")
    TLS_1_2("TLSv1.2"),
    /** RFC 8446. */
    @Key("1.3")
    TLS_1_3("TLSv1.3");

    private final String protocol;

    TlsVersion(String protocol) {
        this.protocol = protocol;
    }

    /** True for the versions that no configuration can bring back. */
    boolean isObsolete() {
        return compareTo(TLS_1_2) < 0;
    }

    /** What JSSE and OpenSSL call the versions from {@code min} to {@code max}, without the obsolete ones. */
    static List<String> protocols(TlsVersion min, @Nullable TlsVersion max) {
        List<String> names = new ArrayList<>();
        for (TlsVersion version : values()) {
            boolean inRange = version.compareTo(min) >= 0 && (max == null || version.compareTo(max) <= 0);
            if (inRange && !version.isObsolete()) {
                names.add(version.protocol);
            }
        }
        return names;
    }
}
