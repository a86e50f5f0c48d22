package io.sluice.processor.pii.action;

import io.sluice.pdata.WireWriter;

/** {@link Action#IP_TRUNCATE}. */
final class TruncatedReplacement extends AddressReplacement {

    TruncatedReplacement(LabelReplacement whole, boolean exemptPrivate) {
        super(whole, exemptPrivate);
    }

    @Override
    void write(Address toWrite, Label label, WireWriter out) {
        toWrite.truncate();
        toWrite.write(out);
    }
}
