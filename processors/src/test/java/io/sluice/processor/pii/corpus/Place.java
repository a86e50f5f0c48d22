package io.sluice.processor.pii.corpus;

import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The texts and encodings that values stand in. */
enum Place {
    /** The whole of an attribute. */
    PLAIN((kind, value, random) -> new Snippet()
            .ofKey(kind.alone() && random.nextBoolean() ? "" : Naming.style(Naming.key(kind, random), random))
            .add(value, Encoding.NONE)),
    SENTENCE_ENGLISH((kind, value, random) -> Sentences.english(kind, value, Encoding.NONE, random)),
    SENTENCE_JAPANESE((kind, value, random) -> Sentences.japanese(kind, value, Encoding.NONE, random)),
    JSON((kind, value, random) -> Structures.json(Naming.key(kind, random), value, Encoding.JSON, random)),
    /** A member that is a number; only for digits. */
    JSON_NUMBER((kind, value, random) -> Structures.jsonNumber(Naming.key(kind, random), value, random)),
    ESCAPED_JSON(
            (kind, value, random) -> Structures.escapedJson(Naming.key(kind, random), value, Encoding.ESCAPED_JSON)),
    LOGFMT((kind, value, random) -> Structures.logfmt(Naming.asciiKey(kind, random), value, random)),
    QUERY((kind, value, random) -> Structures.query(Naming.asciiKey(kind, random), value, Encoding.QUERY, random)),
    HEADER((kind, value, random) -> Structures.header(Naming.asciiKey(kind, random), value)),
    SQL_CONDITION((kind, value, random) -> Structures.sqlCondition(Naming.asciiKey(kind, random), value, random)),
    SQL_INSERT((kind, value, random) -> Structures.sqlInsert(Naming.asciiKey(kind, random), value)),
    XML((kind, value, random) -> Structures.xml(Naming.key(kind, random), value, random)),
    STACK_TRACE((kind, value, random) -> Sentences.stackTrace(kind, value, random)),
    FULL_WIDTH((kind, value, random) -> Sentences.japanese(kind, value, Encoding.FULL_WIDTH, random)),
    /** Another character where a number has a hyphen; only for those that have one. */
    HYPHEN_VARIANT((kind, value, random) -> Distortions.hyphens(kind, value, random)),
    PERCENT((kind, value, random) -> Structures.query(
            Naming.asciiKey(kind, random),
            value,
            random.nextBoolean() ? Encoding.PERCENT : Encoding.PERCENT_LOWER,
            random)),
    UNICODE_ESCAPE((kind, value, random) -> Structures.json(
            Naming.key(kind, random), value, random.nextBoolean() ? Encoding.UNICODE : Encoding.UNICODE_ALL, random)),
    UNICODE_ESCAPE_TWICE(
            (kind, value, random) -> Structures.escapedJson(Naming.key(kind, random), value, Encoding.UNICODE_TWICE)),
    /** Characters without width inside. */
    ZERO_WIDTH((kind, value, random) -> Distortions.zeroWidth(kind, value, random)),
    /** Kanji directly before, and directly behind where that ends the value. */
    KANJI((kind, value, random) -> Sentences.kanji(kind, value, random));

    private final Template template;

    Place(Template template) {
        this.template = template;
    }

    /** Makes a text. */
    @FunctionalInterface
    private interface Template {
        @Nullable
        Snippet fill(Kind kind, Value value, Random random);
    }

    /** The value in this place, or null if it can't stand there. */
    @Nullable
    Example put(Kind kind, Value value, Random random) {
        Snippet snippet = kind.except().contains(this) ? null : template.fill(kind, value, random);
        return snippet == null ? null : snippet.toExample(kind, this, value);
    }
}
