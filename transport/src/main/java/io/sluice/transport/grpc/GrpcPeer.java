package io.sluice.transport.grpc;

import io.grpc.Attributes;
import io.grpc.Grpc;
import io.grpc.ServerTransportFilter;
import io.sluice.api.PeerIdentity;
import io.sluice.transport.server.PeerAddress;
import io.sluice.transport.tls.PeerIdentities;
import org.jspecify.annotations.Nullable;

/**
 * Who is at the other end of a connection; read once per connection.
 *
 * @param address as text
 * @param identity what its certificate proves, or null without one
 */
public record GrpcPeer(String address, @Nullable PeerIdentity identity) {

    private static final Attributes.Key<GrpcPeer> KEY = Attributes.Key.create("sluice-peer");
    private static final GrpcPeer UNKNOWN = new GrpcPeer("", null);

    /** The peer of a call, by its attributes. */
    public static GrpcPeer of(Attributes attributes) {
        GrpcPeer peer = attributes.get(KEY);
        return peer == null ? UNKNOWN : peer;
    }

    /** Adds the peer to the attributes of each connection. */
    static ServerTransportFilter filter() {
        return new ServerTransportFilter() {
            @Override
            public Attributes transportReady(Attributes attributes) {
                GrpcPeer peer = new GrpcPeer(
                        PeerAddress.text(attributes.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR)),
                        PeerIdentities.of(attributes.get(Grpc.TRANSPORT_ATTR_SSL_SESSION)));
                return attributes.toBuilder().set(KEY, peer).build();
            }
        };
    }
}
