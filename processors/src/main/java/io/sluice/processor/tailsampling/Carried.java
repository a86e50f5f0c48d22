package io.sluice.processor.tailsampling;

import io.sluice.api.ItemSet;
import io.sluice.api.Outcome;
import io.sluice.api.Rejection;
import java.util.Arrays;

/** Whose spans a request of kept traces carries, in their order. Threads: those of {@link UnderWay}. */
final class Carried {

    private OpenRequest[] owners = new OpenRequest[8];
    private int[] spans = new int[8];
    private int count;
    private long number;

    /** Adds spans behind the others; a part of their owner begins. */
    void add(OpenRequest owner, int more) {
        if (count > 0 && owners[count - 1] == owner) {
            spans[count - 1] += more;
            return;
        }
        if (count == owners.length) {
            owners = Arrays.copyOf(owners, 2 * count);
            spans = Arrays.copyOf(spans, 2 * count);
        }
        owners[count] = owner;
        spans[count++] = more;
        owner.begun();
    }

    long number() {
        return number;
    }

    /** Numbers it by when it left. */
    void setNumber(long sinceOthers) {
        number = sinceOthers;
    }

    /** Tells the owners what became of their spans; their parts end. */
    void end(Outcome outcome) {
        switch (outcome) {
            case Outcome.Accepted _ -> {}
            case Outcome.Refused _ -> {
                for (int i = 0; i < count; i++) {
                    owners[i].failed(outcome);
                }
            }
            case Outcome.Rejected rejected -> {
                for (int i = 0; i < count; i++) {
                    owners[i].rejected(spans[i], rejected.reason(), rejected.message());
                }
            }
            case Outcome.PartiallyAccepted partial -> rejectSome(partial);
        }
        for (int i = 0; i < count; i++) {
            owners[i].ended();
        }
    }

    private void rejectSome(Outcome.PartiallyAccepted partial) {
        ItemSet which = partial.which();
        int unknown = which == null ? partial.rejectedItems() : 0;
        int from = 0;
        for (int i = 0; i < count; i++) {
            if (which == null) {
                // Whose they were nobody can tell: a warning to all, and the sum of the books is right.
                int share = Math.min(unknown, spans[i]);
                unknown -= share;
                owners[i].rejected(0, Rejection.BACKEND, partial.message());
                if (share > 0) {
                    owners[i].dropped(share, "rejected_unattributed");
                }
            } else {
                int own = which.slice(from, from + spans[i]).size();
                from += spans[i];
                if (own > 0) {
                    owners[i].rejected(own, Rejection.BACKEND, partial.message());
                }
            }
        }
    }
}
