package io.sluice.regex;

import java.util.Arrays;

/**
 * A deterministic automaton whose states are made when a text leads to them. Each state stands for all ways through a program that are open at
 * a place, in the order of their preference; once made, a step costs a look into a table. A match shows in the state behind the next code
 * point, since assertions want to know it. One thread.
 */
final class Automaton {

    private static final int STARTS = 4;

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
    private final SparseSet seen;
    private final SparseSet closed;
    private final int[] waiting; // instructions of the state that is being made
    private int waitingSize;
    private int[] startList = new int[0];
    private boolean complete; // what comes later is not preferred to a match that is certain
    private boolean matched;
    private boolean asks; // the state holds an assertion
    private final int[] taking; // stacks
    private final int[] closing;
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
        seen = new SparseSet(program.size());
        closed = new SparseSet(program.size());
        waiting = new int[program.size()];
        taking = new int[program.size() + 1];
        closing = new int[program.size() + 1];
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
            begin();
            close(first);
            startList = Arrays.copyOf(waiting, waitingSize);
            int state = intern(known) & StateTable.NAME;
            if (startsFlushes == table.flushes()) {
                starts[known] = state;
            }
            return state;
        }
        return starts[known];
    }

    private void begin() {
        waitingSize = 0;
        closed.clear();
        complete = false;
        matched = false;
        asks = false;
    }

    /** The state behind a code point, with {@link StateTable#NEEDS_LOOK}. */
    int step(int state, int symbol) {
        begin();
        seen.clear();
        int before = table.kind(state);
        int behind = kindOf[symbol];
        int end = table.listEnd(state);
        for (int i = table.listFrom(state); i < end && (all || !matched); i++) {
            take(table.lists()[i], symbol, before, behind);
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

    /** Lets what waits at an instruction take a code point; assertions can be decided now. */
    private void take(int instruction, int symbol, int before, int behind) {
        int depth = 0;
        taking[depth++] = instruction;
        while (depth > 0) {
            int next = taking[--depth];
            if (looks && !seen.add(next)) {
                continue;
            }
            visits++;
            switch (program.operations[next]) {
                case Program.CHARS -> {
                    if (symbol != endSymbol && members.contains(program.arguments[next], symbol)) {
                        close(program.outs[next]);
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
                        taking[depth++] = program.outs[next];
                    }
                }
                case Program.FORK -> {
                    taking[depth++] = program.others[next];
                    taking[depth++] = program.outs[next];
                }
                default -> taking[depth++] = program.outs[next];
            }
        }
    }

    /** Notes the instructions that wait for text or its end behind one that took some. */
    private void close(int instruction) {
        if (looks) {
            // What an assertion decides changes the order of all that can be reached, so that is left for the next
            // step.
            if (closed.add(instruction)) {
                await(instruction);
            }
            return;
        }
        int depth = 0;
        closing[depth++] = instruction;
        while (depth > 0 && !complete) {
            int next = closing[--depth];
            if (!closed.add(next)) {
                continue;
            }
            visits++;
            switch (program.operations[next]) {
                case Program.FORK -> {
                    closing[depth++] = program.others[next];
                    closing[depth++] = program.outs[next];
                }
                case Program.SAVE -> closing[depth++] = program.outs[next];
                default -> await(next);
            }
        }
    }

    private void await(int instruction) {
        waiting[waitingSize++] = instruction;
        asks |= looks && leadsToLook[instruction];
        complete = !all && program.operations[instruction] == Program.MATCH;
    }

    private int intern(int kind) {
        int flag = (matched ? StateTable.MATCH : 0) | (waitingSize == 0 ? StateTable.DEAD : 0);
        if (flag == 0 && Arrays.equals(waiting, 0, waitingSize, startList, 0, startList.length)) {
            flag = StateTable.IDLE;
        }
        return table.intern(waiting, waitingSize, asks ? kind : Look.OTHER, flag);
    }
}
