package io.sluice.transport.client;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Resolves names beside the event loops, which the system's resolver would block, and takes the addresses of a name in turn, so that the
 * connections of a pool spread over all of them.
 */
final class RotatingResolver extends InetNameResolver {

    private final AtomicInteger turn;

    private RotatingResolver(EventExecutor executor, AtomicInteger turn) {
        super(executor);
        this.turn = turn;
    }

    static AddressResolverGroup<InetSocketAddress> group() {
        AtomicInteger turn = new AtomicInteger();
        return new AddressResolverGroup<>() {
            @Override
            protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
                return new RotatingResolver(executor, turn).asAddressResolver();
            }
        };
    }

    @Override
    protected void doResolve(String host, Promise<InetAddress> promise) {
        lookUp(host, promise, addresses -> {
            int n = Math.floorMod(turn.getAndIncrement(), addresses.length);
            promise.trySuccess(addresses[n]);
        });
    }

    @Override
    protected void doResolveAll(String host, Promise<List<InetAddress>> promise) {
        lookUp(host, promise, addresses -> promise.trySuccess(List.of(addresses)));
    }

    private static void lookUp(String host, Promise<?> promise, java.util.function.Consumer<InetAddress[]> then) {
        Thread.ofVirtual().name("dns").start(() -> {
            try {
                then.accept(InetAddress.getAllByName(host));
            } catch (UnknownHostException e) {
                promise.tryFailure(e);
            }
        });
    }
}
