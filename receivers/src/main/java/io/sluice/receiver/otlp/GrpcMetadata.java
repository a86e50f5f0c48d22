package io.sluice.receiver.otlp;

import io.netty.handler.codec.http2.Http2Headers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Headers of a call as text; binary ones are left out, and so is what is no text by the gRPC specification ("ASCII-Value"), since values may
 * be sent on as headers of another protocol.
 */
final class GrpcMetadata {

    private GrpcMetadata() {}

    static Map<String, List<String>> texts(Http2Headers headers) {
        Map<String, List<String>> all = new HashMap<>();
        for (Map.Entry<CharSequence, CharSequence> header : headers) {
            String name = header.getKey().toString();
            if (isName(name) && !name.endsWith("-bin") && isText(header.getValue())) {
                all.computeIfAbsent(name, _ -> new ArrayList<>(1))
                        .add(header.getValue().toString());
            }
        }
        CharSequence authority = headers.authority();
        if (authority != null && isText(authority)) {
            all.put("host", List.of(authority.toString()));
        }
        return all;
    }

    /** "Header-Name" of the specification; what begins with a colon is none. */
    private static boolean isName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '_' && c != '-' && c != '.') {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private static boolean isText(CharSequence value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < ' ' || value.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }
}
