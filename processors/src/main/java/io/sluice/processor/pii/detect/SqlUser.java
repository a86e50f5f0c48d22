package io.sluice.processor.pii.detect;

/**
 * Passwords that no sign stands before: {@code alter user scott identified by tiger}, also in double quotes. Allocates nothing. Threads:
 * any.
 */
final class SqlUser {

    private static final int MAX_NAME = 128;
    private static final byte[] IDENTIFIED = Bytes.words("identified")[0];
    private static final byte[] BY = Bytes.words("by")[0];
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
                        && !startsWithAny(array, start, end, NO_PASSWORDS)
                        && !isProse(array, start, end)) {
                    return start;
                }
            }
        }
        return -1;
    }

    private static boolean startsWithAny(byte[] array, int at, int end, byte[][] words) {
        for (byte[] word : words) {
            if (Bytes.startsWithAnyCase(array, at, end, word)) {
                return true;
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
                return startsWithAny(text.array(), owner, text.end(), OWNERS);
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
