package io.sluice.processor.sampling;

import io.sluice.pdata.WireWriter;
import java.util.Arrays;

/**
 * A span's tracestate where it lies, its {@code ot} member, and what becomes of the two: {@link #read}, then setters, then {@link #write}.
 * What others put there is kept.
 *
 * <pre>
 *   vendor=a, ot=th:c;rv:d29d6a7215ced0;x:1      a list of members with key and value; of ot a list of sub-keys and values
 *   ot=rv:d29d6a7215ced0;th:c;x:1,vendor=a       as it is written: ot first, in it rv, th and then the others
 * </pre>
 *
 * <p>It takes and gives what the Collector 0.155 does. A tracestate of more than {@value #MAX_LENGTH} bytes, with more than {@value
 * #MAX_MEMBERS} members, empty ones included, or with one that is malformed is unreadable as a whole. Of keys that come twice the last one
 * counts. Digits that are not set anew are written as they came, also in upper case, also with zeros at the end of {@code th}.
 *
 * <p>Reusable; allocates nothing. The bytes must stay as they are from {@link #read} to {@link #write}. Threads: one at a time.
 */
public final class TraceState {

    /** Bytes of the longest one that is read. */
    public static final int MAX_LENGTH = 1024;

    /** Members of the longest one that is read. */
    public static final int MAX_MEMBERS = 31;

    private static final byte[] NOTHING = {};
    private static final byte[] OT = {'o', 't', '='};
    private static final byte[] RV = {'r', 'v', ':'};
    private static final byte[] TH = {'t', 'h', ':'};
    private static final byte[] COMMA = {','};
    private static final byte[] SEMICOLON = {';'};

    private final byte[] digits = new byte[HexDigits.COUNT];
    private byte[] array = NOTHING;
    private int from;
    private int end;
    private int otFrom; // the value of ot, empty if there is none
    private int otEnd;
    private int rvFrom; // the digits that came, empty if there are none or others are set
    private int rvEnd;
    private int thFrom;
    private int thEnd;
    private long randomness = Randomness.NONE;
    private long threshold = Threshold.NONE;

    /**
     * Reads a tracestate.
     *
     * @return false if it is unreadable; it is then as if it were empty, and should be left as it is
     */
    public boolean read(byte[] bytes, int start, int stop) {
        array = bytes;
        from = start;
        end = stop;
        forgetOt();
        if (stop == start || (stop - start <= MAX_LENGTH && readMembers())) {
            return true;
        }
        end = start;
        forgetOt();
        return false;
    }

    private void forgetOt() {
        otFrom = 0;
        otEnd = 0;
        clearRandomness();
        clearThreshold();
    }

    private boolean readMembers() {
        int members = 0;
        for (int at = from; at < end; ) {
            int stop = indexOf(',', at, end);
            if (++members > MAX_MEMBERS) {
                return false;
            }
            int left = trimmedFrom(at, stop);
            int right = trimmedEnd(left, stop);
            if (left < right && !readMember(left, right)) {
                return false;
            }
            at = stop + 1;
        }
        return true;
    }

    private boolean readMember(int left, int right) {
        int equals = indexOf('=', left, right);
        if (equals == right
                || !TraceStateSyntax.isKey(array, left, equals)
                || !TraceStateSyntax.isValue(array, equals + 1, right)) {
            return false;
        }
        if (!isOt(left, equals)) {
            return true;
        }
        forgetOt();
        otFrom = equals + 1;
        otEnd = right;
        return readOt();
    }

    private boolean readOt() {
        // One more turn than there are separators, so that one at the end has an empty member behind it, which is none.
        for (int at = otFrom; at <= otEnd; ) {
            int stop = indexOf(';', at, otEnd);
            int colon = indexOf(':', at, stop);
            if (colon == stop
                    || !TraceStateSyntax.isOtKey(array, at, colon)
                    || !TraceStateSyntax.isOtValue(array, colon + 1, stop)) {
                return false;
            }
            if (isKey(RV, at, colon)) {
                rvFrom = colon + 1;
                rvEnd = stop;
                randomness = Randomness.parse(array, rvFrom, rvEnd);
                if (randomness == Randomness.NONE) {
                    return false;
                }
            } else if (isKey(TH, at, colon)) {
                thFrom = colon + 1;
                thEnd = stop;
                threshold = Threshold.parse(array, thFrom, thEnd);
                if (threshold == Threshold.NONE) {
                    return false;
                }
            }
            at = stop + 1;
        }
        return true;
    }

