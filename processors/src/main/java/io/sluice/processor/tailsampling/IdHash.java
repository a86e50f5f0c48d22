package io.sluice.processor.tailsampling;

import io.sluice.pdata.SplitMix64;
import java.security.SecureRandom;

/**
 * A hash of ids that a peer can't foresee: it is made with secrets of the process, so that nobody can choose trace ids that all lie in one
 * place of a table. Immutable. Threads: any.
 */
final class IdHash {

    private final long first;
    private final long second;

    IdHash() {
        this(new SecureRandom().nextLong(), new SecureRandom().nextLong());
    }

    IdHash(long first, long second) {
        this.first = first;
        this.second = second;
    }

    /** The hash of a trace id. */
    long of(long high, long low) {
        return SplitMix64.mix(SplitMix64.mix(high ^ first) + low ^ second);
    }

    /** A hash that goes on from another one. */
    long of(long hash, long more, long evenMore) {
        return SplitMix64.mix(SplitMix64.mix(hash ^ more) + evenMore ^ second);
    }
}
