package io.sluice.transport.server;

import io.netty.channel.ChannelFactory;
import io.netty.channel.ReflectiveChannelFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.sluice.transport.EventLoops;

/** Makes listening channels that bound their connections. */
public final class Listeners {

    private Listeners() {}

    /** Channels that go with the event loops and hold at most {@code maxConnections} connections each. */
    public static ChannelFactory<ServerChannel> limited(EventLoops loops, int maxConnections) {
        ChannelFactory<? extends ServerSocketChannel> plain = new ReflectiveChannelFactory<>(loops.serverChannel());
        return () -> {
            ServerSocketChannel channel = plain.newChannel();
            channel.pipeline().addLast(new ConnectionLimit(maxConnections));
            return channel;
        };
    }
}
