package io.sluice.processor.pii.corpus;

import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Values as people type and copy them. */
final class Distortions {

    private static final String HYPHENS = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d\u30fc\uff70";
    private static final String ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff";

    private Distortions() {}

    static @Nullable Snippet hyphens(Kind kind, Value value, Random random) {
        boolean number = value.text().chars().allMatch(c -> c == '-' || c == ' ' || c == '+' || (c >= '0' && c <= '9'));
        if (!number || value.text().indexOf('-') < 0) {
            return null;
        }
        char variant = HYPHENS.charAt(random.nextInt(HYPHENS.length()));
        String text = value.text().replace('-', variant);
        return sentence(kind, new Value(value.before(), text, value.after(), value.source()), random);
    }

    static Snippet zeroWidth(Kind kind, Value value, Random random) {
        StringBuilder text = new StringBuilder(value.text());
        for (int n = 1 + random.nextInt(3); n > 0; n--) {
            char none = ZERO_WIDTH.charAt(random.nextInt(ZERO_WIDTH.length()));
            text.insert(1 + random.nextInt(text.length() - 1), none);
        }
        return sentence(kind, new Value(value.before(), text.toString(), value.after(), value.source()), random);
    }

    private static Snippet sentence(Kind kind, Value value, Random random) {
        return random.nextBoolean()
                ? Sentences.english(kind, value, Encoding.NONE, random)
                : Sentences.japanese(kind, value, Encoding.NONE, random);
    }
}
