package io.sluice.transport;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The threads that move bytes between sockets and memory: one small set for the whole process, shared by everything that listens or
 * connects. Epoll where the platform has it, else NIO.
 *
 * <p>How many there are is the system property {@value #THREADS_PROPERTY}; unset is one per processor, at most {@value #MAX_THREADS}.
 *
 * <p>Threads: any. Each {@link #acquire} is matched by one {@link #release}; the threads end with the last one.
 */
public final class EventLoops {

    /** Names the number of threads. */
    public static final String THREADS_PROPERTY = "sluice.event_loops";

    /**
     * What the kernel is asked to buffer per connection, and the most one read takes. Fewer, larger reads cost fewer system calls;
     * beyond this the memory no longer stays in the processor's cache.
     */
    public static final int RECEIVE_BYTES = 256 * 1024;

    private static final int MAX_THREADS = 16;

    private static final Object LOCK = new Object();
    private static @Nullable EventLoops shared;
    private static int users;

    private final EventLoopGroup group;
    private final boolean epoll;

    private EventLoops(int threads) {
        this.epoll = Epoll.isAvailable();
        IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        this.group = new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory("event-loop", true), io);
    }

    /** The shared set, started if nobody uses it yet. To be released. */
    public static EventLoops acquire() {
        synchronized (LOCK) {
            if (shared == null) {
                shared = new EventLoops(threads());
            }
            users++;
            return shared;
        }
    }

    /** Ends one use. The last one stops the threads, which finish what they have at hand; does not wait for that. */
    public void release() {
        synchronized (LOCK) {
            if (shared == this && --users == 0) {
                shared = null;
                var _ = group.shutdownGracefully(0, 2, TimeUnit.SECONDS);
            }
        }
    }

    private static int threads() {
        int byDefault = Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors());
        return Math.max(1, Math.min(256, Integer.getInteger(THREADS_PROPERTY, byDefault)));
    }

    /** The event loops, for accepting and for reading. */
    public EventLoopGroup group() {
        return group;
    }

    /** The type of listening channel that goes with {@link #group}. */
    public Class<? extends ServerSocketChannel> serverChannel() {
        return epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    }

    /** The type of connecting channel that goes with {@link #group}. */
    public Class<? extends SocketChannel> clientChannel() {
        return epoll ? EpollSocketChannel.class : NioSocketChannel.class;
    }

    /** True on Linux with native epoll. */
    public boolean isEpoll() {
        return epoll;
    }

    /** The one allocator of all channels. */
    public ByteBufAllocator allocator() {
        return PooledByteBufAllocator.DEFAULT;
    }

    /**
     * How much to read at once: begins small, follows what comes, up to {@link #RECEIVE_BYTES}. One per bootstrap.
     */
    public RecvByteBufAllocator receiveSizes() {
        return new AdaptiveRecvByteBufAllocator(1024, 16 * 1024, RECEIVE_BYTES);
    }
}
