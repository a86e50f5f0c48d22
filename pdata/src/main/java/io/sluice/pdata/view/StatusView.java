package io.sluice.pdata.view;

import io.sluice.pdata.Schema;

/** A span's {@code Status}. */
public final class StatusView extends MessageView {

    /** The {@link #code} of an error. */
    public static final int ERROR = 2;

    private static final int MESSAGE = 2;
    private static final int CODE = 3;

    private final Slice message = new Slice();

    public StatusView() {
        super(Schema.STATUS);
    }

    public Slice message() {
        return slice(MESSAGE, message);
    }

    /** A {@code StatusCode}, or a number that OTLP does not know yet. */
    public int code() {
        return (int) number(CODE);
    }
}
