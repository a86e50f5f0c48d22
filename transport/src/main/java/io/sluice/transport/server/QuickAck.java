package io.sluice.transport.server;

import io.netty.channel.Channel;
import io.netty.channel.epoll.EpollSocketChannel;

/**
 * Acknowledges at once what a connection has sent.
 *
 * <p>A client that has not switched Nagle's algorithm off, as the OpenTelemetry Java SDK's OkHttp has not, holds the last piece of a request
 * back until the pieces before are acknowledged. The kernel delays acknowledgements by up to 40 ms if there is nothing else to send, and
 * while a request is incomplete there is not.
 */
public final class QuickAck {

    private QuickAck() {}

    /**
     * Asks the kernel, which forgets it soon: to be called after each read that leaves a request incomplete. Event loop.
     *
     * @param channel a connection, or a stream of one
     */
    public static void send(Channel channel) {
        Channel connection = channel instanceof EpollSocketChannel ? channel : channel.parent();
        if (connection instanceof EpollSocketChannel socket && socket.isOpen()) {
            socket.config().setTcpQuickAck(true);
        }
    }
}
