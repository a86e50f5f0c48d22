package io.sluice.processor.pii.action;

import io.sluice.pdata.WireWriter;

/**
 * Writes what stands in the place of a finding. Threads: one at a time; holds reusable state, and allocates nothing once that is large
 * enough.
 */
public interface Replacement {

    /**
     * Appends what stands in the place of {@code array[start, end)}. Any bytes will do: what the action can't be done to, an address that is
     * none for instance, is {@linkplain Action#REPLACE replaced}.
     *
     * @param label what was found
     * @param out gets the text, without tag and length
     */
    void write(byte[] array, int start, int end, Label label, WireWriter out);
}
