package io.sluice.processor.pii.detect;

import java.util.zip.CRC32;

/** The checksum at the end of tokens as GitHub makes them: CRC-32 in base 62, digits before upper before lower case. Reusable. */
final class Base62Checksum {

    private static final int BASE = 62;

    private final CRC32 crc = new CRC32();

    /** True if {@code array[sum, end)} is the checksum of {@code array[start, sum)}. */
    boolean matches(byte[] array, int start, int sum, int end) {
        long value = 0;
        for (int i = sum; i < end; i++) {
            int digit = digit(array[i]);
            if (digit < 0) {
                return false;
            }
            value = value * BASE + digit;
        }
        crc.reset();
        crc.update(array, start, sum - start);
        return value == crc.getValue();
    }

    private static int digit(int b) {
        if (Bytes.isDigit(b)) {
            return b - '0';
        }
        if (b >= 'A' && b <= 'Z') {
            return b - 'A' + 10;
        }
        return b >= 'a' && b <= 'z' ? b - 'a' + 36 : -1;
    }
}
