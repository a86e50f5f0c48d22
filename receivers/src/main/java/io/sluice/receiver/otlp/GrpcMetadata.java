package io.sluice.receiver.otlp;

import io.grpc.Metadata;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Headers of a call as text; binary ones are left out. */
final class GrpcMetadata {

    private GrpcMetadata() {}

    static Map<String, List<String>> texts(Metadata headers) {
        Map<String, List<String>> all = new HashMap<>();
        for (String name : headers.keys()) {
            if (name.endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
                continue;
            }
            Iterable<String> values = headers.getAll(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
            if (values != null) {
                List<String> list = new ArrayList<>(1);
                values.forEach(list::add);
                all.put(name, list);
            }
        }
        return all;
    }
}
