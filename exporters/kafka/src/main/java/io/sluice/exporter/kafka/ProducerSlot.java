package io.sluice.exporter.kafka;

import io.sluice.api.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/**
 * The producer in use. The library's idempotent producer refuses everything for ever once its credentials were refused, so a broken one
 * is replaced, at most once a second.
 *
 * <p>Threads: {@link #current} by one thread at a time; {@link #broken} any.
 */
final class ProducerSlot {

    private static final long RENEWAL_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** A producer and what made it unusable. */
    private record Broken(Producer<byte[], byte[]> producer, Throwable failure) {}

    private final Supplier<Producer<byte[], byte[]>> maker;
    private final Clock clock;
    private volatile @Nullable Broken broken;
    private volatile Producer<byte[], byte[]> current;
    private long madeNanos;

    /** Makes the first producer, which connects in the background. */
    ProducerSlot(Supplier<Producer<byte[], byte[]>> maker, Clock clock) {
        this.maker = maker;
        this.clock = clock;
        this.current = maker.get();
        this.madeNanos = clock.nanoTime();
    }

    /** The producer to send with. */
    Producer<byte[], byte[]> current() {
        Producer<byte[], byte[]> used = current;
        long now = clock.nanoTime();
        if (failureOf(used) != null && now - madeNanos >= RENEWAL_NANOS) {
            current = maker.get();
            madeNanos = now;
            broken = null;
            // Ends what it holds by its callbacks; joins its threads, so not here.
            Thread.ofVirtual().name("kafka-producer-close").start(() -> used.close(Duration.ZERO));
        }
        return current;
    }

    /** The producer in use, for reading its metrics. */
    Producer<byte[], byte[]> peek() {
        return current;
    }

    /** Says that {@code producer} can't be used any more. */
    void broken(Producer<byte[], byte[]> producer, Throwable failure) {
        if (producer.equals(current) && failureOf(producer) == null) {
            broken = new Broken(producer, failure);
        }
    }

    /** What made {@code producer} unusable, or null. The library tells it to one caller only; others wait in vain. */
    @Nullable
    Throwable failureOf(Producer<byte[], byte[]> producer) {
        Broken known = broken;
        return known != null && known.producer().equals(producer) ? known.failure() : null;
    }

    /** Sends what it holds, within {@code limit}; what is left then ends with a failure. */
    void close(Duration limit) {
        current.close(limit);
    }
}
