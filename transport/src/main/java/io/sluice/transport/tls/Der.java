package io.sluice.transport.tls;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** As much of the distinguished encoding rules (X.690) as wrapping a private key takes; input comes from the JDK's own encoder. */
final class Der {

    static final byte[] INTEGER_0 = {2, 1, 0};

    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 4;

    private Der() {}

    static byte[] sequence(byte[]... elements) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] element : elements) {
            all.writeBytes(element);
        }
        return element(SEQUENCE, all.toByteArray());
    }

    static byte[] octetString(byte[] content) {
        return element(OCTET_STRING, content);
    }

    /** What is inside the element at the start. */
    static byte[] content(byte[] element) {
        return Arrays.copyOfRange(element, headerLength(element), headerLength(element) + contentLength(element));
    }

    /** The whole first element of several. */
    static byte[] firstElement(byte[] elements) {
        return Arrays.copyOf(elements, headerLength(elements) + contentLength(elements));
    }

    private static int headerLength(byte[] element) {
        int first = element[1] & 0xff;
        return first < 0x80 ? 2 : 2 + (first & 0x7f);
    }

    private static int contentLength(byte[] element) {
        int first = element[1] & 0xff;
        if (first < 0x80) {
            return first;
        }
        int length = 0;
        for (int i = 2; i < headerLength(element); i++) {
            length = (length << 8) | (element[i] & 0xff);
        }
        return length;
    }

    private static byte[] element(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(content.length + 5);
        out.write(tag);
        if (content.length < 0x80) {
            out.write(content.length);
        } else {
            int octets = (39 - Integer.numberOfLeadingZeros(content.length)) / 8;
            out.write(0x80 | octets);
            for (int i = octets - 1; i >= 0; i--) {
                out.write(content.length >>> (8 * i));
            }
        }
        out.writeBytes(content);
        return out.toByteArray();
    }
}
