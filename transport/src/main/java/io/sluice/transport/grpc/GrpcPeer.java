package io.sluice.transport.grpc;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import io.sluice.api.PeerIdentity;
import io.sluice.transport.server.PeerAddress;
import io.sluice.transport.tls.PeerIdentities;
import org.jspecify.annotations.Nullable;

/**
 * Who is at the other end of a connection.
 *
 * @param address as text
 * @param identity what its certificate proves, or null without one
 */
public record GrpcPeer(String address, @Nullable PeerIdentity identity) {

    /** That of a connection whose handshake is done. */
    static GrpcPeer of(Channel channel) {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        return new GrpcPeer(
                PeerAddress.text(channel.remoteAddress()),
                tls == null ? null : PeerIdentities.of(tls.engine().getSession()));
    }
}
