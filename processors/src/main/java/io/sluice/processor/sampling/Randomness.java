package io.sluice.processor.sampling;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * R: 56 random bits of an item, a {@code long} from 0 to {@link #MAX}. Either explicit, as {@code rv} in a span's tracestate or as an
 * attribute of a log record, or the last seven bytes of the trace id.
 */
public final class Randomness {

    /** The highest one: an item that every sampler keeps unless it keeps nothing. */
    public static final long MAX = (1L << 56) - 1;

    /** No randomness. */
    public static final long NONE = -1;

    /** Digits of an {@code rv}. */
    public static final int DIGITS = HexDigits.COUNT;

    private static final int ID_BYTES = 16;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private Randomness() {}

    /** The randomness of the trace id whose 16 bytes begin at {@code from}. */
    public static long ofTraceId(byte[] array, int from) {
        return (long) LONGS.get(array, from + Long.BYTES) & MAX;
    }

    /** True if the bytes are a trace id: 16, and not all of them zero. */
    public static boolean isTraceId(byte[] array, int from, int end) {
        return end - from == ID_BYTES
                && ((long) LONGS.get(array, from) | (long) LONGS.get(array, from + Long.BYTES)) != 0;
    }

    /** Reads an {@code rv}: exactly {@value #DIGITS} hexadecimal digits, of either case; {@link #NONE} if it is none. */
    public static long parse(byte[] array, int from, int end) {
        return end - from == DIGITS ? HexDigits.parse(array, from, end) : NONE;
    }

    /** Writes the {@value #DIGITS} digits of an {@code rv} to {@code to} from {@code at} on. */
    public static void encode(long randomness, byte[] to, int at) {
        HexDigits.write(randomness, to, at);
    }

    /** The {@code rv} as text. */
    public static String text(long randomness) {
        byte[] digits = new byte[DIGITS];
        encode(randomness, digits, 0);
        return new String(digits, StandardCharsets.US_ASCII);
    }
}