    private boolean isOt(int left, int equals) {
        return isKey(OT, left, equals);
    }

    /** @param name the key with its separator */
    private boolean isKey(byte[] name, int left, int right) {
        return Arrays.equals(array, left, right, name, 0, name.length - 1);
    }

    private int indexOf(char wanted, int left, int right) {
        int at = left;
        while (at < right && array[at] != wanted) {
            at++;
        }
        return at;
    }

    private int trimmedFrom(int left, int right) {
        int at = left;
        while (at < right && TraceStateSyntax.isBlank(array[at])) {
            at++;
        }
        return at;
    }

    private int trimmedEnd(int left, int right) {
        int at = right;
        while (at > left && TraceStateSyntax.isBlank(array[at - 1])) {
            at--;
        }
        return at;
    }

    /** The explicit randomness; {@link Randomness#NONE} if there is none. */
    public long randomness() {
        return randomness;
    }

    /** The threshold of those who sampled before; {@link Threshold#NONE} if it is unknown, which is not the same as {@code th:0}. */
    public long threshold() {
        return threshold;
    }

    /** Sets the explicit randomness. */
    public void setRandomness(long value) {
        clearRandomness();
        randomness = value;
    }

    private void clearRandomness() {
        randomness = Randomness.NONE;
        rvFrom = 0;
        rvEnd = 0;
    }

    /**
     * Sets the threshold unless that would lower the one that is there: what others dropped cannot be made up for.
     *
     * @param value less than {@link Threshold#NEVER}
     * @return false if the one that is there stays, because it is higher
     */
    public boolean raiseThreshold(long value) {
        if (threshold > value) {
            return false;
        }
        clearThreshold();
        threshold = value;
        return true;
    }

    /** Takes the threshold away: the probability is not known any more. */
    public void clearThreshold() {
        threshold = Threshold.NONE;
        thFrom = 0;
        thEnd = 0;
    }

    /** Appends the tracestate as it is now, without a tag or a length; nothing if it is empty. */
    public void write(WireWriter out) {
        int start = out.length();
        writeOt(out, start);
        for (int at = from; at < end; ) {
            int stop = indexOf(',', at, end);
            int left = trimmedFrom(at, stop);
            int right = trimmedEnd(left, stop);
            if (left < right && !isOt(left, indexOf('=', left, right))) {
                if (out.length() > start) {
                    out.raw(COMMA, 0, 1);
                }
                out.raw(array, left, right - left);
            }
            at = stop + 1;
        }
    }

    private void writeOt(WireWriter out, int start) {
        if (randomness != Randomness.NONE) {
            out.raw(OT, 0, OT.length).raw(RV, 0, RV.length);
            if (rvFrom < rvEnd) {
                out.raw(array, rvFrom, rvEnd - rvFrom);
            } else {
                Randomness.encode(randomness, digits, 0);
                out.raw(digits, 0, Randomness.DIGITS);
            }
        }
        if (threshold != Threshold.NONE) {
            begin(out, start);
            out.raw(TH, 0, TH.length);
            if (thFrom < thEnd) {
                out.raw(array, thFrom, thEnd - thFrom);
            } else {
                out.raw(digits, 0, Threshold.encode(threshold, digits, 0));
            }
        }
        for (int at = otFrom; at < otEnd; ) {
            int stop = indexOf(';', at, otEnd);
            int colon = indexOf(':', at, stop);
            if (!isKey(RV, at, colon) && !isKey(TH, at, colon)) {
                begin(out, start);
                out.raw(array, at, stop - at);
            }
            at = stop + 1;
        }
    }

    /** What stands before the next member of ot. */
    private static void begin(WireWriter out, int start) {
        if (out.length() > start) {
            out.raw(SEMICOLON, 0, 1);
        } else {
            out.raw(OT, 0, OT.length);
        }
    }
}
