package io.sluice.processor.pii.detect;

import org.jspecify.annotations.Nullable;

/**
 * {@link Detector#SECRET} in a command line: the argument of an option that says so.
 *
 * <pre>
 *   --password x      -Password x            options whose names {@link KeyDictionary} knows
 *   --token 'x y'     "--token", "x"         in quotes, and in lists of arguments
 *   curl -u bob:x     docker login -p x      options of one letter, by the {@link Command} before them
 *   mysql -px
 * </pre>
 *
 * <p>{@code --password=x} is left to {@link KeyedValueFinder}. What comes between an option and the next is looked at once.
 */
final class CommandLineFinder implements Finder {

    private static final int MAX_NAME = 64;
    private static final int MAX_BLANKS = 8;

    /** What prose goes on with behind the name of an option. */
    private static final byte[][] PROSE = Bytes.words(
            "a after also an and are argument arguments as at be before by can cannot does element expects flag flags"
                + " for from given has if in instead is it may must needs not of on only option options or parameter"
                + " requires set setting should specified switch than that the to was were when which will with"
                + " without");

    private final KeyedValue value = new KeyedValue();
    private @Nullable Command command;

    @Override
    public void find(ScanText text, Hits hits) {
        byte[] array = text.array();
        int end = text.end();
        command = null;
        int read = text.from();
        int at = text.from();
        while (at < end) {
            if (array[at] != '-' || !startsWord(text, at)) {
                at++;
                continue;
            }
            readCommand(text, read, at);
            read = at;
            at = Math.max(at + 1, option(text, at, hits));
        }
    }

    private static boolean startsWord(ScanText text, int at) {
        return at == text.from() || Bytes.is(text.at(at - 1), Bytes.BLANK | Bytes.QUOTE) || text.at(at - 1) == '[';
    }

    /** Notes the last command that is between two places, and that none is where the line ends. */
    private void readCommand(ScanText text, int from, int to) {
        byte[] array = text.array();
        int at = from;
        while (at < to) {
            int b = array[at];
            if (Bytes.is(b, Bytes.TOKEN)) {
                int behind = Bytes.skip(array, at, to, Bytes.TOKEN);
                Command named = Command.of(array, at, behind);
                command = named == null ? command : named;
                at = behind;
                continue;
            }
            boolean escaped = b == '\\' && text.at(at + 1) == 'n';
            if (escaped || b == '|' || b == ';' || b == '&' || (b == '\n' && text.at(at - 1) != '\\')) {
                command = null;
            }
            at += escaped ? 2 : 1;
        }
    }

    /** Where to go on behind the option at a hyphen; -1 if there is nothing in it. */
    private int option(ScanText text, int hyphen, Hits hits) {
        byte[] array = text.array();
        int name = hyphen + (text.at(hyphen + 1) == '-' ? 2 : 1);
        int limit = Math.min(text.end(), name + MAX_NAME);
        int nameEnd = Bytes.skip(array, name, limit, Bytes.TOKEN | Bytes.DOT);
        boolean single = name == hyphen + 1;
        int behind = single ? ofCommand(text, hyphen, hits) : -1;
        Command own = command != null && single && text.at(name) == command.letter() ? command : null;
        if (Command.isNamed(own, array, name, nameEnd)) {
            // What begins with a command's letter may be its password, and end like a name by chance; then both are
            // found.
            behind = Math.max(behind, add(text, hyphen, argument(text, nameEnd), false, hits));
        }
        return behind;
    }

    /** The same for {@code -p x} and {@code -px} behind the command that has this option. */
    private int ofCommand(ScanText text, int hyphen, Hits hits) {
        Command before = command;
        int letter = hyphen + 1;
        if (before == null || text.at(letter) != before.letter()) {
            return -1;
        }
        int next = argument(text, letter + 1);
        boolean attached = next < 0 && before.isAttached() && !Bytes.is(text.at(letter + 1), Bytes.BLANK);
        if (!attached && !before.isApart()) {
            return -1;
        }
        return add(text, hyphen, attached ? letter + 1 : next, before.isPair(), hits);
    }

    /** Where the argument begins behind an option's name, perhaps with its quote; -1 if none does. */
    private static int argument(ScanText text, int nameEnd) {
        int at = nameEnd;
        while (text.at(at) == '\\') {
            at++;
        }
        if (Bytes.is(text.at(at), Bytes.QUOTE) && text.at(at + 1) == ',') {
            at += 2;
        } else if (at == nameEnd && text.at(at) == ',') {
            at++;
        } else {
            at = nameEnd;
        }
        int start = behindBlanks(text, at);
        if (text.at(start) == '\\' && text.at(start + 1) == '\n') {
            start = behindBlanks(text, start + 1);
        }
        int first = start;
        while (text.at(first) == '\\' || Bytes.is(text.at(first), Bytes.QUOTE)) {
            first++;
        }
        int b = text.at(first);
        boolean sentence = text.at(nameEnd - 1) == '.' || text.at(start) == '(';
        return start == nameEnd || sentence || b == 0 || b == '-' || b == '=' || b == ':' || Bytes.is(b, Bytes.BLANK)
                ? -1
                : start;
    }

    private static int behindBlanks(ScanText text, int at) {
        return Bytes.skip(text.array(), at, Math.min(text.end(), at + MAX_BLANKS), Bytes.BLANK);
    }

    private int add(ScanText text, int hyphen, int start, boolean pair, Hits hits) {
        if (start < 0) {
            return -1;
        }
        value.read(text, hyphen - 1, start, false);
        boolean quoted = value.start() > start;
        boolean harmless = pair
                ? !isPair(text)
                : HarmlessValue.is(text.array(), value.start(), value.end()) || (!quoted && isProse(text));
        if (!harmless && !value.isFullWidth(text)) {
            hits.add(value.start(), value.end(), Detector.SECRET, Confidence.STRONG);
        }
        return value.end();
    }

    /** True for a user and a password. */
    private boolean isPair(ScanText text) {
        int colon = value.start();
        while (colon < value.end() && text.at(colon) != ':') {
            colon++;
        }
        return colon + 1 < value.end();
    }

    private boolean isProse(ScanText text) {
        return Bytes.isOne(text.array(), value.start(), value.end(), PROSE);
    }
}
