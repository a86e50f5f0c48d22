package io.sluice.processor.pii.detect;

/**
 * What stands round a sign that may be between a key and its value: where the key ends, where the value begins. Allocates nothing; bounded
 * work per question. Threads: any.
 */
final class KeySign {

    /** What of a key is looked at. */
    private static final int KEY_BYTES = 64;
    /** So many blanks and quotes may stand between a key and its sign. */
    private static final int MAX_BEHIND_KEY = 32;
    /** So many blanks may stand between a sign and its value where columns are aligned, or lines broken. */
    private static final int MAX_BLANKS = 64;

    /** Digits of an account of AWS. */
    private static final int ACCOUNT = 12;

    private KeySign() {}

    /**
     * Behind the key's last byte: blanks and the quote that ends it do not belong to it, nor do the quote's backslashes, of which there are
     * thousands in a dozen layers of strings.
     */
    static int keyEnd(ScanText text, int sign) {
        int at = sign;
        int others = 0;
        while (at > text.from() && isBehindKey(text.at(at - 1)) && others < MAX_BEHIND_KEY) {
            at--;
            others += text.at(at) == '\\' ? 0 : 1;
        }
        return text.at(at - 1) == ')' ? beforeRemark(text, at) : beforeBracket(text, at);
    }

    /** Before {@code (漢字)}, and {@code (again)} if a blank is before that; other parentheses are of calls. */
    private static int beforeRemark(ScanText text, int behind) {
        int limit = Math.max(text.from(), behind - MAX_BEHIND_KEY);
        int open = behind - 2;
        while (open > limit && text.at(open) != '(' && text.at(open) != ')') {
            open--;
        }
        if (text.at(open) != '(' || open + 2 >= behind) {
            return behind;
        }
        boolean blank = text.at(open - 1) == ' ';
        return blank || text.at(open + 1) < 0 ? open - (blank ? 1 : 0) : behind;
    }

    /** Before the closing bracket of {@code 「氏名」} and its like: U+300D, U+300F, U+3011. */
    private static int beforeBracket(ScanText text, int behind) {
        int last = text.at(behind - 1) & 0xff;
        boolean bracket = (last == 0x8d || last == 0x8f || last == 0x91)
                && text.at(behind - 2) == (byte) 0x80
                && text.at(behind - 3) == (byte) 0xe3;
        return bracket ? behind - 3 : behind;
    }

    private static boolean isBehindKey(int b) {
        return b == ' ' || b == '\t' || b == '\\' || b == '`' || b == ']' || Bytes.is(b, Bytes.QUOTE);
    }

    /** True if what stood before the sign was masked, and names nothing: {@code [EMAIL]: no answer}; but {@code form[EMAIL]: x} is a name. */
    static boolean isMasked(ScanText text, int bracket) {
        int open = bracket;
        while (Bytes.is(text.at(open - 1), Bytes.UPPER)
                || text.at(open - 1) == '_'
                || Bytes.isDigit(text.at(open - 1))) {
            open--;
        }
        open--;
        return text.at(open) == '['
                && !Bytes.isAlnum(text.at(open - 1))
                && MaskedTokens.isFound(text.array(), open, bracket + 1);
    }

    /** True for the user of {@code https://token:x@host}, which is found as a whole. */
    static boolean isUrlUser(ScanText text, int colon) {
        int at = colon;
        int limit = Math.max(text.from(), colon - KEY_BYTES);
        while (at > limit && Bytes.is(text.at(at - 1), Bytes.TOKEN)) {
            at--;
        }
        return text.at(colon) == ':' && text.at(at - 1) == '/' && text.at(at - 2) == '/';
    }

