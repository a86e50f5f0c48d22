package io.sluice.processor.pii.corpus;

import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Values as people type and copy them. */
final class Distortions {

    private static final String HYPHENS = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d";
    /** In words they are a long vowel. */
    private static final String HYPHENS_OF_NUMBERS = HYPHENS + "\u30fc\uff70";

    private static final String ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff";

    private Distortions() {}

    static @Nullable Snippet hyphens(Kind kind, Value value, Random random) {
        if (!isNumber(value.text()) || value.text().indexOf('-') < 0) {
            return null;
        }
        String text = withHyphens(value.text(), random);
        return sentence(kind, new Value(value.before(), text, value.after(), value.source()), random);
    }

    static Snippet zeroWidth(Kind kind, Value value, Random random) {
        String text = withZeroWidth(value.text(), random);
        return sentence(kind, new Value(value.before(), text, value.after(), value.source()), random);
    }

    /** Another character for each hyphen. */
    static String withHyphens(String text, Random random) {
        String variants = isNumber(text) && text.length() > 1 ? HYPHENS_OF_NUMBERS : HYPHENS;
        return text.replace('-', variants.charAt(random.nextInt(variants.length())));
    }

    private static boolean isNumber(String text) {
        return text.chars().allMatch(c -> c == '-' || c == ' ' || c == '+' || (c >= '0' && c <= '9'));
    }

    /** Some characters that can't be seen, inside. */
    static String withZeroWidth(String value, Random random) {
        StringBuilder text = new StringBuilder(value);
        for (int n = text.length() < 2 ? 0 : 1 + random.nextInt(3); n > 0; n--) {
            char none = ZERO_WIDTH.charAt(random.nextInt(ZERO_WIDTH.length()));
            text.insert(1 + random.nextInt(text.length() - 1), none);
        }
        return text.toString();
    }

    private static Snippet sentence(Kind kind, Value value, Random random) {
        return random.nextBoolean()
                ? Sentences.english(kind, value, Encoding.NONE, random)
                : Sentences.japanese(kind, value, Encoding.NONE, random);
    }
}
