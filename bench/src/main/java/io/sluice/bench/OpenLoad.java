package io.sluice.bench;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Offers spans at a fixed rate whatever becomes of them: request after request has a time when it is due. What cannot be sent at once,
 * because all clients have as many requests on the way as they may, waits in a backlog of two seconds' worth; what finds that full is
 * never sent. Half of the clients have a deadline of 5 s, half of 10 s.
 *
 * <p>Threads: one event loop does everything; the public methods may be called by one other thread.
 */
final class OpenLoad implements AutoCloseable {

    /** Items of one request after the other: most spans come in full requests, most requests are smaller. */
    private static final int[] SIZES = {512, 64, 8, 512, 16};

    private static final int IN_FLIGHT = 24;
    private static final long BACKLOG_SECONDS = 2;
    private static final long[] DEADLINES_MILLIS = {5_000, 10_000};

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final EventLoop loop = (EventLoop) loops.iterator().next();
    private final List<RetryingClient> clients = new ArrayList<>();
    private final int[] sizes;
    private final Template[] templates;
    private final List<Offer> offers = new ArrayList<>();
    private final Deque<Offer> backlog = new ArrayDeque<>();
    private final long rate;
    private long beginNanos;
    private int nextItem;
    private int backlogItems;
    private int nextClient;
    private boolean ending;

    /**
     * @param clients how many, each with a connection
     * @param rate items a second
     */
    OpenLoad(int port, Path certificates, int clients, long rate, long seed) throws IOException {
        this(port, certificates, clients, rate, seed, SIZES, Traces.TOGETHER);
    }

    /**
     * Offers other requests.
     *
     * @param sizes items of one request after the other
     * @param traces how items make traces; {@link Traces#APART} needs {@link Traces#REQUEST} items in each request
     */
    OpenLoad(int port, Path certificates, int clients, long rate, long seed, int[] sizes, Traces traces)
            throws IOException {
        this.rate = rate;
        this.sizes = sizes.clone();
        this.templates = new Template[sizes.length];
        for (int i = 0; i < sizes.length; i++) {
            Template spans = Template.spans(sizes[i]);
            templates[i] = traces == Traces.TOGETHER ? spans : spans.with(traces);
        }
        for (int i = 0; i < clients; i++) {
            this.clients.add(new RetryingClient(
                    loop, port, certificates, DEADLINES_MILLIS[i % 2], seed + i, _ -> sendBacklog()));
        }
    }

    void start() {
        beginNanos = System.nanoTime();
        loop.execute(this::pace);
    }

    private void pace() {
        if (ending) {
            return;
        }
        long now = System.nanoTime();
        long due = dueNanos();
        while (due <= now) {
            offer(due);
            due = dueNanos();
        }
        var _ = loop.schedule(this::pace, due - now, TimeUnit.NANOSECONDS);
    }

    private long dueNanos() {
        return beginNanos + (long) ((double) nextItem / rate * TimeUnit.SECONDS.toNanos(1));
    }

    private void offer(long due) {
        Offer offer = new Offer(nextItem, sizes[offers.size() % sizes.length], due);
        offers.add(offer);
        nextItem += offer.items;
        if (backlogItems + offer.items <= BACKLOG_SECONDS * rate) {
            backlog.add(offer);
            backlogItems += offer.items;
            sendBacklog();
        }
    }

    private void sendBacklog() {
        for (int tried = 0; tried < clients.size() && !backlog.isEmpty(); tried++) {
            nextClient = (nextClient + 1) % clients.size();
            RetryingClient client = clients.get(nextClient);
            if (client.outstanding() < IN_FLIGHT) {
                Offer offer = backlog.remove();
                backlogItems -= offer.items;
                client.send(offer, bytes(offer));
                tried = -1;
            }
        }
    }

    private byte[] bytes(Offer offer) {
        for (int i = 0; i < sizes.length; i++) {
            if (sizes[i] == offer.items) {
                return templates[i].numbered(offer.first).clone();
            }
        }
        throw new IllegalStateException("no template of " + offer.items);
    }

    /** Offers nothing more, waits at most {@code patience} seconds for what is on the way, and gives everything that was offered. */
    List<Offer> end(long patience) throws InterruptedException {
        loop.submit(() -> ending = true).sync();
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(patience);
        while (!loop.submit(this::isIdle).sync().getNow() && System.nanoTime() < giveUp) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        return loop.submit(() -> List.copyOf(offers)).sync().getNow();
    }

    private boolean isIdle() {
        return backlog.isEmpty() && clients.stream().allMatch(client -> client.outstanding() == 0);
    }

    @Override
    public void close() {
        clients.forEach(RetryingClient::close);
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }
}
