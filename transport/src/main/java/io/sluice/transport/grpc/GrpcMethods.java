package io.sluice.transport.grpc;

import io.netty.util.AsciiString;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The few methods of a server, by path. Immutable. */
final class GrpcMethods {

    private final UnaryMethod[] methods;
    private final AsciiString[] paths;

    GrpcMethods(List<UnaryMethod> methods) {
        this.methods = methods.toArray(UnaryMethod[]::new);
        this.paths = methods.stream()
                .map(method -> AsciiString.cached("/" + method.fullName()))
                .toArray(AsciiString[]::new);
    }

    /** The method of a path, or null if there is none. */
    @Nullable
    UnaryMethod find(CharSequence path) {
        for (int i = 0; i < paths.length; i++) {
            if (paths[i].contentEquals(path)) {
                return methods[i];
            }
        }
        return null;
    }
}
