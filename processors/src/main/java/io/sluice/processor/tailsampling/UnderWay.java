package io.sluice.processor.tailsampling;

import io.sluice.api.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;

/**
 * Requests of kept traces that are under way, and who waits for all of them: a sender that sent spans again which have left before. Which
 * of the requests carries them is not remembered; repeats are rare, and all that was under way then ends soon.
 *
 * <p>Used with {@code ack: on_decision}. Threads: one worker's; once that has stopped, any, one at a time.
 */
final class UnderWay {

    private record Waiter(OpenRequest request, long upTo) {}

    private final Set<Carried> sent = new LinkedHashSet<>();
    private final Queue<Waiter> waiters = new ArrayDeque<>();
    private final List<OpenRequest> about = new ArrayList<>();
    private final Runnable failed;
    private long lastNumber;

    /** @param failed run when something will not be delivered, before its senders are told to send it again */
    UnderWay(Runnable failed) {
        this.failed = failed;
    }

    /** A request waits for all that is under way, and for what is about to leave. */
    void await(OpenRequest request) {
        if (request.beginsToAwait()) {
            request.begun();
            about.add(request);
        }
    }

    void sent(Carried carried) {
        carried.setNumber(++lastNumber);
        sent.add(carried);
    }

    /** What was about to leave has left. */
    void allHasLeft() {
        if (about.isEmpty()) {
            return;
        }
        for (OpenRequest each : about) {
            each.awaitsNoMore();
            if (sent.isEmpty()) {
                each.ended();
            } else {
                waiters.add(new Waiter(each, lastNumber));
            }
        }
        about.clear();
    }

    /** A request is under way no longer. */
    void ended(Carried carried, Outcome outcome) {
        sent.remove(carried);
        if (!(outcome instanceof Outcome.Accepted)) {
            failed.run();
        }
        if (outcome instanceof Outcome.Refused) {
            waiters.forEach(each -> each.request().failed(outcome));
        }
        carried.end(outcome);
        Iterator<Carried> rest = sent.iterator();
        long oldest = rest.hasNext() ? rest.next().number() : Long.MAX_VALUE;
        Waiter first;
        while ((first = waiters.peek()) != null && first.upTo() < oldest) {
            waiters.remove();
            first.request().ended();
        }
    }
}
