package io.sluice.transport.client;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A request, its deadline and the connection it is on. Its listener hears of the first end only. Threads: any.
 */
final class Exchange {

    private final HttpPost post;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile @Nullable Future<?> limit;
    private volatile @Nullable Channel channel;
    private boolean repeated;

    Exchange(HttpPost post) {
        this.post = post;
    }

    HttpPost post() {
        return post;
    }

    void limit(Future<?> timer) {
        limit = timer;
        if (ended.get()) {
            timer.cancel(false);
        }
    }

    /** It goes out on this connection. */
    void on(Channel connection) {
        channel = connection;
    }

    boolean hasEnded() {
        return ended.get();
    }

    /** True the first time: a request may be sent once more when a kept connection turns out to be closed. */
    boolean mayRepeat() {
        boolean first = !repeated;
        repeated = true;
        return first && !hasEnded();
    }

    void answer(int status, HttpHeaders headers, byte[] body) {
        if (end()) {
            post.listener().answered(status, headers, body);
        }
    }

    void fail(Throwable failure) {
        if (end()) {
            post.listener().failed(failure);
        }
    }

    void timeOut() {
        if (end()) {
            post.listener().timedOut();
            Channel connection = channel;
            if (connection != null) {
                // An answer that comes now would be taken for that of the next request.
                var _ = connection.close();
            }
        }
    }

    private boolean end() {
        if (!ended.compareAndSet(false, true)) {
            return false;
        }
        Future<?> timer = limit;
        if (timer != null) {
            timer.cancel(false);
        }
        return true;
    }
}
