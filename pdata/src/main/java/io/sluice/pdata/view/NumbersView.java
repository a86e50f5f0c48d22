package io.sluice.pdata.view;

import io.sluice.pdata.MalformedException;
import io.sluice.pdata.WireReader;
import io.sluice.pdata.WireType;

/** Goes over repeated numbers, packed, one to a field, or both in turn. {@link #next} leads to the first. */
public final class NumbersView {

    private final int number;
    private final int wireType;
    private final Fields list = new Fields();
    private final WireReader packed = new WireReader();
    private long bits;

    /**
     * @param repeated the field that they are
     * @param wireType of a single number
     */
    NumbersView(int repeated, int wireType) {
        number = repeated;
        this.wireType = wireType;
    }

    NumbersView over(MessageView parent) {
        parent.enterRepeated(number, list);
        packed.reset(list.array(), 0, 0);
        return this;
    }

    /** Goes to the next number; false if there is none. */
    public boolean next() throws MalformedException {
        while (!packed.nextPacked(wireType)) {
            if (!list.next(number)) {
                return false;
            }
            WireReader found = list.reader();
            if (found.wireType() == WireType.BYTES) {
                packed.enter(found);
            } else if (found.wireType() == wireType) {
                bits = bits(found);
                return true;
            }
        }
        bits = bits(packed);
        return true;
    }

    private long bits(WireReader at) throws MalformedException {
        return wireType == WireType.VARINT ? at.varint() : at.fixed64();
    }

    /** The number, if its field is of integers. */
    public long asLong() {
        return bits;
    }

    /** The number, if its field is of doubles. */
    public double asDouble() {
        return Double.longBitsToDouble(bits);
    }
}
