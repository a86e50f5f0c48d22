package io.sluice.processor.pii.action;

import io.sluice.pdata.WireWriter;

/**
 * {@link Action#IP_PSEUDONYM}. Allocates what {@code javax.crypto.Mac} does, an array of 32 bytes for the tag.
 */
final class PseudonymReplacement extends AddressReplacement {

    private Ink ink;

    PseudonymReplacement(LabelReplacement whole, boolean exemptPrivate, Ink ink) {
        super(whole, exemptPrivate);
        this.ink = ink;
    }

    /** Writes with another key from now on. */
    void use(Ink newInk) {
        ink = newInk;
    }

    @Override
    void write(Address toWrite, Label label, WireWriter out) {
        int from = ink.open(label.ofFamily(toWrite.isV4()), out);
        ink.addresses().encrypt(toWrite);
        toWrite.write(out);
        ink.colon(out);
        ink.close(out, from);
    }
}
