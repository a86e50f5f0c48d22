package io.sluice.transport.compression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdOutputStream;
import io.sluice.pdata.BufferPool;
import io.sluice.pdata.Payload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InflationTest {

    private static final int LIMIT = 4 << 20;

    /** A pool that knows what was taken from it, how much at once, and what never came back. */
    private static final class CountingPool implements BufferPool {

        private int held;
        private int largest;

        @Override
        public Payload acquire(int length) {
            held++;
            largest = Math.max(largest, length);
            return Payload.pooled(new byte[length], length, _ -> held--);
        }
    }

    private final CountingPool pool = new CountingPool();

    private byte[] inflate(Encoding encoding, byte[] in) throws InflateException {
        // Not at the start of its array, as behind gRPC's marker.
        byte[] shifted = new byte[in.length + 5];
        System.arraycopy(in, 0, shifted, 3, in.length);
        Payload out = Inflation.inflate(encoding, shifted, 3, in.length, LIMIT, pool);
        byte[] plain = Arrays.copyOfRange(out.array(), out.offset(), out.end());
        out.release();
        return plain;
    }

    private InflateException failure(Encoding encoding, byte[] in) {
        InflateException failure = catchThrowableOfType(InflateException.class, () -> inflate(encoding, in));
        assertThat(failure).isNotNull();
        assertThat(pool.held).as("buffers held after a failure").isZero();
        return failure;
    }

    private static byte[] telemetry(int bytes) {
        byte[] plain = new byte[bytes];
        Random random = new Random(bytes);
        for (int i = 0; i < bytes; i++) {
            plain[i] = (byte) ("abcdefgh".charAt(random.nextInt(8)));
        }
        return plain;
    }

    private static byte[] compress(Encoding encoding, byte[] plain) {
        if (encoding == Encoding.SNAPPY) {
            return snappyBlock(plain);
        }
        return Deflation.deflate(encoding, Deflation.DEFAULT_LEVEL, Payload.of(plain), BufferPool.UNPOOLED)
                .toExactArray();
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        }
        return out.toByteArray();
    }

    private static byte[] concat(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    private static void varint(ByteArrayOutputStream out, long value) {
        long rest = value;
        while (rest >= 0x80) {
            out.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    /** All literals, of at most 60 bytes each. */
    private static byte[] snappyBlock(byte[] plain) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        varint(out, plain.length);
        for (int at = 0; at < plain.length; at += 60) {
            int n = Math.min(60, plain.length - at);
            out.write(n - 1 << 2);
            out.write(plain, at, n);
        }
        return out.toByteArray();
    }

    @ParameterizedTest
    @EnumSource(Encoding.class)
    void givesBackWhatWasCompressed(Encoding encoding) throws Exception {
        for (int size : new int[] {1, 100, 16 * 1024, 16 * 1024 + 1, 300_000, 2_000_000}) {
            byte[] plain = telemetry(size);
            assertThat(inflate(encoding, compress(encoding, plain)))
                    .as(encoding + " " + size)
                    .isEqualTo(plain);
        }
        assertThat(pool.held).isZero();
    }

    @ParameterizedTest
    @EnumSource(Encoding.class)
    void whatEndsEarlyIsMalformed(Encoding encoding) {
        byte[] whole = compress(encoding, telemetry(2000));
        for (int length = 1; length < whole.length; length++) {
            assertThat(failure(encoding, Arrays.copyOf(whole, length)).isTooLarge())
                    .as(encoding + " cut at " + length)
                    .isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(Encoding.class)
    void flippedBitsAreAnErrorOrBytesButNeverAnythingElse(Encoding encoding) {
        byte[] whole = compress(encoding, telemetry(500));
        for (int bit = 0; bit < whole.length * 8; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                assertThat(inflate(encoding, flipped)).hasSizeLessThanOrEqualTo(LIMIT);
            } catch (InflateException e) {
                assertThat(e.getMessage()).isNotEmpty();
            }
            assertThat(pool.held).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Encoding.class)
    void randomBytesAreAnErrorOrBytesButNeverAnythingElse(Encoding encoding) {
        Random random = new Random(7);
        for (int i = 0; i < 2000; i++) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            assertThatCode(() -> {
                        try {
                            inflate(encoding, noise);
                        } catch (InflateException _) {
                            // the declared error
                        }
                    })
                    .doesNotThrowAnyException();
            assertThat(pool.held).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Encoding.class,
            names = {"GZIP", "ZLIB", "ZSTD"})
    void moreThanTheLimitIsTooLargeAndTakesNoMoreMemory(Encoding encoding) {
        InflateException failure = failure(encoding, compress(encoding, telemetry(LIMIT + 1)));

        assertThat(failure.isTooLarge()).isTrue();
        assertThat(pool.largest).isLessThanOrEqualTo(LIMIT);
    }

    @ParameterizedTest
    @EnumSource(
            value = Encoding.class,
            names = {"GZIP", "ZLIB", "ZSTD"})
    void aBombIsStoppedByItsRatioWellBelowTheLimit(Encoding encoding) {
        byte[] bomb = compress(encoding, new byte[3 << 20]);

        InflateException failure = failure(encoding, bomb);

        assertThat(failure.isTooLarge()).isTrue();
        assertThat(failure).hasMessage("the request expands more than 200 times");
        assertThat(pool.largest).isLessThanOrEqualTo(Math.max(Inflation.FREE_BYTES, bomb.length * Inflation.MAX_RATIO));
    }

    @ParameterizedTest
    @EnumSource(
            value = Encoding.class,
            names = {"GZIP", "ZLIB", "ZSTD"})
    void upToAMebibyteAnyRatioIsFine(Encoding encoding) throws Exception {
        byte[] plain = new byte[Inflation.FREE_BYTES];

        assertThat(inflate(encoding, compress(encoding, plain))).isEqualTo(plain);
    }

    @Test
    void gzipMayHaveManyMembers() throws Exception {
        byte[] one = telemetry(5000);
        byte[] two = telemetry(70_000);

        assertThat(inflate(Encoding.GZIP, concat(gzip(one), gzip(two)))).isEqualTo(concat(one, two));
    }

    @Test
    void gzipHeadersMayCarryNamesAndComments() throws Exception {
        byte[] plain = telemetry(100);
        byte[] bare = gzip(plain);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bare, 0, 3);
        out.write(2 | 4 | 8 | 16);
        out.write(bare, 4, 6);
        out.write(new byte[] {3, 0, 'x', 'y', 'z', 'n', 0, 'c', 0, 1, 2});
        out.write(bare, 10, bare.length - 10);

        assertThat(inflate(Encoding.GZIP, out.toByteArray())).isEqualTo(plain);
    }

    @Test
    void gzipWithBytesBehindItsEndIsMalformed() throws Exception {
        byte[] whole = gzip(telemetry(100));

        assertThat(failure(Encoding.GZIP, concat(whole, new byte[] {1, 2, 3})).isTooLarge())
                .isFalse();
    }

    @Test
    void aWrongChecksumIsMalformed() throws Exception {
        byte[] whole = gzip(telemetry(100));
        whole[whole.length - 6] ^= 1;

        assertThat(failure(Encoding.GZIP, whole)).hasMessage("the gzip body does not match its checksum");
    }

    @Test
    void zstdMayHaveManyFramesAndNeedNotSayItsSize() throws Exception {
        byte[] one = telemetry(5000);
        byte[] two = telemetry(70_000);
        ByteArrayOutputStream streamed = new ByteArrayOutputStream();
        try (ZstdOutputStream zstd = new ZstdOutputStream(streamed)) {
            zstd.write(two);
        }

        assertThat(inflate(Encoding.ZSTD, concat(Zstd.compress(one), streamed.toByteArray())))
                .isEqualTo(concat(one, two));
    }

    @Test
    void zstdWithALargerWindowIsRefusedWhereItsSizeIsNotKnown() throws Exception {
        ByteArrayOutputStream streamed = new ByteArrayOutputStream();
        try (ZstdOutputStream zstd = new ZstdOutputStream(streamed)) {
            zstd.setLong(27);
            zstd.write(telemetry(5000));
        }

        assertThat(failure(Encoding.ZSTD, streamed.toByteArray()))
                .hasMessage("the zstd body needs a window above 8 MiB");
    }

    @Test
    void snappyCopiesRepeatWhatCameBefore() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        varint(out, 11);
        out.write(new byte[] {2 << 2, 'a', 'b', 'c'});
        // Eight bytes from three back: overlaps what it writes.
        out.write(new byte[] {8 - 4 << 2 | 1, 3});

        assertThat(new String(inflate(Encoding.SNAPPY, out.toByteArray()), StandardCharsets.US_ASCII))
                .isEqualTo("abcabcabcab");
    }

    @Test
    void snappyThatClaimsMoreThanItHasTakesNoMemoryForIt() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        varint(out, LIMIT);
        out.write(0);
        out.write('a');

        failure(Encoding.SNAPPY, out.toByteArray());

        assertThat(pool.largest).isLessThan(LIMIT);
    }

    @Test
    void snappyMayBeFramed() throws Exception {
        byte[] one = telemetry(60_000);
        byte[] two = telemetry(10);
        List<byte[]> parts = new ArrayList<>();
        parts.add(new byte[] {(byte) 0xff, 6, 0, 0, 's', 'N', 'a', 'P', 'p', 'Y'});
        parts.add(frame(0, one, snappyBlock(one)));
        parts.add(new byte[] {(byte) 0xfe, 2, 0, 0, 9, 9});
        parts.add(frame(1, two, two));
        byte[] framed = parts.stream().reduce(new byte[0], InflationTest::concat);

        assertThat(inflate(Encoding.SNAPPY, framed)).isEqualTo(concat(one, two));

        framed[14] ^= 1;
        assertThat(failure(Encoding.SNAPPY, framed)).hasMessage("the snappy body does not match its checksum");
    }

    private static byte[] frame(int type, byte[] plain, byte[] content) {
        java.util.zip.CRC32C crc = new java.util.zip.CRC32C();
        crc.update(plain);
        int value = (int) crc.getValue();
        int masked = (value >>> 15 | value << 17) + 0xa282ead8;
        int length = content.length + 4;
        byte[] head = {
            (byte) type,
            (byte) length,
            (byte) (length >> 8),
            (byte) (length >> 16),
            (byte) masked,
            (byte) (masked >> 8),
            (byte) (masked >> 16),
            (byte) (masked >> 24)
        };
        return concat(head, content);
    }
}
