package io.sluice.exporter.otlp;

import io.grpc.Metadata;
import io.sluice.api.config.Headers;
import io.sluice.api.config.Problems;
import io.sluice.api.config.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The key {@code headers}. */
final class RequestHeaders {

    /** Headers that the transport sets itself; a second one would make a request ambiguous. */
    private static final Set<String> RESERVED = Set.of(
            "connection",
            "content-encoding",
            "content-length",
            "content-type",
            "keep-alive",
            "te",
            "transfer-encoding",
            "upgrade");

    private RequestHeaders() {}

    /** As gRPC metadata. The values of names that end in {@code -bin} are bytes. */
    static Metadata metadata(Headers headers) {
        Metadata metadata = new Metadata();
        for (Map.Entry<String, Secret> header : headers.values().entrySet()) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            String value = header.getValue().reveal();
            if (name.endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
                metadata.put(
                        Metadata.Key.of(name, Metadata.BINARY_BYTE_MARSHALLER), value.getBytes(StandardCharsets.UTF_8));
            } else {
                metadata.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value);
            }
        }
        return metadata;
    }

    /** Reports names and values that cannot be sent, without the values. */
    static void check(Headers headers, Problems problems) {
        Problems here = problems.at("headers");
        for (Map.Entry<String, Secret> header : headers.values().entrySet()) {
            String name = header.getKey();
            String lower = name.toLowerCase(Locale.ROOT);
            if (name.isEmpty() || !name.chars().allMatch(RequestHeaders::isNameCharacter)) {
                here.error(name, "is not a header name", "Use letters, digits, '-', '_' and '.' only.");
            } else if (RESERVED.contains(lower) || lower.startsWith("grpc-")) {
                here.error(name, "is set by the exporter itself", "Remove it.");
            }
            if (!header.getValue().reveal().chars().allMatch(c -> c >= 0x20 && c <= 0x7e)) {
                here.error(
                        name,
                        "has a value with line ends or characters beyond ASCII",
                        "Check for a line end at the end of the value.");
            }
        }
    }

    private static boolean isNameCharacter(int c) {
        return c < 128 && (Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.');
    }
}
