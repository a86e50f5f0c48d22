package io.sluice.processor.pii.action;

import io.sluice.pdata.WireWriter;

/** The actions that only addresses know. What is none is {@linkplain Action#REPLACE replaced}, a private one may be left as it is. */
abstract class AddressReplacement implements Replacement {

    private final LabelReplacement whole;
    private final boolean exemptPrivate;
    private final NormalForm normal = new NormalForm();
    private final Address address = new Address();

    AddressReplacement(LabelReplacement whole, boolean exemptPrivate) {
        this.whole = whole;
        this.exemptPrivate = exemptPrivate;
    }

    @Override
    public final void write(byte[] array, int start, int end, Label label, WireWriter out) {
        normal.set(array, start, end, Shape.ADDRESS);
        if (!address.parse(normal.array(), 0, normal.length())) {
            whole.write(array, start, end, label, out);
        } else if (exemptPrivate && address.isPrivate()) {
            out.raw(array, start, end - start);
        } else {
            write(address, label, out);
        }
    }

    /** @param toWrite may be changed */
    abstract void write(Address toWrite, Label label, WireWriter out);
}
