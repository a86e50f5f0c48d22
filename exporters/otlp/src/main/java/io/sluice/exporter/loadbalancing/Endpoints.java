package io.sluice.exporter.loadbalancing;

import io.sluice.exporter.otlp.GrpcSenders;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Names of backends: {@code host:port}, spelt the same by every agent. */
final class Endpoints {

    /** The most backends that are used. More is a mistake, or somebody who answers for DNS. */
    static final int MOST = 256;

    /** The port of OTLP/gRPC. */
    static final int DEFAULT_PORT = 4317;

    private Endpoints() {}

    /** {@code host:port} of a text with or without a port; null if it is neither. */
    static @Nullable String parse(String text) {
        String rest = text.strip();
        if (isBareIpv6(rest)) {
            rest = "[" + rest + "]";
        }
        return GrpcSenders.hostPort(hasPort(rest) ? rest : rest + ":" + DEFAULT_PORT);
    }

    /** True if a text that {@link #parse} takes says a port. */
    static boolean hasPort(String text) {
        String rest = text.strip();
        return rest.indexOf(':') >= 0 && !rest.endsWith("]") && !isBareIpv6(rest);
    }

    private static boolean isBareIpv6(String text) {
        return text.chars().filter(c -> c == ':').count() > 1 && !text.startsWith("[");
    }

    /** {@code host:port} of an address; null if nothing can be sent there. */
    static @Nullable String of(InetAddress address, int port) {
        if (address.isAnyLocalAddress() || address.isMulticastAddress()) {
            return null;
        }
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        if (zone >= 0) {
            return null; // link-local: means something else on every node
        }
        return (address instanceof Inet6Address ? "[" + text + "]" : text) + ":" + port;
    }

    /** Each once, sorted, and not more than {@link #MOST}: the same ones wherever the same set is known. */
    static List<String> usable(Collection<String> endpoints) {
        return new TreeSet<>(endpoints).stream().limit(MOST).toList();
    }
}
