package io.sluice.regex;

import org.jspecify.annotations.Nullable;

/** Reads a text forwards, to tell where the leftmost match ends. One thread. */
final class ForwardSearch {

    private final Automaton automaton;
    private final Alphabet alphabet;
    private final char[] ascii;
    private final int endSymbol;
    private final @Nullable Finder finder;

    /** @param finder tells where a match may begin, if something does */
    ForwardSearch(Automaton automaton, @Nullable Finder finder) {
        this.automaton = automaton;
        this.finder = finder;
        alphabet = automaton.alphabet();
        ascii = alphabet.ascii();
        endSymbol = automaton.endSymbol();
    }

    /**
     * Searches for a match that begins at {@code at} or behind.
     *
     * @param any whether it will do to know that there is a match
     * @return where the leftmost match ends, or any place if it will do; -1 if there is none
     */
    int search(byte[] array, int from, int end, int at, boolean any) {
        int place = at;
        int factor = -1; // the last place that the finder gave
        int open = -1; // the factor that a match which begins anywhere from here on may have
        if (finder != null) {
            factor = finder.find(array, at, end);
            if (factor < 0) {
                return -1;
            }
            place = finder.factor().begin(array, at, factor);
        }
        int last = -1;
        int state = start(array, from, place);
        int[] rows = automaton.rows();
        while (place < end) {
            int b = array[place];
            int width = 1;
            int symbol;
            if (b >= 0) {
                symbol = ascii[b];
            } else {
                int decoded = Utf8.decode(array, place, end);
                symbol = alphabet.classOf(decoded >> 3);
                width = decoded & 7;
            }
            int next = rows[state + symbol];
            if (next <= 0) {
                if (next == 0) {
                    next = automaton.step(state, symbol);
                    rows = automaton.rows();
                }
                if (next < 0) {
                    next &= StateTable.NAME;
                    int flags = automaton.flags(next);
                    if ((flags & StateTable.MATCH) != 0) {
                        last = place;
                    }
                    if ((flags & StateTable.DEAD) != 0 || (any && last >= 0)) {
                        return last;
                    }
                    if (flags == StateTable.IDLE && finder != null) {
                        place += width;
                        if (place > factor - finder.factor().fewest()) {
                            factor = finder.find(array, place, end);
                            if (factor < 0) {
                                return -1;
                            }
                        }
                        // If a match may begin here, it may at every place up to the factor: asking again at each of
                        // them would go all the way back each time.
                        if (factor != open) {
                            int begin = finder.factor().begin(array, place, factor);
                            if (begin > place) {
                                place = begin;
                                next = start(array, from, place);
                                rows = automaton.rows();
                            } else {
                                open = factor;
                            }
                        }
                        state = next;
                        continue;
                    }
                }
            }
            state = next;
            place += width;
        }
        int known = rows[state + endSymbol];
        int next = (known == 0 ? automaton.step(state, endSymbol) : known) & StateTable.NAME;
        return (automaton.flags(next) & StateTable.MATCH) != 0 ? end : last;
    }

    private int start(byte[] array, int from, int place) {
        return automaton.start(place == from ? Look.EDGE : Look.kindOf(array[place - 1]));
    }
}
