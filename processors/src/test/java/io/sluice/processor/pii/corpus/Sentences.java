package io.sluice.processor.pii.corpus;

import java.util.List;
import java.util.Random;

/** Prose that holds values. {@code W} stands for the word that speaks of the value, {@code V} for the value. */
final class Sentences {

    private static final List<String> ENGLISH = List.of(
            "W V was given by the customer",
            "support case 4711: W: V.",
            "could not process W=V",
            "Retrying (W V) after 3 attempts",
            "W is V, please check it",
            "rejected W \"V\" from the form",
            "[warn] W 'V' does not belong to tenant blue",
            "The new W of user 17 is V");

    private static final List<String> JAPANESE =
            List.of("お客様のWはVです。", "W：V", "W（V）を確認しました。", "W「V」は無効です", "エラー: W V の処理に失敗しました", "ご登録のWをVに変更しました", "【W】V");

    private static final List<String> ENGLISH_ASSIGNMENTS =
            List.of("login failed with W=V", "W: V", "retry with W: 'V'");

    private static final List<String> JAPANESE_ASSIGNMENTS = List.of("W：V", "ログイン失敗 W=V", "W:「V」", "W: V");

    /** A blank ends what is not quoted, but at the end of a text behind a colon. */
    private static final List<String> ENGLISH_BLANKS = List.of("W: V", "saved W=\"V\" for user 17");

    private static final List<String> JAPANESE_BLANKS = List.of("W：V", "W:「V」", "登録しました W=\"V\"");

    /** Names of ASCII are written as in their home. */
    private static final List<String> HEADERS = List.of("不正なヘッダー W: V", "ヘッダー W=V");

    private static final String TRACE = "java.lang.IllegalArgumentException: M\n"
            + "\tat com.example.shop.OrderService.check(OrderService.java:117)\n"
            + "\tat com.example.shop.OrderService$1.run(OrderService.java:42)\n"
            + "\tat java.base/java.lang.Thread.run(Thread.java:1583)";

    private Sentences() {}

    static Snippet english(Kind kind, Value value, Encoding encoding, Random random) {
        String word = kind.assigned()
                ? Naming.asciiKey(kind, random)
                : Naming.pick(kind.words().english(), random);
        List<String> templates = !kind.assigned() ? ENGLISH : hasBlank(value) ? ENGLISH_BLANKS : ENGLISH_ASSIGNMENTS;
        return fill(new Snippet(), Naming.pick(templates, random), word, value, encoding);
    }

    static Snippet japanese(Kind kind, Value value, Encoding encoding, Random random) {
        String word = Naming.pick(kind.words().japanese(), random);
        boolean header = kind.assigned() && word.charAt(0) < 0x80;
        List<String> templates = header
                ? HEADERS
                : !kind.assigned() ? JAPANESE : hasBlank(value) ? JAPANESE_BLANKS : JAPANESE_ASSIGNMENTS;
        return fill(new Snippet(), Naming.pick(templates, random), word, value, encoding);
    }

    static Snippet stackTrace(Kind kind, Value value, Random random) {
        int message = TRACE.indexOf('M');
        Snippet snippet = new Snippet().add(TRACE.substring(0, message));
        String word = kind.assigned()
                ? Naming.asciiKey(kind, random)
                : Naming.pick(kind.words().english(), random);
        return fill(
                        snippet,
                        "bad " + word + (!kind.assigned() ? ": V" : hasBlank(value) ? "=\"V\"" : "=V"),
                        "",
                        value,
                        Encoding.NONE)
                .add(TRACE.substring(message + 1));
    }

    static Snippet kanji(Kind kind, Value value, Random random) {
        String word = Naming.pick(kind.words().japanese(), random);
        String template = kind.assigned() ? "初期W：V" : kind.alone() ? "顧客V宛" : "顧客のWV宛";
        return fill(new Snippet(), template, word, value, Encoding.NONE);
    }

    private static boolean hasBlank(Value value) {
        return value.text().indexOf(' ') >= 0;
    }

    private static Snippet fill(Snippet snippet, String template, String word, Value value, Encoding encoding) {
        int at = template.indexOf('V');
        return snippet.add(template.substring(0, at).replace("W", word))
                .add(value, encoding)
                .add(template.substring(at + 1));
    }
}
