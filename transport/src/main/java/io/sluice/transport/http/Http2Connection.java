package io.sluice.transport.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.sluice.transport.server.ConnectionServer;

/** What concerns an HTTP/2 connection as a whole: when the server stops, it says so and closes once its streams have ended. */
final class Http2Connection extends ChannelInboundHandlerAdapter {

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ConnectionServer.Draining.EVENT) {
            // The codec says goodbye and closes the connection when its last stream has ended.
            var _ = ctx.close();
            return;
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        var _ = ctx.close();
    }
}
