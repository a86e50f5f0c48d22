package io.sluice.processor.tailsampling;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Texts of the configuration, to be found by their bytes in about the same time however many there are. What is looked for is a peer's, but
 * only texts of the configuration lie in the table, so nobody can make it slow from outside. Immutable. Threads: any.
 */
final class TextTable {

    private final @Nullable Text[] slots;
    private final int longest;

    TextTable(List<Text> texts) {
        slots = new Text[Integer.highestOneBit(Math.max(1, texts.size())) << 2];
        int most = 0;
        for (Text text : texts) {
            most = Math.max(most, text.length());
            int slot = text.hash() & (slots.length - 1);
            while (slots[slot] != null) {
                slot = (slot + 1) & (slots.length - 1);
            }
            slots[slot] = text;
        }
        longest = texts.isEmpty() ? -1 : most;
    }

    /** True if these bytes are one of the texts. */
    boolean has(byte[] array, int from, int end) {
        if (end - from > longest) {
            return false;
        }
        int slot = Text.hash(array, from, end) & (slots.length - 1);
        for (Text text = slots[slot]; text != null; text = slots[slot]) {
            if (text.isSame(array, from, end)) {
                return true;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        return false;
    }
}
