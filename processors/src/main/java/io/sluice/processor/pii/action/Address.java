package io.sluice.processor.pii.action;

import io.sluice.pdata.WireWriter;

/**
 * An IP address that is read from text and written in canonical form (RFC 5952, sections 4 and 5). An IPv4 address in IPv6's clothes
 * (RFC 4291, section 2.5.5.2) is an IPv4 address. Reusable. Threads: one at a time.
 */
final class Address {

    private static final int GROUPS = 8;
    private static final int MAX_LENGTH = 45;
    private static final long MAPPED = 0xffffL << 32;

    private final int[] groups = new int[GROUPS];
    private final byte[] text = new byte[MAX_LENGTH];
    private int length;
    private long high;
    private long low;

    long high() {
        return high;
    }

    /** The last eight bytes; of an IPv4 address that is {@code 0xffff} and its four. */
    long low() {
        return low;
    }

    void set(long newHigh, long newLow) {
        high = newHigh;
        low = newLow;
    }

    boolean isV4() {
        return high == 0 && (low & 0xffffffff00000000L) == MAPPED;
    }

    /** Keeps the network: 24 bits of IPv4, 48 of IPv6. */
    void truncate() {
        if (isV4()) {
            low &= ~0xffL;
        } else {
            high &= ~0xffffL;
            low = 0;
        }
    }

    /** True for private, loopback and link-local addresses (RFC 1918, 4193, 3927 and 4291). */
    boolean isPrivate() {
        if (isV4()) {
            int first = (int) (low >>> 24) & 0xff;
            int second = (int) (low >>> 16) & 0xff;
            return first == 10
                    || first == 127
                    || (first == 172 && second >> 4 == 1)
                    || (first == 192 && second == 168)
                    || (first == 169 && second == 254);
        }
        return (high == 0 && low == 1) || high >>> 57 == 0xfc >> 1 || high >>> 54 == 0xfe80 >> 6;
    }

    /** Reads a text in ASCII that is an address as a whole, a zone behind it aside; false if it is none. */
    boolean parse(byte[] array, int from, int end) {
        int zone = from;
        while (zone < end && array[zone] != '%') {
            zone++;
        }
        int firstColon = from;
        while (firstColon < zone && array[firstColon] != ':') {
            firstColon++;
        }
        if (firstColon < zone) {
            return parseV6(array, from, zone);
        }
        long v4 = zone == end ? parseV4(array, from, end) : -1;
        high = 0;
        low = MAPPED | v4;
        return v4 >= 0;
    }

    private static long parseV4(byte[] array, int from, int end) {
        long value = 0;
        int at = from;
        for (int i = 0; i < 4; i++) {
            if (i > 0 && (at >= end || array[at++] != '.')) {
                return -1;
            }
            int octet = 0;
            int digits = 0;
            while (at < end && array[at] >= '0' && array[at] <= '9' && digits < 4) {
                octet = octet * 10 + array[at++] - '0';
                digits++;
            }
            if (digits == 0 || digits > 3 || octet > 255) {
                return -1;
            }
            value = (value << 8) | octet;
        }
        return at == end ? value : -1;
    }

    private boolean parseV6(byte[] array, int from, int end) {
        int count = 0;
        int gap = -1;
        int at = from;
        if (end - from >= 2 && array[from] == ':' && array[from + 1] == ':') {
            gap = 0;
            at = from + 2;
        }
        while (at < end) {
            int wordEnd = at;
            while (wordEnd < end && array[wordEnd] != ':') {
                wordEnd++;
            }
            if (wordEnd == end && contains(array, at, end, '.')) {
                long v4 = parseV4(array, at, end);
                if (v4 < 0 || count > GROUPS - 2) {
                    return false;
                }
                groups[count++] = (int) (v4 >> 16);
                groups[count++] = (int) v4 & 0xffff;
                break;
            }
            int group = hex(array, at, wordEnd);
            if (group < 0 || count == GROUPS) {
                return false;
            }
            groups[count++] = group;
            at = wordEnd + 1;
            if (at == end) {
                return false;
            }
            if (wordEnd < end && array[at] == ':') {
                if (gap >= 0) {
                    return false;
                }
                gap = count;
                at++;
            }
        }
        return spread(count, gap);
    }

    private static boolean contains(byte[] array, int from, int end, int wanted) {
        for (int i = from; i < end; i++) {
            if (array[i] == wanted) {
                return true;
            }
        }
        return false;
    }

    private static int hex(byte[] array, int from, int end) {
        if (from == end || end - from > 4) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < end; i++) {
            int digit = Character.digit(array[i], 16);
            if (digit < 0) {
                return -1;
            }
            value = (value << 4) | digit;
        }
        return value;
    }

    /** Puts zeros where the gap was. */
    private boolean spread(int count, int gap) {
        if (gap < 0 ? count != GROUPS : count == GROUPS) {
            return false;
        }
        high = 0;
        low = 0;
        for (int i = 0; i < GROUPS; i++) {
            int behindGap = i - (GROUPS - count);
            int group = gap < 0 || i < gap ? groups[i] : behindGap >= gap ? groups[behindGap] : 0;
            high = (high << 16) | (low >>> 48);
            low = (low << 16) | group;
        }
        return true;
    }

    /** Appends the canonical text. */
    void write(WireWriter out) {
        length = 0;
        if (isV4()) {
            for (int shift = 24; shift >= 0; shift -= 8) {
                decimal((int) (low >>> shift) & 0xff);
                text[length++] = '.';
            }
            length--;
        } else {
            writeV6();
        }
        out.raw(text, 0, length);
    }

    private void writeV6() {
        int gap = -1;
        int gapLength = 1;
        for (int i = 0; i < GROUPS; i++) {
            int zeros = 0;
            while (i + zeros < GROUPS && group(i + zeros) == 0) {
                zeros++;
            }
            if (zeros > gapLength) {
                gap = i;
                gapLength = zeros;
            }
            i += zeros;
        }
        for (int i = 0; i < GROUPS; i++) {
            if (i == gap) {
                text[length++] = ':';
                text[length++] = ':';
                i += gapLength - 1;
            } else {
                if (i > 0 && text[length - 1] != ':') {
                    text[length++] = ':';
                }
                hexadecimal(group(i));
            }
        }
    }

    private int group(int i) {
        return (int) ((i < 4 ? high : low) >>> (48 - 16 * (i & 3))) & 0xffff;
    }

    private void decimal(int value) {
        if (value >= 100) {
            text[length++] = (byte) ('0' + value / 100);
        }
        if (value >= 10) {
            text[length++] = (byte) ('0' + value / 10 % 10);
        }
        text[length++] = (byte) ('0' + value % 10);
    }

    private void hexadecimal(int value) {
        for (int shift = value > 0xfff ? 12 : value > 0xff ? 8 : value > 0xf ? 4 : 0; shift >= 0; shift -= 4) {
            text[length++] = (byte) Character.forDigit((value >>> shift) & 0xf, 16);
        }
    }
}
