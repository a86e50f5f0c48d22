package io.sluice.regex;

import java.util.Arrays;

/**
 * A deterministic automaton whose states are made when a text leads to them. Each state stands for all ways through a program that are open at
 * a place, in the order of their preference, by the instructions that they are at; once made, a step costs a look into a table. Assertions want
 * to know the next code point, and what they decide changes the order of all that follows: so where the instructions lead without text, and
 * whether that is a match, is told only by the state behind the next code point. One thread.
 */
final class Automaton {

    private static final int STARTS = 4;
    private static final int MOST_KEPT = 1 << 15;

    private final Program program;
    private final Alphabet alphabet;
    private final int first; // instruction
    private final boolean all; // rather than only what is preferred to a match
    private final boolean looks;
    private final int endSymbol;
    private final boolean[] leadsToLook; // without taking text, by instruction
    private final byte[] kindOf; // by symbol
    private final Members members;

    private final StateTable table;
    private final int[] starts = new int[STARTS];
    private int startsFlushes;
    private final SparseSet reached; // by the state that is being made
    private final SparseSet seen; // without taking text
    private final SparseSet scratch;
    private final int[] stack;
    private boolean matched;

    private final int[][] firstReached; // from where the search begins, by symbol
    private final boolean[] firstMatched;
    private int kept; // of these

    private int visits; // since the budget was charged
    private final Budget budget;

    /**
     * An automaton without states.
     *
     * @param first where the program is entered
     * @param all whether a match doesn't end the search for longer ones that are less preferred
     * @param most the bound of the table of states
     * @param budget is charged for states
     */
    Automaton(Program program, Alphabet alphabet, Members members, int first, boolean all, int most, Budget budget) {
        this.program = program;
        this.alphabet = alphabet;
        this.members = members;
        this.first = first;
        this.all = all;
        this.budget = budget;
        looks = !program.looks.isEmpty();
        leadsToLook = looks ? leadsToLook(program) : new boolean[0];
        endSymbol = alphabet.size();
        kindOf = new byte[endSymbol + 1];
        for (int symbol = 0; symbol < endSymbol; symbol++) {
            kindOf[symbol] = (byte) Look.kindOf(alphabet.sample(symbol));
        }
        kindOf[endSymbol] = Look.EDGE;
        table = new StateTable(endSymbol + 1, program.size(), most);
        reached = new SparseSet(program.size());
        seen = new SparseSet(program.size());
        scratch = new SparseSet(program.size());
        stack = new int[program.size() + 1];
        firstReached = new int[endSymbol + 1][];
        firstMatched = new boolean[endSymbol + 1];
    }

    private static boolean[] leadsToLook(Program program) {
        boolean[] leads = new boolean[program.size()];
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int i = 0; i < leads.length; i++) {
                boolean lead = switch (program.operations[i]) {
                    case Program.LOOK -> true;
                    case Program.FORK -> leads[program.outs[i]] || leads[program.others[i]];
                    default -> false;
                };
                changed |= lead != leads[i];
                leads[i] = lead;
            }
        }
        return leads;
    }

    Alphabet alphabet() {
        return alphabet;
    }

    /** The rows of the table; others after {@link #step}. */
    int[] rows() {
        return table.rows();
    }

    int flags(int state) {
        return table.flags(state);
    }

    int endSymbol() {
        return endSymbol;
    }

    /** How often all states were forgotten. */
    int flushes() {
        return table.flushes();
    }

    /** The state in which a search begins behind something of a kind. */
    int start(int kind) {
        int known = looks ? kind : Look.OTHER;
        if (startsFlushes != table.flushes()) {
            Arrays.fill(starts, 0);
            startsFlushes = table.flushes();
        }
        if (starts[known] == 0) {
            reached.clear();
            reached.add(first);
            matched = false;
            int state = intern(known) & StateTable.NAME;
            if (startsFlushes == table.flushes()) {
                starts[known] = state;
            }
            return state;
        }
        return starts[known];
    }

    /** The state behind a code point, with {@link StateTable#NEEDS_LOOK}. */
    int step(int state, int symbol) {
        reached.clear();
        seen.clear();
        matched = false;
        int before = table.kind(state);
        int behind = kindOf[symbol];
        int end = table.listEnd(state);
        for (int i = table.listFrom(state); i < end && (all || !matched); i++) {
            int instruction = table.lists()[i];
            if (instruction == first && !looks && !all) {
                takeFirst(symbol);
            } else {
                take(instruction, symbol, before, behind, reached);
            }
        }
        int visited = visits;
        visits = 0;
        budget.spend(visited);
        int flushes = table.flushes();
        int next = intern(behind);
        if (flushes == table.flushes()) {
            table.rows()[state + symbol] = next;
        }
        return next;
    }

    /** Every state but those behind a match goes on to begin at the next place, so that is remembered; it is the least preferred way. */
    private void takeFirst(int symbol) {
        int[] outs = firstReached[symbol];
        if (outs == null) {
            seen.clear();
            scratch.clear();
            take(first, symbol, Look.OTHER, Look.OTHER, scratch);
            outs = Arrays.copyOf(scratch.members(), scratch.size());
            firstMatched[symbol] = matched;
            if (kept + outs.length <= MOST_KEPT) {
                firstReached[symbol] = outs;
                kept += outs.length;
            }
        }
        for (int out : outs) {
            reached.add(out);
        }
        visits += outs.length;
        matched = firstMatched[symbol];
    }

    /** Lets an instruction, and all that it leads to, take a code point. */
    private void take(int instruction, int symbol, int before, int behind, SparseSet outs) {
        int depth = 0;
        stack[depth++] = instruction;
        while (depth > 0) {
            int next = stack[--depth];
            if (!seen.add(next)) {
                continue;
            }
            visits++;
            switch (program.operations[next]) {
                case Program.CHARS -> {
                    if (symbol != endSymbol && members.contains(program.arguments[next], symbol)) {
                        outs.add(program.outs[next]);
                    }
                }
                case Program.MATCH -> {
                    matched = true;
                    if (!all) {
                        return;
                    }
                }
                case Program.LOOK -> {
                    if (program.look(next).holds(before, behind)) {
                        stack[depth++] = program.outs[next];
                    }
                }
                case Program.FORK -> {
                    stack[depth++] = program.others[next];
                    stack[depth++] = program.outs[next];
                }
                default -> stack[depth++] = program.outs[next];
            }
        }
    }

    private int intern(int kind) {
        int size = reached.size();
        int flag = (matched ? StateTable.MATCH : 0) | (size == 0 ? StateTable.DEAD : 0);
        boolean asks = false;
        for (int i = 0; i < size && looks; i++) {
            asks |= leadsToLook[reached.get(i)];
        }
        if (flag == 0 && size == 1 && reached.get(0) == first) {
            flag = StateTable.IDLE;
        }
        return table.intern(reached.members(), size, asks ? kind : Look.OTHER, flag);
    }
}
