package io.sluice.processor.pii.detect;

import java.nio.charset.StandardCharsets;

/**
 * Passwords that no sign stands before: {@code alter user scott identified by tiger}, also in double quotes. Allocates nothing. Threads:
 * any.
 */
final class SqlUser {

    private static final int MAX_NAME = 128;
    private static final byte[] IDENTIFIED = Bytes.words("identified")[0];
    private static final byte[] BY = Bytes.words("by")[0];
    private static final byte[] WITH = Bytes.words("with")[0];
    private static final byte[] SET = "set ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PASSWORD_FOR = "password for ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[][] OWNERS = Bytes.words("user role");
    private static final byte[][] VERBS = Bytes.words("create alter");
    /** Of a hash in quotes, which is found by itself. */
    private static final byte[][] NO_PASSWORDS = Bytes.words("values password");

    /** With another word behind, they are prose, unless a statement goes on with that. */
    private static final byte[][] PROSE =
            Bytes.words("a all an any both each either every her his its my one our some that the their this your");

    private static final byte[][] CLAUSES = Bytes.words(
            "account and container default enable environment grant password profile quota replace require temporary"
                    + " valid with");

    private SqlUser() {}

    /** Where the next password begins, at or behind an index; -1 if there is none. */
    static int next(ScanText text, int from) {
        byte[] array = text.array();
        int end = text.end();
        for (int at = from; at < end; at++) {
            if (Bytes.lower(array[at]) == 'i' && Bytes.startsWithAnyCase(array, at, end, IDENTIFIED)) {
                int by = Bytes.skip(array, at + IDENTIFIED.length, end, Bytes.BLANK);
                int start = Bytes.skip(array, by + BY.length, end, Bytes.BLANK);
                boolean found = Bytes.startsWithAnyCase(array, by, end, BY) && start > by + BY.length && start < end;
                if (found
                        && isOfUser(text, at)
                        && !Bytes.startsWithAny(array, start, end, NO_PASSWORDS)
                        && !isProse(array, start, end)) {
                    return start;
                }
            }
        }
        return -1;
    }

    /** True behind {@code identified by}, and {@code identified with plugin by}, which end at an index. */
    static boolean isIdentifiedBy(ScanText text, int end) {
        byte[] array = text.array();
        if (!Bytes.endsWithAnyCase(array, text.from(), end, BY)) {
            return false;
        }
        int before = beforeBlanks(text, end - BY.length);
        if (Bytes.endsWithAnyCase(array, text.from(), before, IDENTIFIED)) {
            return true;
        }
        int with = beforeBlanks(text, wordBefore(text, before));
        return Bytes.endsWithAnyCase(array, text.from(), with, WITH)
                && Bytes.endsWithAnyCase(array, text.from(), beforeBlanks(text, with - WITH.length), IDENTIFIED);
    }

    /** True at the sign of {@code set password for 'app'@'%' = 'x'}. */
    static boolean isSetPassword(ScanText text, int sign) {
        if (text.at(sign) != '=' || !Bytes.is(text.at(sign + 1), Bytes.BLANK) || text.at(sign + 2) != '\'') {
            return false;
        }
        int limit = Math.max(text.from(), sign - MAX_NAME);
        for (int at = sign - 1; at >= limit; at--) {
            if (Bytes.lower(text.at(at)) == 'p' && Bytes.startsWithAnyCase(text.array(), at, sign, PASSWORD_FOR)) {
                return Bytes.endsWithAnyCase(text.array(), text.from(), at, SET);
            }
        }
        return false;
    }

    /** True for {@code the team lead}. */
    private static boolean isProse(byte[] array, int start, int end) {
        int behind = Bytes.skip(array, start, end, Bytes.LETTER);
        int next = Bytes.skip(array, behind, end, Bytes.BLANK);
        int nextEnd = Bytes.skip(array, next, end, Bytes.LETTER);
        return next > behind
                && nextEnd > next
                && Bytes.isOne(array, start, behind, PROSE)
                && !Bytes.isOne(array, next, nextEnd, CLAUSES);
    }

    /** True behind {@code create user name}. */
    private static boolean isOfUser(ScanText text, int at) {
        int owner = wordBefore(text, wordBefore(text, at));
        int end = beforeBlanks(text, owner);
        for (byte[] verb : VERBS) {
            int start = end - verb.length;
            if (start >= text.from() && Bytes.startsWithAnyCase(text.array(), start, end, verb)) {
                return Bytes.startsWithAny(text.array(), owner, text.end(), OWNERS);
            }
        }
        return false;
    }

    private static int beforeBlanks(ScanText text, int end) {
        int limit = Math.max(text.from(), end - MAX_NAME);
        int at = end;
        while (at > limit && Bytes.is(text.at(at - 1), Bytes.BLANK)) {
            at--;
        }
        return at;
    }

    /** Where the word before an index begins, or the text. */
    private static int wordBefore(ScanText text, int end) {
        int limit = Math.max(text.from(), end - MAX_NAME);
        int at = beforeBlanks(text, end);
        while (at > limit && !Bytes.is(text.at(at - 1), Bytes.BLANK)) {
            at--;
        }
        return at;
    }
}
