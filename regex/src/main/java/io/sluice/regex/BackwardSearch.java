package io.sluice.regex;

/** Reads a text backwards from the end of a match, to tell where it begins. One thread. */
final class BackwardSearch {

    private final Automaton automaton;
    private final Alphabet alphabet;
    private final char[] ascii;

    BackwardSearch(Automaton automaton) {
        this.automaton = automaton;
        alphabet = automaton.alphabet();
        ascii = alphabet.ascii();
    }

    /** The first place from {@code at} on from where a match leads to {@code behind}; -1 if there is none. */
    int search(byte[] array, int from, int end, int at, int behind) {
        int first = -1;
        int place = behind;
        int state = automaton.start(behind == end ? Look.EDGE : Look.kindOf(array[behind]));
        int[] rows = automaton.rows();
        while (place > at) {
            int b = array[place - 1];
            int width = 1;
            int symbol;
            if (b >= 0) {
                symbol = ascii[b];
            } else {
                int decoded = Utf8.decodeBefore(array, at, place);
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
                        first = place;
                    }
                    if ((flags & StateTable.DEAD) != 0) {
                        return first;
                    }
                }
            }
            state = next;
            place -= width;
        }
        int symbol = at == from ? automaton.endSymbol() : alphabet.classOf(Utf8.decodeBefore(array, from, at) >> 3);
        int known = rows[state + symbol];
        int next = (known == 0 ? automaton.step(state, symbol) : known) & StateTable.NAME;
        return (automaton.flags(next) & StateTable.MATCH) != 0 ? at : first;
    }
}
