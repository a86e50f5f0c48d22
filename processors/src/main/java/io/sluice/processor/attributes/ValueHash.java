package io.sluice.processor.attributes;

import io.sluice.pdata.MalformedException;
import io.sluice.pdata.WireType;
import io.sluice.pdata.WireWriter;
import io.sluice.processor.value.AnyValueBytes;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The SHA-256 of a value in hexadecimal digits: of a text's bytes, of a number's eight bytes, least first, of one byte 1 or 0 for true and
 * false. Of anything else nothing, as in the Collector. Reusable; allocates nothing. Threads: one worker's.
 */
final class ValueHash {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int HASH_BYTES = 32;
    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final String DIGITS = "0123456789abcdef";

    /** The two digits of each byte. */
    private static final short[] PAIRS = new short[256];

    static {
        for (int i = 0; i < PAIRS.length; i++) {
            PAIRS[i] = (short) (DIGITS.charAt(i >>> 4) | DIGITS.charAt(i & 15) << 8);
        }
    }

    private final MessageDigest sha256;
    private final AnyValueBytes value = new AnyValueBytes();
    private final byte[] number = new byte[Long.BYTES];
    private final byte[] hash = new byte[HASH_BYTES];

    ValueHash() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Writes the hash of the content of an {@code AnyValue}, as the content of another one. */
    void append(byte[] array, int from, int end, WireWriter out) throws MalformedException {
        value.read(array, from, end);
        switch (value.kind()) {
            case AnyValueBytes.STRING -> sha256.update(array, value.from(), value.end() - value.from());
            case AnyValueBytes.BOOL -> sha256.update((byte) (value.isTrue() ? 1 : 0));
            case AnyValueBytes.INT, AnyValueBytes.DOUBLE -> {
                LONGS.set(number, 0, value.number());
                sha256.update(number);
            }
            default -> {
                out.bytesField(AnyValueBytes.STRING, hash, 0, 0);
                return;
            }
        }
        try {
            sha256.digest(hash, 0, HASH_BYTES);
        } catch (DigestException e) {
            throw new IllegalStateException("a SHA-256 has 32 bytes", e);
        }
        int at = out.tag(AnyValueBytes.STRING, WireType.BYTES)
                .varint(2 * HASH_BYTES)
                .skip(2 * HASH_BYTES);
        byte[] text = out.array();
        for (int i = 0; i < HASH_BYTES; i++) {
            SHORTS.set(text, at + 2 * i, PAIRS[hash[i] & 0xff]);
        }
    }
}
