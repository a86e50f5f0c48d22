package io.sluice.pdata.view;

import io.sluice.pdata.MalformedException;
import io.sluice.pdata.WireReader;

/** A view that goes from one message of a repeated field to the next. {@link #next} leads to the first. */
public abstract class CursorView extends MessageView {

    private final Fields list = new Fields();
    private int number;

    CursorView(int message, int... members) {
        super(message, members);
    }

    /** Stands before the first of the messages that are field {@code repeated} of {@code parent}. */
    final void over(MessageView parent, int repeated) {
        number = repeated;
        parent.enterRepeated(repeated, list);
    }

    /** As {@link #over}, of the message that is field {@code child} of {@code parent}. */
    final void inside(MessageView parent, int child, int repeated) {
        number = repeated;
        parent.enter(child, list);
    }

    /** Stands before the end. */
    final void overNone() {
        list.clear();
    }

    /**
     * Goes to the next message and reads it.
     *
     * @return false if there is none; the view's content is then the last one's
     * @throws MalformedException if it is not well-formed; the cursor is then of no further use
     */
    public final boolean next() throws MalformedException {
        if (!list.nextBytes(number)) {
            return false;
        }
        WireReader found = list.reader();
        reset(found.array(), found.valueStart(), found.valueEnd());
        return true;
    }
}
