package io.sluice.regex;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Expressions and texts that have something in common. */
final class RandomExpressions {

    private static final String[] LETTERS = {"a", "b", "c", "1", "2", "@", "-", ".", " ", "é", "日", "本", "\n"};

    private static final String[] ATOMS = {
        "a",
        "b",
        "c",
        "1",
        "@",
        "-",
        "\\.",
        " ",
        "é",
        "日",
        "[ab]",
        "[^a]",
        "[a-c1]",
        "[^é日]",
        ".",
        "\\d",
        "\\w",
        "\\s",
        "\\D",
        "[[:alpha:]]",
        "\\p{Han}",
        "ab",
        "a@",
        "1-2",
        "日本",
        "abc",
        "a{3}",
        "\\d{2}",
        "(?i:a)",
        "(?s:.)",
        "(?i:k)"
    };

    private static final String[] PLACES = {"^", "$", "\\b", "\\B", "(?m:^)", "(?m:$)"};
    private static final String[] COUNTS = {"*", "+", "?", "*?", "+?", "??", "{2}", "{1,3}", "{2,}", "{3,5}?"};

    private final Random random;

    RandomExpressions(long seed) {
        random = new Random(seed);
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    String expression() {
        return expression(1 + random.nextInt(4));
    }

    /** Nothing that can match without text is repeated, where engines disagree. */
    private String expression(int depth) {
        if (depth == 0) {
            return random.nextInt(8) == 0 ? pick(PLACES) : atom();
        }
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> expression(depth - 1) + expression(depth - 1);
            case 3 -> atom() + pick(COUNTS) + expression(depth - 1);
            case 4 -> "(" + expression(depth - 1) + "|" + expression(depth - 1) + ")";
            case 5 -> "(" + expression(depth - 1) + ")";
            case 6 -> "(?:" + atom() + expression(depth - 1) + ")" + pick(COUNTS);
            default -> atom() + atom() + pick(COUNTS);
        };
    }

    private String atom() {
        String atom = pick(ATOMS);
        return atom.endsWith("}") && !atom.startsWith("\\p") ? "(?:" + atom + ")" : atom;
    }

    byte[] text(int longest) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(longest); i > 0; i--) {
            text.append(random.nextInt(5) == 0 ? pick("ab", "aa", "a@a", "11-2", "日本", "kK") : pick(LETTERS));
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A text some of whose bytes are any, and so are seldom part of a character. */
    byte[] brokenText(int longest) {
        byte[] text = text(longest);
        for (int i = 0; i < text.length; i++) {
            if (random.nextInt(6) == 0) {
                text[i] = (byte) random.nextInt(256);
            }
        }
        return text;
    }
}
