package io.sluice.regex;

/**
 * How many bytes a part of an expression takes, and which.
 *
 * @param most {@link #UNBOUNDED} if there is no bound, or one beyond all reason
 */
record Extent(int fewest, int most, ByteSet bytes) {

    static final int UNBOUNDED = 1 << 20;

    static final Extent NOTHING = new Extent(0, 0, ByteSet.NONE);

    static Extent of(Node node) {
        return switch (node) {
            case Node.Chars chars -> of(chars.set());
            case Node.Concat concat -> {
                Extent all = NOTHING;
                for (Node part : concat.nodes()) {
                    all = all.and(of(part));
                }
                yield all;
            }
            case Node.Alternate alternate -> {
                Extent any = of(alternate.nodes().getFirst());
                for (Node part : alternate.nodes()) {
                    any = any.or(of(part));
                }
                yield any;
            }
            case Node.Repeat repeat -> of(repeat.node()).times(repeat.min(), repeat.max());
            case Node.Group group -> of(group.node());
            case Node.Assertion _ -> NOTHING;
        };
    }

    /** U+FFFD may be one bad byte. */
    private static Extent of(CharSet set) {
        if (set.isEmpty()) {
            return NOTHING;
        }
        int fewest = set.contains(Utf8.BAD) ? 1 : Utf8.width(set.low(0));
        return new Extent(fewest, Utf8.width(set.high(set.ranges() - 1)), ByteSet.anywhereIn(set));
    }

    Extent and(Extent next) {
        return new Extent(sum(fewest, next.fewest), sum(most, next.most), bytes.union(next.bytes));
    }

    private Extent or(Extent other) {
        return new Extent(Math.min(fewest, other.fewest), Math.max(most, other.most), bytes.union(other.bytes));
    }

    /** @param atMost -1 for no bound */
    Extent times(int atLeast, int atMost) {
        int longest = atMost < 0 ? most == 0 ? 0 : UNBOUNDED : product(most, atMost);
        return new Extent(product(fewest, atLeast), longest, bytes);
    }

    private static int sum(int a, int b) {
        return Math.min(UNBOUNDED, a + b);
    }

    private static int product(int a, int b) {
        return (int) Math.min(UNBOUNDED, (long) a * b);
    }
}
