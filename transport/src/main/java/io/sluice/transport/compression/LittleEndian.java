package io.sluice.transport.compression;

/** Unsigned numbers, least byte first. */
final class LittleEndian {

    private LittleEndian() {}

    /** The number in {@code bytes} bytes, at most 4; of 4 bytes the highest bit is the sign. */
    static int read(byte[] in, int at, int bytes) {
        int value = 0;
        for (int i = bytes - 1; i >= 0; i--) {
            value = (value << 8) | (in[at + i] & 0xff);
        }
        return value;
    }

    /** Writes 4 bytes. */
    static void write(byte[] out, int at, int value) {
        for (int i = 0; i < 4; i++) {
            out[at + i] = (byte) (value >>> (8 * i));
        }
    }
}
