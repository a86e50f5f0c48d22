package io.sluice.processor.pii.action;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts addresses so that two that share their first n bits and no more still do: ipcrypt-pfx of draft-denis-ipcrypt. Each bit is XORed
 * with a bit that a pseudo-random function, AES under one key XOR AES under another, makes of all bits before it. IPv4 and IPv6 addresses
 * never meet, as the bits before it begin with those of the mapped form.
 *
 * <p>All inputs follow from the address, so they go through each cipher in one call. Threads: one at a time.
 */
final class PrefixCipher {

    static final int KEY_BYTES = 32;

    private static final int BLOCK = 16;
    private static final int HALF = KEY_BYTES / 2;
    private static final int V6_BITS = 128;
    private static final int V4_BITS = 32;
    private static final long V4_HIGH = 1L << 32;
    private static final long V4_LOW = 0xffff;

    private final Cipher first;
    private final Cipher second;
    private final byte[] prefixes = new byte[V6_BITS * BLOCK];
    private final byte[] firstBlocks = new byte[V6_BITS * BLOCK];
    private final byte[] secondBlocks = new byte[V6_BITS * BLOCK];

    /** @param key 32 bytes, the halves different */
    PrefixCipher(byte[] key) {
        if (key.length != KEY_BYTES || Arrays.equals(key, 0, HALF, key, HALF, KEY_BYTES)) {
            throw new IllegalArgumentException("needs two different keys of " + HALF + " bytes");
        }
        first = cipher(key, 0);
        second = cipher(key, HALF);
    }

    private static Cipher cipher(byte[] key, int from) {
        try {
            // Block by block is what the construction asks for: it makes a pseudo-random function of the single blocks.
            Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, from, HALF, "AES"));
            return cipher;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the platform lacks AES", e);
        }
    }

    /** Replaces an address by its pseudonym. */
    void encrypt(Address address) {
        boolean v4 = address.isV4();
        int bits = v4 ? V4_BITS : V6_BITS;
        long high = v4 ? V4_HIGH : 0;
        long low = v4 ? V4_LOW : 1;
        for (int i = 0; i < bits; i++) {
            put(high, i * BLOCK);
            put(low, i * BLOCK + Long.BYTES);
            high = (high << 1) | (low >>> 63);
            low = (low << 1) | bit(address, V6_BITS - bits + i);
        }
        encrypt(bits * BLOCK);
        mask(address, bits);
    }

    private static long bit(Address address, int i) {
        return (i < 64 ? address.high() >>> (63 - i) : address.low() >>> (127 - i)) & 1;
    }

    private void put(long value, int at) {
        for (int i = 0; i < Long.BYTES; i++) {
            prefixes[at + i] = (byte) (value >>> (56 - 8 * i));
        }
    }

    private void encrypt(int bytes) {
        try {
            first.update(prefixes, 0, bytes, firstBlocks, 0);
            second.update(prefixes, 0, bytes, secondBlocks, 0);
        } catch (ShortBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    private void mask(Address address, int bits) {
        long high = 0;
        long low = 0;
        for (int last = BLOCK - 1; last < bits * BLOCK; last += BLOCK) {
            high = (high << 1) | (low >>> 63);
            low = (low << 1) | ((firstBlocks[last] ^ secondBlocks[last]) & 1);
        }
        address.set(address.high() ^ high, address.low() ^ low);
    }
}
