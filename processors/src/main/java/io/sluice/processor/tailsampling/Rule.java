package io.sluice.processor.tailsampling;

import java.util.List;

/** A policy, ready to be asked about a trace on the evidence that was gathered while its spans came in. Immutable. */
sealed interface Rule {

    /** Evidence of each status that a span may have: the bit of UNSET, then OK, then ERROR. */
    int STATUS_BIT = 0;

    /** Evidence of a span with the sampled flag. */
    int FLAG_BIT = 3;

    /** The first bit of evidence that policies have for themselves. */
    int FIRST_FREE_BIT = 4;

    /** Keeps every trace. */
    record Always() implements Rule {}

    /**
     * Keeps traces with a piece of evidence.
     *
     * @param bit its number
     * @param inverted true to keep those without
     */
    record Seen(int bit, boolean inverted) implements Rule {}

    /**
     * Keeps traces with any of several pieces of evidence among the first 64.
     *
     * @param bits a bit for each
     */
    record SeenAny(long bits) implements Rule {}

    /**
     * Keeps traces by their duration in whole milliseconds: above {@code above} and at most {@code atMost}.
     */
    record Lasts(long above, long atMost) implements Rule {}

    /** Keeps traces by their number of spans, both ends included. */
    record Counts(int least, int greatest) implements Rule {}

    /**
     * Keeps a part of all traces.
     *
     * @param threshold of the randomness, of 56 bits; traces at or above it are kept. {@link io.sluice.processor.sampling.Threshold#NEVER} keeps none
     * @param hashLimit for {@code mode: compat}: the greatest hash that is kept, unsigned
     * @param salt for {@code mode: compat}: what is hashed before the trace id
     */
    record Part(long threshold, long hashLimit, Text salt) implements Rule {}

    /**
     * Keeps as much as a bucket holds.
     *
     * @param number its number among the limits, from 0
     * @param bytes true if it counts bytes, false if spans
     * @param perSecond how fast it fills
     * @param burst how much it holds
     */
    record Limit(int number, boolean bytes, long perSecond, long burst) implements Rule {}

    /** Keeps what all of several keep. */
    record All(List<Rule> parts) implements Rule {}

    /** Keeps what another doesn't. */
    record Not(Rule part) implements Rule {}

    /** Drops what all of several keep. */
    record Drop(List<Rule> parts) implements Rule {}
}
