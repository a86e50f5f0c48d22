package io.sluice.processor.pii.detect;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Knows what masking wrote, so that it is never found again:
 *
 * <pre>
 * [LABEL]                      plain
 * [LABEL:key:content]          keyed; content is a hash, or an address, a colon and a tag
 *
 * LABEL    1 to 64 of A-Z 0-9 _
 * key      1 to 16 of a-z 0-9 -
 * content  1 to 96 of a-z 0-9 . :
 * </pre>
 *
 * <p>The name of a {@link Detector} in brackets is believed. Whatever else has the form might be data in disguise, {@code [TARO]} or
 * {@code [IPV4:k1:192.0.2.1:aaaa]}: it is believed only if {@link Genuine} says so.
 */
public final class MaskedTokens {

    /** No longer than this, brackets included. */
    public static final int MAX_LENGTH = 1 + 64 + 1 + 16 + 1 + 96 + 1;

    /** What stands for a value that could not be searched. */
    private static final String UNSEARCHED = "UNSEARCHED";

    private static final int MAX_LABEL = 64;
    private static final int MAX_KEY = 16;
    private static final int MAX_CONTENT = 96;
    private static final byte[] SECRET = Detector.SECRET.name().getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PERSONAL = Detector.PERSONAL.name().getBytes(StandardCharsets.US_ASCII);
    private static final byte[][] PLAIN = plain();

    /** Says what may stay. */
    @FunctionalInterface
    public interface Genuine {
        /**
         * True if {@code array[start, behind)}, which has the form, was written by a masking that is trusted: a keyed token made with a key
         * of ours, or the label of a rule.
         */
        boolean isGenuine(byte[] array, int start, int behind);
    }

    private int[] starts = new int[16];
    private int[] ends = new int[16];
    private int size;

    private static byte[][] plain() {
        Detector[] detectors = Detector.values();
        byte[][] names = new byte[detectors.length + 1][];
        for (int i = 0; i < detectors.length; i++) {
            names[i] = detectors[i].name().getBytes(StandardCharsets.US_ASCII);
        }
        names[detectors.length] = UNSEARCHED.getBytes(StandardCharsets.US_ASCII);
        return names;
    }

    /** Where what begins at {@code start} and has the form ends, behind the closing bracket; -1 if nothing does. */
    public static int endOf(byte[] array, int start, int end) {
        if (start >= end || array[start] != '[') {
            return -1;
        }
        int label = labelEnd(array, start + 1, end);
        if (label == start + 1 || label == end) {
            return -1;
        }
        if (array[label] == ']') {
            return label + 1;
        }
        return array[label] == ':' ? keyedEnd(array, label + 1, end) : -1;
    }

    private static int labelEnd(byte[] array, int from, int end) {
        int limit = Math.min(end, from + MAX_LABEL);
        int at = from;
        while (at < limit && (Bytes.is(array[at], Bytes.UPPER | Bytes.DIGIT) || array[at] == '_')) {
            at++;
        }
        return at;
    }

    private static int keyedEnd(byte[] array, int from, int end) {
        int at = from;
        int limit = Math.min(end, from + MAX_KEY);
        while (at < limit && (Bytes.is(array[at], Bytes.LOWER | Bytes.DIGIT) || array[at] == '-')) {
            at++;
        }
        if (at == from || at == end || array[at] != ':') {
            return -1;
        }
        int content = at + 1;
        limit = Math.min(end, content + MAX_CONTENT);
        at = content;
        while (at < limit && (Bytes.is(array[at], Bytes.LOWER | Bytes.DIGIT) || array[at] == '.' || array[at] == ':')) {
            at++;
        }
        return at > content && at < end && array[at] == ']' ? at + 1 : -1;
    }

    /** True for the label of a detector, {@code [EMAIL]}, but not of those that go by the name of a key: that was a name itself. */
    static boolean isFound(byte[] array, int start, int behind) {
        return isPlain(array, start, behind) && !isNamed(array, start, behind);
    }

    private static boolean isNamed(byte[] array, int start, int behind) {
        return isLabel(array, start, behind, SECRET) || isLabel(array, start, behind, PERSONAL);
    }

    private static boolean isLabel(byte[] array, int start, int behind, byte[] name) {
        return Arrays.equals(array, start + 1, behind - 1, name, 0, name.length);
    }

    /** True if a range that has the form is plain and needs no proof. */
    public static boolean isPlain(byte[] array, int start, int behind) {
        for (byte[] name : PLAIN) {
            if (isLabel(array, start, behind, name)) {
                return true;
            }
        }
        return false;
    }

    /** Takes out of findings what masked text covers; what is left of one may become several, or none. */
    void cut(byte[] array, int from, int end, Genuine genuine, Hits hits) {
        if (hits.size() == 0) {
            return;
        }
        collect(array, from, end, genuine);
        if (size == 0) {
            return;
        }
        int count = hits.size();
        for (int i = 0; i < count; i++) {
            cutOne(array, i, hits);
        }
    }

    private void collect(byte[] array, int from, int end, Genuine genuine) {
        size = 0;
        for (int at = from; at < end; at++) {
            if (array[at] != '[') {
                continue;
            }
            int behind = endOf(array, at, end);
            if (behind > 0 && (isPlain(array, at, behind) || genuine.isGenuine(array, at, behind))) {
                add(at, behind);
                at = behind - 1;
            }
        }
    }

    private void add(int start, int behind) {
        if (size == starts.length) {
            starts = Arrays.copyOf(starts, size * 2);
            ends = Arrays.copyOf(ends, size * 2);
        }
        starts[size] = start;
        ends[size++] = behind;
    }

    /** The first piece takes the place of the finding, which is left empty if there is none. */
    private void cutOne(byte[] array, int hit, Hits hits) {
        int at = hits.start(hit);
        int end = hits.end(hit);
        int token = firstEndingBehind(at);
        if (token == size || starts[token] >= end) {
            return;
        }
        boolean placed = false;
        while (at < end) {
            int pieceEnd = token < size ? Math.min(end, starts[token]) : end;
            if (holdsWord(array, at, pieceEnd)) {
                if (placed) {
                    hits.add(at, pieceEnd, hits.detector(hit), hits.confidence(hit), hits.other(hit));
                } else {
                    hits.move(hit, at, pieceEnd);
                    placed = true;
                }
            }
            at = token < size ? Math.max(pieceEnd, ends[token]) : end;
            token++;
        }
        if (!placed) {
            hits.move(hit, end, end);
        }
    }

    /** What separates two masked texts is nothing to hide. */
    private static boolean holdsWord(byte[] array, int from, int end) {
        for (int i = from; i < end; i++) {
            if (array[i] < 0 || Bytes.isAlnum(array[i])) {
                return true;
            }
        }
        return false;
    }

    private int firstEndingBehind(int at) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ends[middle] > at) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
