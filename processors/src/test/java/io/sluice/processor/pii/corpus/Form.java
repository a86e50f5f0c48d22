package io.sluice.processor.pii.corpus;

import java.util.Random;

/** How the characters of a value are written. */
enum Form {
    PLAIN((text, _) -> text),
    FULL_WIDTH((text, _) -> Encoding.FULL_WIDTH.encode(text)),
    ZERO_WIDTH(Distortions::withZeroWidth),
    HYPHENS(Distortions::withHyphens),
    PERCENT((text, _) -> Encoding.PERCENT.encode(text)),
    UNICODE((text, _) -> Encoding.UNICODE.encode(text)),
    UNICODE_ALL((text, _) -> Encoding.UNICODE_ALL.encode(text)),
    ENTITIES((text, _) -> Encoding.ENTITIES.encode(text)),
    HEXADECIMAL((text, _) -> Encoding.HEXADECIMAL_ALL.encode(text)),
    /** Each character in one of the ways, but for quotes, which are doubled or not as a whole. */
    MIXED(Form::mixed);

    private final Writer writer;

    Form(Writer writer) {
        this.writer = writer;
    }

    @FunctionalInterface
    private interface Writer {
        String write(String text, Random random);
    }

    static Form any(Random random) {
        return values()[random.nextInt(values().length)];
    }

    Value write(Value value, Random random) {
        return new Value(value.before(), writer.write(value.text(), random), value.after(), value.source());
    }

    private static String mixed(String text, Random random) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> {
            Form form = c == '"' ? PLAIN : values()[random.nextInt(MIXED.ordinal())];
            out.append(form.writer.write(Character.toString(c), random));
        });
        return out.toString();
    }
}
