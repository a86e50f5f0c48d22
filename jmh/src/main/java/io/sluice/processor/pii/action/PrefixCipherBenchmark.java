package io.sluice.processor.pii.action;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import javax.crypto.Cipher;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What does it cost to encrypt an address with its prefixes kept? The baseline is Crypto-PAn, the older construction with half the blocks;
 * it is held to the pairs of its reference implementation before it is measured.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PrefixCipherBenchmark {

    /** Bit i of the result is bit i of the address XOR the first bit of AES over the first i bits and a secret pad. IPv4 only. */
    private static final class CryptoPan {

        private static final String KEY = "1522178d33a4cf80130a5b1649907d10d8988f8379796527" + "62574c2d2a842202";
        private static final int BITS = 32;
        private static final int BLOCK = 16;

        private final byte[] pad = new byte[BLOCK];
        private final byte[] in = new byte[BITS * BLOCK];
        private final byte[] blocks = new byte[BITS * BLOCK];
        private final Cipher aes;

        CryptoPan() {
            byte[] key = HexFormat.of().parseHex(KEY);
            try {
                aes = Cipher.getInstance("AES/ECB/NoPadding");
                aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, 0, BLOCK, "AES"));
                aes.update(key, BLOCK, BLOCK, pad, 0);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
            check(0x800b4484, 0x87f2b484); // 128.11.68.132 -> 135.242.180.132
            check(0x8176_4a04, 0x8688_ba7b); // 129.118.74.4 -> 134.136.186.123
            check(0x40_270fee, 0x00_db_07_29); // 64.39.15.238 -> 0.219.7.41
        }

        private void check(int plain, int expected) {
            if (encrypt(plain) != expected) {
                throw new IllegalStateException("not Crypto-PAn: " + Integer.toHexString(encrypt(plain)));
            }
        }

        int encrypt(int address) {
            int padStart = (pad[0] & 0xff) << 24 | (pad[1] & 0xff) << 16 | (pad[2] & 0xff) << 8 | pad[3] & 0xff;
            for (int i = 0; i < BITS; i++) {
                int kept = i == 0 ? 0 : -1 << (BITS - i);
                int first = address & kept | padStart & ~kept;
                int at = i * BLOCK;
                in[at] = (byte) (first >>> 24);
                in[at + 1] = (byte) (first >>> 16);
                in[at + 2] = (byte) (first >>> 8);
                in[at + 3] = (byte) first;
                System.arraycopy(pad, 4, in, at + 4, BLOCK - 4);
            }
            try {
                aes.update(in, 0, in.length, blocks, 0);
            } catch (ShortBufferException e) {
                throw new IllegalStateException(e);
            }
            int mask = 0;
            for (int at = 0; at < blocks.length; at += BLOCK) {
                mask = mask << 1 | blocks[at] >>> 7 & 1;
            }
            return address ^ mask;
        }
    }

    private final CryptoPan cryptoPan = new CryptoPan();
    private final PrefixCipher pfx = new PrefixCipher(
            HexFormat.of().parseHex("0123456789abcdeffedcba98765432101032547698badcfeefcdab8967452301"));
    private final Address address = new Address();
    private int next;

    @Benchmark
    public int cryptoPanV4() {
        return cryptoPan.encrypt(next++);
    }

    @Benchmark
    public long pfxV4() {
        address.set(0, 0xffffL << 32 | next++);
        pfx.encrypt(address);
        return address.low();
    }

    @Benchmark
    public long pfxV6() {
        address.set(0x20010db800000000L, next++);
        pfx.encrypt(address);
        return address.low();
    }
}
