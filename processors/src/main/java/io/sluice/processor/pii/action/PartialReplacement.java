package io.sluice.processor.pii.action;

import io.sluice.pdata.WireWriter;
import io.sluice.processor.pii.detect.TextUnits;

/**
 * {@link Action#PARTIAL}. A {@code *} stands for each hidden character, so that what is shown depends on places alone and stays the same
 * the next time; the local part of a mail always becomes three.
 *
 * <table>
 * <caption>What is shown</caption>
 * <tr><td>mail</td><td>the first character, the domain</td></tr>
 * <tr><td>card</td><td>the first 6 and the last 4, but always 6 hidden; separators</td></tr>
 * <tr><td>telephone and other numbers</td><td>the last 4, at most half; separators</td></tr>
 * <tr><td>addresses</td><td>the first half, but less than what stands before {@code ::}, as that would be an address; separators</td></tr>
 * <tr><td>texts, rules</td><td>the first and last quarter, at most 2 each</td></tr>
 * <tr><td>secrets</td><td>nothing: they are {@linkplain Action#REPLACE replaced}</td></tr>
 * </table>
 */
final class PartialReplacement implements Replacement {

    private static final byte[] STARS = {'*', '*', '*'};
    private static final int LAST_SHOWN = 4;
    private static final int CARD_FIRST_SHOWN = 6;
    private static final int CARD_HIDDEN = 6;
    private static final int CARD_MIN = 12;
    private static final int CARD_MAX = 19;
    private static final int TEXT_SHOWN = 2;

    private final LabelReplacement whole;
    private final TextUnits units = new TextUnits();

    PartialReplacement(LabelReplacement whole) {
        this.whole = whole;
    }

    @Override
    public void write(byte[] array, int start, int end, Label label, WireWriter out) {
        Shape shape = Shape.of(label.detector());
        switch (shape) {
            case SECRET -> whole.write(array, start, end, label, out);
            case MAIL -> writeMail(array, start, end, label, out);
            case CARD, PHONE, NUMBER, ADDRESS, TEXT -> writeByPlace(array, start, end, shape, out);
        }
    }

    private void writeByPlace(byte[] array, int start, int end, Shape shape, WireWriter out) {
        int count = 0;
        int countAtGap = Integer.MAX_VALUE;
        int previous = 0;
        units.set(array, start, end);
        while (units.next()) {
            int c = units.codePoint();
            if (c == ':' && previous == ':') {
                countAtGap = Math.min(countAtGap, count);
            }
            previous = c;
            count += isHideable(c, shape) ? 1 : 0;
        }
        int first = Math.min(firstShown(count, shape), Math.max(0, countAtGap - 1));
        int hiddenEnd = count - lastShown(count, shape);
        int place = 0;
        units.set(array, start, end);
        while (units.next()) {
            boolean hideable = isHideable(units.codePoint(), shape);
            if (hideable && place >= first && place < hiddenEnd) {
                out.raw(STARS, 0, 1);
            } else {
                out.raw(array, units.start(), units.end() - units.start());
            }
            place += hideable ? 1 : 0;
        }
    }

    private static int firstShown(int count, Shape shape) {
        return switch (shape) {
            case CARD -> isCard(count) ? Math.min(CARD_FIRST_SHOWN, count - LAST_SHOWN - CARD_HIDDEN) : 0;
            case ADDRESS -> count / 2;
            case TEXT -> Math.min(TEXT_SHOWN, count / 4);
            case SECRET, MAIL, PHONE, NUMBER -> 0;
        };
    }

    private static int lastShown(int count, Shape shape) {
        return switch (shape) {
            case CARD, PHONE, NUMBER -> Math.min(LAST_SHOWN, count / 2);
            case TEXT -> Math.min(TEXT_SHOWN, count / 4);
            case SECRET, MAIL, ADDRESS -> 0;
        };
    }

    private static boolean isCard(int count) {
        return count >= CARD_MIN && count <= CARD_MAX;
    }

    /** Everything is, unless it is known to separate groups. */
    private static boolean isHideable(int c, Shape shape) {
        if (shape == Shape.TEXT) {
            return true;
        }
        return switch (c) {
            case ' ', '-', '.', ':', '/', '+', '(', ')', '_' -> false;
            case 0x30fc, 0xff70 -> false;
            case TextUnits.INVISIBLE -> false;
            default -> true;
        };
    }

    /** The domain is what is behind the last @; anything unexpected in it, and nothing is shown. */
    private void writeMail(byte[] array, int start, int end, Label label, WireWriter out) {
        int at = -1;
        boolean isDomain = false;
        units.set(array, start, end);
        while (units.next()) {
            int c = units.codePoint();
            if (c == '@') {
                at = units.start();
                isDomain = true;
            } else if (!isAlphanumeric(c) && c != '.' && c != '-') {
                isDomain = false;
            }
        }
        if (!isDomain) {
            whole.write(array, start, end, label, out);
            return;
        }
        units.set(array, start, at);
        if (units.next() && units.end() < at && isAlphanumeric(units.codePoint())) {
            out.raw(array, start, units.end() - start);
        }
        out.raw(STARS, 0, STARS.length).raw(array, at, end - at);
    }

    private static boolean isAlphanumeric(int c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }
}
