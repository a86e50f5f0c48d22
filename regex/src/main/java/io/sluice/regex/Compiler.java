package io.sluice.regex;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes a program of a tree, from its end to its beginning: whatever is compiled knows what comes behind it. */
final class Compiler {

    /** More instructions than this are refused: each of them can cost something at every byte. */
    static final int MOST = 20_000;

    private final boolean backwards;
    private final boolean saves;
    private final Map<CharSet, Integer> sets = new HashMap<>();
    private final List<CharSet> setsInOrder = new ArrayList<>();
    private final List<Look> looks = new ArrayList<>();
    private byte[] operations = new byte[64];
    private int[] arguments = new int[64];
    private int[] outs = new int[64];
    private int[] others = new int[64];
    private int size;

    private Compiler(boolean backwards, boolean saves) {
        this.backwards = backwards;
        this.saves = saves;
    }

    /** A program that tells where a match ends. */
    static Program forwards(Node node) throws PatternException {
        return new Compiler(false, false).compile(node);
    }

    /** A program that reads a match from its end to its beginning. */
    static Program backwards(Node node) throws PatternException {
        return new Compiler(true, false).compile(node);
    }

    /** A program that tells the places of groups as well. */
    static Program capturing(Node node) throws PatternException {
        return new Compiler(false, true).compile(node);
    }

    private Program compile(Node node) throws PatternException {
        int match = add(Program.MATCH, 0, 0, 0);
        int start = compile(node, match);
        int skip = add(Program.FORK, 0, start, 0);
        int any = add(Program.CHARS, number(CharSet.ANY), skip, 0);
        others[skip] = any;
        return new Program(
                Arrays.copyOf(operations, size),
                Arrays.copyOf(arguments, size),
                Arrays.copyOf(outs, size),
                Arrays.copyOf(others, size),
                List.copyOf(setsInOrder),
                List.copyOf(looks),
                start,
                skip);
    }

    private int add(byte operation, int argument, int out, int other) throws PatternException {
        if (size == MOST) {
            throw new PatternException("expression too large", 0);
        }
        if (size == operations.length) {
            operations = Arrays.copyOf(operations, 2 * size);
            arguments = Arrays.copyOf(arguments, 2 * size);
            outs = Arrays.copyOf(outs, 2 * size);
            others = Arrays.copyOf(others, 2 * size);
        }
        operations[size] = operation;
        arguments[size] = argument;
        outs[size] = out;
        others[size] = other;
        return size++;
    }

    private int number(CharSet set) {
        return sets.computeIfAbsent(set, added -> {
            setsInOrder.add(added);
            return setsInOrder.size() - 1;
        });
    }

    /** Compiles a node that something else comes behind; where the node begins. */
    private int compile(Node node, int behind) throws PatternException {
        return switch (node) {
            case Node.Chars chars -> add(Program.CHARS, number(chars.set()), behind, 0);
            case Node.Concat concat -> concat(concat.nodes(), behind);
            case Node.Alternate alternate -> alternate(alternate.nodes(), behind);
            case Node.Repeat repeat -> repeat(repeat, behind);
            case Node.Group group -> group(group, behind);
            case Node.Assertion assertion -> assertion(assertion.look(), behind);
        };
    }

    private int concat(List<Node> nodes, int behind) throws PatternException {
        int next = behind;
        for (Node node : backwards ? nodes : nodes.reversed()) {
            next = compile(node, next);
        }
        return next;
    }

    private int alternate(List<Node> nodes, int behind) throws PatternException {
        int next = compile(nodes.getLast(), behind);
        for (Node node : nodes.subList(0, nodes.size() - 1).reversed()) {
            next = add(Program.FORK, 0, compile(node, behind), next);
        }
        return next;
    }

    private int group(Node.Group group, int behind) throws PatternException {
        if (!saves) {
            return compile(group.node(), behind);
        }
        int close = add(Program.SAVE, 2 * group.index() + 1, behind, 0);
        return add(Program.SAVE, 2 * group.index(), compile(group.node(), close), 0);
    }

    private int assertion(Look look, int behind) throws PatternException {
        looks.add(backwards ? look.reversed() : look);
        return add(Program.LOOK, looks.size() - 1, behind, 0);
    }

    private int repeat(Node.Repeat repeat, int behind) throws PatternException {
        int next = behind;
        int once = repeat.min();
        if (repeat.max() >= 0) {
            for (int i = repeat.min(); i < repeat.max(); i++) {
                next = fork(compile(repeat.node(), next), behind, repeat.greedy());
            }
        } else if (once > 0) {
            next = plus(repeat, behind);
            once--;
        } else if (repeat.node().isNullable()) {
            // Going on without text must be tried in its turn, not before the first round.
            next = fork(plus(repeat, behind), behind, repeat.greedy());
        } else {
            next = star(repeat, behind);
        }
        for (int i = 0; i < once; i++) {
            next = compile(repeat.node(), next);
        }
        return next;
    }

    private int plus(Node.Repeat repeat, int behind) throws PatternException {
        int loop = fork(0, behind, repeat.greedy());
        int body = compile(repeat.node(), loop);
        enter(loop, body, repeat.greedy());
        return body;
    }

    private int star(Node.Repeat repeat, int behind) throws PatternException {
        int loop = fork(0, behind, repeat.greedy());
        enter(loop, compile(repeat.node(), loop), repeat.greedy());
        return loop;
    }

    private int fork(int body, int behind, boolean greedy) throws PatternException {
        return add(Program.FORK, 0, greedy ? body : behind, greedy ? behind : body);
    }

    private void enter(int loop, int body, boolean greedy) {
        if (greedy) {
            outs[loop] = body;
        } else {
            others[loop] = body;
        }
    }
}