    /** True for the type in {@code arn:aws:secretsmanager:ap-northeast-1:123456789012:secret:name}. */
    static boolean isInArn(ScanText text, int colon) {
        int at = colon;
        int limit = Math.max(text.from(), colon - KEY_BYTES);
        while (at > limit && Bytes.is(text.at(at - 1), Bytes.TOKEN)) {
            at--;
        }
        int account = at - 1 - ACCOUNT;
        return text.at(at - 1) == ':'
                && text.at(account - 1) == ':'
                && Bytes.skip(text.array(), Math.max(account, text.from()), at - 1, Bytes.DIGIT) == at - 1;
    }

    /** The value's first byte, or its quote; -1 if there is no value. */
    static int valueStart(ScanText text, int sign, int keyEnd) {
        int at = sign + 1;
        int b = text.at(at);
        if (text.at(sign) == ':') {
            if (b == ':' && keyEnd == sign && text.at(sign + 2) == ' ') {
                // What is behind is in base64, as in LDIF.
                return behindBlanks(text, sign + 2, MAX_BLANKS);
            }
            if (b == ':' || (text.at(sign - 1) == ':')) {
                return -1;
            }
            at += b == '=' ? 1 : 0;
            return isQuoted(text, keyEnd, sign) ? behindLines(text, at) : behindBlanks(text, at, MAX_BLANKS);
        }
        if (b == '>' || b == '=') {
            return behindBlanks(text, at + 1, 2);
        }
        // A blank behind the sign alone says that the value is empty: password= user=x.
        if (Bytes.is(b, Bytes.QUOTE) && isOver(text.at(at + 1))) {
            // The end of a string in base64: "...pin=","x"
            return -1;
        }
        boolean blanksBefore = keyEnd < sign && Bytes.is(text.at(sign - 1), Bytes.BLANK);
        return b != ' ' || blanksBefore ? behindBlanks(text, at, blanksBefore ? MAX_BLANKS : 2) : -1;
    }

    private static boolean isQuoted(ScanText text, int keyEnd, int sign) {
        for (int at = keyEnd; at < sign; at++) {
            if (text.at(at) == '"') {
                return true;
            }
        }
        return false;
    }

    /** In JSON, lines may be broken behind the colon. */
    private static int behindLines(ScanText text, int from) {
        int at = Bytes.skip(text.array(), from, Math.min(text.end(), from + MAX_BLANKS), Bytes.BLANK);
        return at < text.end() && !Bytes.is(text.at(at), Bytes.BLANK) ? at : -1;
    }

    private static boolean isOver(int next) {
        return next == ',' || next == '}' || next == ']' || next == ':';
    }

    private static int behindBlanks(ScanText text, int from, int most) {
        int at = from;
        while (at - from < most && (text.at(at) == ' ' || text.at(at) == '\t')) {
            at++;
        }
        return at < text.end() && !Bytes.is(text.at(at), Bytes.BLANK) ? at : -1;
    }

    /** Where the bracket is that opens the tag that is closed at an index; -1 if that is no opening tag. */
    static int elementStart(ScanText text, int close) {
        byte[] array = text.array();
        int limit = Math.max(text.from(), close - 2 * KEY_BYTES);
        int open = close - 1;
        while (open >= limit && array[open] != '<' && array[open] != '>') {
            open--;
        }
        boolean opening = open >= limit && array[open] == '<' && text.at(close - 1) != '/' && text.at(open + 1) != '/';
        return opening ? open : -1;
    }

    /** Behind the name in an opening tag; -1 if there is none. */
    static int elementNameEnd(ScanText text, int open, int close) {
        byte[] array = text.array();
        int nameEnd = open + 1;
        while (nameEnd < close && isNameByte(array[nameEnd])) {
            nameEnd++;
        }
        boolean element = nameEnd > open + 1 && (nameEnd == close || Bytes.is(array[nameEnd], Bytes.BLANK));
        return element ? nameEnd : -1;
    }

    /** {@code <taro@example.com>} and {@code <[EMAIL]>} are no elements. */
    private static boolean isNameByte(int b) {
        return b < 0 || Bytes.is(b, Bytes.TOKEN) || b == ':' || b == '.';
    }
}
