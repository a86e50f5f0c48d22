package io.sluice.engine;

import io.sluice.api.Batch;
import io.sluice.api.Consumer;
import io.sluice.api.RateLimitedLog;
import io.sluice.api.telemetry.Counter;
import org.jspecify.annotations.Nullable;

/**
 * A step inside a worker that outlives the component's bugs: an exception refuses the batch retryably, unless the component had already
 * handed it on, is counted and logged, and goes no further.
 *
 * <p>Threads: the worker's.
 */
final class Hop implements Consumer {

    /** Which batch a worker's innermost component has in hand; null once that one was handed on. One per worker. */
    static final class Hand {
        private @Nullable Batch batch;
    }

    static final Hop UNSET = new Hop(
            "nothing",
            b -> {
                throw new IllegalStateException("worker without a pipeline");
            },
            new Hand(),
            null,
            _ -> {});

    private final String component;
    private final Consumer target;
    private final Hand hand;
    private final @Nullable RateLimitedLog bugs;
    private final Counter failures;

    Hop(String component, Consumer target, Hand hand, @Nullable RateLimitedLog bugs, Counter failures) {
        this.component = component;
        this.target = target;
        this.hand = hand;
        this.bugs = bugs;
        this.failures = failures;
    }

    @Override
    public void consume(Batch batch) {
        Batch before = hand.batch;
        hand.batch = batch;
        try {
            target.consume(batch);
        } catch (RuntimeException | Error e) {
            failures.add(1);
            if (hand.batch == batch) {
                batch.abandon(PipelineWorker.componentFailure(component));
            }
            if (bugs != null) {
                bugs.bug(component + " failed; its batch is refused and may be sent again", e);
            }
        }
        // Who handed on another batch than the one it was given, still has that one in hand.
        hand.batch = before == batch ? null : before;
    }
}
