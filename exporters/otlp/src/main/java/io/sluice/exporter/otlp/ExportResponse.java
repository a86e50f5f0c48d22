package io.sluice.exporter.otlp;

import io.sluice.api.Outcome;
import io.sluice.pdata.MalformedException;
import org.jspecify.annotations.Nullable;

/**
 * What a backend says when it took a request: {@code ExportTraceServiceResponse} and its siblings, which are alike on the wire.
 *
 * @param rejectedItems items that it did not take and never will
 * @param message why, or a warning; empty if all is well
 */
record ExportResponse(long rejectedItems, String message) {

    static final ExportResponse ALL_ACCEPTED = new ExportResponse(0, "");

    private static final int PARTIAL_SUCCESS = 1;
    private static final int REJECTED = 1;
    private static final int ERROR_MESSAGE = 2;

    /** Reads the binary form; null if it is none. */
    static @Nullable ExportResponse parse(byte[] bytes) {
        try {
            ExportResponse response = ALL_ACCEPTED;
            Fields fields = Fields.of(bytes);
            while (fields.next()) {
                if (fields.isBytes(PARTIAL_SUCCESS)) {
                    response = partialSuccess(fields.message());
                }
            }
            return response;
        } catch (MalformedException _) {
            return null;
        }
    }

    private static ExportResponse partialSuccess(Fields fields) throws MalformedException {
        long rejected = 0;
        String message = "";
        while (fields.next()) {
            if (fields.isVarint(REJECTED)) {
                rejected = fields.varint();
            } else if (fields.isBytes(ERROR_MESSAGE)) {
                message = fields.text();
            }
        }
        return new ExportResponse(Math.max(0, rejected), message);
    }

    /** What became of a request of {@code items} items. */
    Outcome outcome(int items) {
        if (rejectedItems == 0 && message.isEmpty()) {
            return Outcome.accepted();
        }
        return new Outcome.PartiallyAccepted((int) Math.min(items, rejectedItems), null, Quoted.of(message));
    }
}
