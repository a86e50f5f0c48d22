package io.sluice.regex;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that a part of an expression must begin with.
 *
 * @param whole whether these are all of it
 */
record Head(List<ByteSet> sets, boolean whole) {

    /** Longer ones are cut. */
    static final int LONGEST = 16;

    static final Head NONE = new Head(List.of(), false);

    private static final Head NOTHING = new Head(List.of(), true);

    static Head of(Node node) {
        return switch (node) {
            case Node.Chars chars -> of(chars.set());
            case Node.Concat concat -> of(concat.nodes());
            case Node.Alternate alternate -> {
                Head any = null;
                for (Node part : alternate.nodes()) {
                    any = of(part).or(any);
                }
                yield any == null ? NOTHING : any;
            }
            case Node.Repeat repeat -> of(repeat.node()).times(repeat.min(), repeat.max());
            case Node.Group group -> of(group.node());
            case Node.Assertion _ -> NOTHING;
        };
    }

    private static Head of(List<Node> nodes) {
        Head head = NOTHING;
        for (Node node : nodes) {
            if (!head.whole) {
                break;
            }
            head = head.and(of(node));
        }
        return head;
    }

    private static Head of(CharSet set) {
        if (set.isEmpty()) {
            return NONE;
        }
        boolean one = set.ranges() == 1 && set.low(0) == set.high(0) && set.low(0) != Utf8.BAD;
        if (!one) {
            return new Head(List.of(ByteSet.firstOf(set)), set.isAscii());
        }
        List<ByteSet> sets = new ArrayList<>();
        for (byte b : Character.toString(set.low(0)).getBytes(StandardCharsets.UTF_8)) {
            sets.add(ByteSet.of(b & 0xFF));
        }
        return new Head(sets, true);
    }

    private Head times(int min, int max) {
        Head head = NOTHING;
        int done = 0;
        while (done < min && head.whole && head.sets.size() < LONGEST) {
            head = head.and(this);
            done++;
        }
        return new Head(head.sets, head.whole && done == max);
    }

    private Head and(Head next) {
        List<ByteSet> both = new ArrayList<>(sets);
        both.addAll(next.sets);
        boolean fits = both.size() <= LONGEST;
        return new Head(fits ? both : both.subList(0, LONGEST), next.whole && fits);
    }

    private Head or(@Nullable Head other) {
        if (other == null) {
            return this;
        }
        List<ByteSet> common = new ArrayList<>();
        for (int i = 0; i < Math.min(sets.size(), other.sets.size()); i++) {
            common.add(sets.get(i).union(other.sets.get(i)));
        }
        boolean same = sets.size() == other.sets.size();
        return new Head(common, whole && other.whole && same);
    }
}
