package io.sluice.exporter.kafka;

import io.sluice.api.Clock;
import io.sluice.api.Outcome;
import java.util.List;
import java.util.concurrent.Executor;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/**
 * Hands records of several topics to the client, such that one topic that does not exist or may not be written to holds up nothing else. The
 * client waits up to a second for word of a topic that it does not know, so that is asked for on another thread, where the topic's records
 * wait.
 *
 * <pre>
 *   topic known ------------------------------> send
 *   unknown ----------> wait, ask -- there ---> send
 *                                 `- not -----> refuse, for two seconds all without asking; or, of an
 *                                               attribute's topic: the signal's own topic instead
 * </pre>
 *
 * <p>Threads: {@link #send} by the sender thread; answers come on threads of the executor.
 */
final class TopicDispatch {

    private final Route route;
    private final Failures failures;
    private final Redirections redirections;
    private final Executor executor;
    private final Clock clock;

    TopicDispatch(Route route, Failures failures, Redirections redirections, Executor executor, Clock clock) {
        this.route = route;
        this.failures = failures;
        this.redirections = redirections;
        this.executor = executor;
        this.clock = clock;
    }

    /**
     * Sends a record, now or when its topic is known.
     *
     * @return what the rest of the delivery is told if the client takes nothing, or null to go on
     */
    @Nullable
    Outcome send(Outgoing record, Destination to) {
        if (to.isKnown()) {
            return sendNow(record, to);
        }
        long now = clock.nanoTime();
        if (to.isReplaced()) {
            if (to.isDue(now) && to.beginAsking()) {
                ask(to, record.attempt().producer());
            }
            return redirect(record, to);
        }
        Outcome told = to.closedWith(now);
        if (told != null) {
            record.attempt().note(record.number(), told);
        } else if (to.hold(record.held())) {
            ask(to, record.attempt().producer());
        }
        return null;
    }

    private @Nullable Outcome sendNow(Outgoing record, Destination to) {
        Integer partition;
        try {
            partition = route.choosesPartitions()
                    ? route.partition(
                            to,
                            record.key(),
                            record.attempt()
                                    .producer()
                                    .partitionsFor(to.topic())
                                    .size())
                    : null;
        } catch (RuntimeException e) {
            Outcome told = record.attempt().notTaken(record.number(), to, e);
            return to.isKnown() ? told : null;
        }
        Outcome stop = record.send(to, partition);
        return to.isKnown() ? stop : null;
    }

    private @Nullable Outcome redirect(Outgoing record, Destination from) {
        redirections.notWritable(record.granules(), from.why());
        return send(record, route.own());
    }

    private void ask(Destination to, Producer<byte[], byte[]> producer) {
        executor.execute(() -> {
            RuntimeException failure = null;
            try {
                producer.partitionsFor(to.topic());
                to.learnt();
            } catch (RuntimeException e) {
                failure = e;
                to.close(failures.outcome(to, e, false), Failures.concernsTopicOnly(e));
            }
            answer(to, to.endAsking(), failure);
        });
    }

    /** Sends the records that have waited for word of their topic, or tells them. */
    private void answer(Destination to, List<Outgoing> held, @Nullable RuntimeException failure) {
        for (Outgoing record : held) {
            Attempt attempt = record.attempt();
            if (!attempt.hasEnded()) {
                if (failure == null) {
                    sendNow(record, to);
                } else if (to.isReplaced()) {
                    redirect(record, to);
                } else {
                    attempt.notTaken(record.number(), to, failure);
                }
            }
            attempt.closed();
        }
    }
}
