package io.sluice.regex;

import java.util.List;

/** An expression as a tree. */
sealed interface Node {

    /** One code point of a set; none matches if the set is empty. */
    record Chars(CharSet set) implements Node {}

    /** One after the other. */
    record Concat(List<Node> nodes) implements Node {}

    /** One of them, the first that leads to a match. */
    record Alternate(List<Node> nodes) implements Node {}

    /**
     * The same again and again.
     *
     * @param max -1 for no bound
     */
    record Repeat(Node node, int min, int max, boolean greedy) implements Node {}

    /** A capturing group. */
    record Group(int index, Node node) implements Node {}

    /** A condition on a place; takes no text. */
    record Assertion(Look look) implements Node {}

    /** One node that stands for these, one after the other. */
    static Node concat(List<Node> nodes) {
        return nodes.size() == 1 ? nodes.getFirst() : new Concat(List.copyOf(nodes));
    }

    /** True if the node can match without taking text. */
    default boolean isNullable() {
        return switch (this) {
            case Chars _ -> false;
            case Concat concat -> concat.nodes().stream().allMatch(Node::isNullable);
            case Alternate alternate -> alternate.nodes().stream().anyMatch(Node::isNullable);
            case Repeat repeat -> repeat.min() == 0 || repeat.node().isNullable();
            case Group group -> group.node().isNullable();
            case Assertion _ -> true;
        };
    }

    /** How often a part of the node can be repeated, by all counted repetitions around it together. */
    default int repetitions() {
        return switch (this) {
            case Chars _, Assertion _ -> 1;
            case Concat concat -> mostRepetitions(concat.nodes());
            case Alternate alternate -> mostRepetitions(alternate.nodes());
            case Repeat repeat -> repeat.node().repetitions() * Math.max(1, Math.max(repeat.min(), repeat.max()));
            case Group group -> group.node().repetitions();
        };
    }

    private static int mostRepetitions(List<Node> nodes) {
        return nodes.stream().mapToInt(Node::repetitions).max().orElse(1);
    }
}
