package io.sluice.exporter.local;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Keeps the beginning of what is written, and counts the rest. Reusable; one thread. */
final class BoundedText extends OutputStream {

    private final byte[] kept;
    private int length;
    private long total;

    /** @param maxBytes how much is kept */
    BoundedText(int maxBytes) {
        kept = new byte[maxBytes];
    }

    void reset() {
        length = 0;
        total = 0;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) {
        int taken = Math.min(count, kept.length - length);
        System.arraycopy(bytes, offset, kept, length, taken);
        length += taken;
        total += count;
    }

    /** The text kept, whole characters only, with a note of what is missing. */
    String text() {
        int end = length;
        if (total > length) {
            while (end > 0 && (kept[end - 1] & 0xC0) == 0x80) {
                end--;
            }
            // What stands there now began the character that the cut went through, or is a whole one.
            if (end > 0 && kept[end - 1] < 0) {
                end--;
            }
        }
        String text = new String(kept, 0, end, StandardCharsets.UTF_8);
        return total == end ? text : text + " ... (" + (total - end) + " bytes more)";
    }
}
