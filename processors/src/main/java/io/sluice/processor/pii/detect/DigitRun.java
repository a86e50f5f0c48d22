package io.sluice.processor.pii.detect;

/**
 * Up to {@value #MAX_GROUPS} groups of digits and what separates them, read from one place on. Reusable. Threads: one at a time.
 *
 * <pre>
 *   (03) 1234-5678 x           groups 2, 4, 4
 *     ^^^    ^    ^            separators: PAREN, HYPHEN, SPACE
 * </pre>
 */
final class DigitRun {

    static final int MAX_GROUPS = 6;
    /** No number that is looked for has more in a row. */
    static final int MAX_LENGTH = 20;

    /** What is behind a group ends a number. */
    static final byte NONE = 0;
    /** One blank, or a plus for it, then digits. */
    static final byte SPACE = 1;

    static final byte HYPHEN = 2;
    static final byte DOT = 3;
    /** A parenthesis, with a blank or hyphen or none. */
    static final byte PAREN = 4;
    /** What is behind goes on with something that is no digit, as an identifier or a masked number does. */
    static final byte GLUED = 5;

    private final int[] starts = new int[MAX_GROUPS];
    private final int[] lengths = new int[MAX_GROUPS];
    private final byte[] separators = new byte[MAX_GROUPS];
    private final byte[] digits = new byte[MAX_GROUPS * MAX_LENGTH];
    private int groups;
    /** True if a letter follows what would be the next group. */
    private boolean lettered;

    private int digitCount;
    private int topicsOf;
    private int topics;

    /** Reads from the digit at an index on. Nothing ({@link #groups} is 0) if more digits follow than any number has, or a letter. */
    void read(ScanText text, int at) {
        groups = 0;
        lettered = false;
        digitCount = 0;
        topicsOf = 0;
        int i = at;
        while (i >= 0 && groups < MAX_GROUPS) {
            i = readGroup(text, i);
        }
    }

    /** Reads a group and its separator; where the next one begins, or -1. */
    private int readGroup(ScanText text, int start) {
        int i = start;
        while (i - start < MAX_LENGTH && Bytes.isDigit(text.at(i))) {
            digits[digitCount + i - start] = (byte) (text.array()[i] - '0');
            i++;
        }
        int behind = text.at(i);
        starts[groups] = start;
        lengths[groups] = i - start;
        if (Bytes.isAlnum(behind)) {
            lettered = Bytes.isLetter(behind);
            return -1;
        }
        digitCount += i - start;
        int next = separator(text, i, behind);
        groups++;
        return next;
    }

    private int separator(ScanText text, int i, int behind) {
        int next = text.at(i + 1);
        byte kind = switch (behind) {
            // A plus is a blank in a URL.
            case ' ', '+' -> Bytes.isDigit(next) ? SPACE : NONE;
            case '-' -> Bytes.isDigit(next) ? HYPHEN : Bytes.isLetter(next) || next == '*' ? GLUED : NONE;
            case '.' -> Bytes.isDigit(next) ? DOT : NONE;
            case '*' -> GLUED;
            default -> NONE;
        };
        if (kind == NONE) {
            int group = parenthesis(text, i);
            separators[groups] = group > 0 ? PAREN : NONE;
            return group;
        }
        separators[groups] = kind;
        return kind == GLUED ? -1 : i + 1;
    }

    /** Where the digits behind a parenthesis begin, or -1. */
    private static int parenthesis(ScanText text, int at) {
        boolean seen = false;
        for (int i = at; i < at + 3; i++) {
            int b = text.at(i);
            if (seen && Bytes.isDigit(b)) {
                return i;
            }
            if (b == '(' || b == ')') {
                seen = true;
            } else if (b != ' ' && b != '-') {
                return -1;
            }
        }
        return seen && Bytes.isDigit(text.at(at + 3)) ? at + 3 : -1;
    }

    int groups() {
        return groups;
    }

    int start(int group) {
        return starts[group];
    }

    int length(int group) {
        return lengths[group];
    }

    /** Behind a group's last digit. */
    int end(int group) {
        return starts[group] + lengths[group];
    }

    /** All digits of all groups, each 0 to 9. */
    byte[] digits() {
        return digits;
    }

    /** The number of digits in the first groups. */
    int digits(int count) {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            sum += lengths[i];
        }
        return sum;
    }

    /** What is between a group and the next one. */
    byte separator(int group) {
        return separators[group];
    }

    /**
     * The lengths of the first groups, one hexadecimal digit each, 0x244 for 03-1234-5678; -1 if there are fewer, or if what follows belongs
     * to them.
     */
    int shape(int count) {
        if (groups < count || !endsAt(count)) {
            return -1;
        }
        int shape = 0;
        for (int i = 0; i < count; i++) {
            shape = shape << 4 | Math.min(15, lengths[i]);
        }
        return shape;
    }

    /** The shape of all groups and the one that a letter follows directly, which is not counted otherwise; -1 if there is none. */
    int letteredShape() {
        if (!lettered) {
            return -1;
        }
        int shape = 0;
        for (int i = 0; i <= groups; i++) {
            shape = shape << 4 | Math.min(15, lengths[i]);
        }
        return shape;
    }

    /** What is spoken of near the first groups; asked for once. */
    int topicsNear(ScanText text, int count) {
        if (topicsOf != count) {
            topicsOf = count;
            topics = KeywordContext.near(text, starts[0], end(count - 1));
        }
        return topics;
    }

    /** True if one of some topics is spoken of near the first groups; not to be asked of {@link Topics#HARMLESS}. */
    boolean isNear(ScanText text, int count, int wanted) {
        return Keywords.mayMention(text.letters(), wanted) && (topicsNear(text, count) & wanted) != 0;
    }

    /** True if what follows the first groups does not belong to them. */
    boolean endsAt(int count) {
        byte behind = separators[count - 1];
        return behind == NONE || behind == SPACE || behind == PAREN;
    }

    /** The separator that all of the first groups have between them, or {@link #NONE}. */
    byte uniform(int count) {
        byte first = separators[0];
        for (int i = 1; i < count - 1; i++) {
            if (separators[i] != first) {
                return NONE;
            }
        }
        return first;
    }

    /** True if one of the separators between the first groups is of a kind. */
    boolean has(int count, byte kind) {
        for (int i = 0; i < count - 1; i++) {
            if (separators[i] == kind) {
                return true;
            }
        }
        return false;
    }

    /** True if a blank and another number follow the first groups. */
    boolean goesOn(int count) {
        return separators[count - 1] == SPACE;
    }
}
