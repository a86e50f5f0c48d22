package io.sluice.pdata.view;

import io.sluice.pdata.MalformedException;
import io.sluice.pdata.WireReader;

/** Goes over repeated texts. {@link #next} leads to the first. */
public final class TextsView {

    private final Fields list = new Fields();
    private final Slice text = new Slice();
    private int number;

    TextsView() {}

    TextsView over(MessageView parent, int repeated) {
        number = repeated;
        parent.enterRepeated(repeated, list);
        return this;
    }

    /** Goes to the next text; false if there is none. */
    public boolean next() throws MalformedException {
        if (!list.nextBytes(number)) {
            return false;
        }
        WireReader found = list.reader();
        text.set(found.array(), found.valueStart(), found.valueEnd());
        return true;
    }

    public Slice text() {
        return text;
    }
}
