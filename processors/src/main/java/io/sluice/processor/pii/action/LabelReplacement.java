package io.sluice.processor.pii.action;

import io.sluice.pdata.WireWriter;

/** {@link Action#REPLACE}: the label in brackets. */
final class LabelReplacement implements Replacement {

    private static final byte[] OPEN = {'['};
    private static final byte[] CLOSE = {']'};

    @Override
    public void write(byte[] array, int start, int end, Label label, WireWriter out) {
        byte[] name = label.name();
        out.raw(OPEN, 0, 1).raw(name, 0, name.length).raw(CLOSE, 0, 1);
    }
}
