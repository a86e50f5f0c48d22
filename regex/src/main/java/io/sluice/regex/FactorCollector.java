package io.sluice.regex;

import java.util.ArrayList;
import java.util.List;

/** Goes along an expression and collects the factors of its matches: one for each stretch whose every byte must be there. */
final class FactorCollector {

    private final List<Factor> factors = new ArrayList<>();
    private Extent past = Extent.NOTHING;
    private Extent pastAtRun = Extent.NOTHING;
    private List<ByteSet> run = new ArrayList<>();

    private FactorCollector() {}

    /** The factors of an expression, in their order. */
    static List<Factor> collect(Node node) {
        FactorCollector collector = new FactorCollector();
        collector.go(node);
        collector.endRun();
        return collector.factors;
    }

    private void go(Node node) {
        switch (node) {
            case Node.Concat concat -> concat.nodes().forEach(this::go);
            case Node.Group group -> go(group.node());
            case Node.Assertion _ -> {}
            case Node.Repeat repeat -> repeat(repeat);
            case Node.Chars _, Node.Alternate _ -> {
                append(Head.of(node));
                past = past.and(Extent.of(node));
            }
        }
    }

    private void append(Head head) {
        if (run.isEmpty()) {
            pastAtRun = past;
        }
        for (ByteSet set : head.sets()) {
            if (run.size() == Head.LONGEST) {
                break;
            }
            run.add(set);
        }
        if (!head.whole()) {
            endRun();
        }
    }

    /** What is repeated at least n times and maybe more begins with n times and ends with n times. */
    private void repeat(Node.Repeat repeat) {
        Head head = Head.of(repeat.node());
        Extent once = Extent.of(repeat.node());
        boolean fixed = repeat.min() == repeat.max();
        if (repeat.min() == 0) {
            past = past.and(once.times(0, repeat.max()));
            endRun();
            return;
        }
        Extent least = once.times(repeat.min(), repeat.min());
        int rest = repeat.max() < 0 ? -1 : repeat.max() - repeat.min();
        appendTimes(head, repeat.min());
        if (fixed) {
            past = past.and(least);
            if (!head.whole()) {
                endRun();
            }
            return;
        }
        past = past.and(once.times(0, rest));
        endRun();
        appendTimes(head.whole() ? head : Head.NONE, repeat.min());
        past = past.and(least);
        if (!head.whole()) {
            endRun();
        }
    }

    private void appendTimes(Head head, int times) {
        for (int i = 0; i < times && i < Head.LONGEST && (i == 0 || head.whole()); i++) {
            append(head);
        }
    }

    private void endRun() {
        if (!run.isEmpty()) {
            factors.add(new Factor(List.copyOf(run), pastAtRun.fewest(), pastAtRun.most(), pastAtRun.bytes()));
        }
        run = new ArrayList<>();
    }
}
