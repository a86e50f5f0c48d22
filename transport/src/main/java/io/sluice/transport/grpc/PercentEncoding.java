package io.sluice.transport.grpc;

import java.nio.charset.StandardCharsets;

/** The encoding of {@code grpc-message} (gRPC over HTTP/2, "Percent-Encoded"): printable ASCII but {@code %} stands for itself. */
final class PercentEncoding {

    private static final String HEX = "0123456789ABCDEF";

    private PercentEncoding() {}

    static String encode(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (octet >= ' ' && octet < 0x7f && octet != '%') {
                out.append((char) octet);
            } else {
                out.append('%').append(HEX.charAt(octet >> 4 & 0xf)).append(HEX.charAt(octet & 0xf));
            }
        }
        return out.toString();
    }
}
