package io.sluice.regex;

import java.util.List;

/**
 * An expression as instructions.
 *
 * <pre>
 *   CHARS set      takes a code point of the set, goes on at out
 *   FORK           goes on at out, and if that leads nowhere at other
 *   SAVE slot      notes the place, goes on at out
 *   LOOK look      goes on at out if the assertion holds here
 *   MATCH
 * </pre>
 *
 * <p>Never changed once it is made.
 */
final class Program {

    static final byte CHARS = 0;
    static final byte FORK = 1;
    static final byte SAVE = 2;
    static final byte LOOK = 3;
    static final byte MATCH = 4;

    final byte[] operations;
    final int[] arguments; // the number of a set, of a slot, of an assertion
    final int[] outs;
    final int[] others;
    final List<CharSet> sets;
    final List<Look> looks;

    /** Where an anchored search begins. */
    final int start;

    /** Where a search begins that may skip text first, but rather doesn't. */
    final int unanchored;

    Program(
            byte[] operations,
            int[] arguments,
            int[] outs,
            int[] others,
            List<CharSet> sets,
            List<Look> looks,
            int start,
            int unanchored) {
        this.operations = operations;
        this.arguments = arguments;
        this.outs = outs;
        this.others = others;
        this.sets = sets;
        this.looks = looks;
        this.start = start;
        this.unanchored = unanchored;
    }

    int size() {
        return operations.length;
    }

    Look look(int instruction) {
        return looks.get(arguments[instruction]);
    }
}
