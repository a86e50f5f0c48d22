package io.sluice.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.sluice.pdata.MalformedException;
import io.sluice.pdata.OtlpBytes;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * Writes an export request's wire bytes as OTLP/JSON, on one line without a line's end. Walks the bytes: no object per field or string.
 *
 * <p>Strict: lowerCamelCase names in the order of field numbers, ids in lower-case hexadecimal, enums as numbers, 64-bit integers as decimal
 * text, bytes in padded base64, {@code "NaN"} and {@code "Infinity"} as text. What is unset is left out, and so are fields that OTLP
 * doesn't know. Repeated singular fields and fields out of order mean what protobuf says: objects are merged, otherwise the last
 * one counts.
 *
 * <p>The bytes are fully validated first, so that either all or nothing is written.
 *
 * <p>Threads: one at a time. Keep one per thread and use it again.
 */
public final class OtlpJsonWriter {

    private static final JsonFactory JSON = JsonFactory.builder()
            // Who owns the stream decides when it is flushed and closed.
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
            // What failed half-way must not look whole.
            .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
            .build();

    private final MessageScan[] scans = new MessageScan[OtlpBytes.MAX_DEPTH + 1];

    /**
     * Writes one request to {@code out}, which is neither flushed nor closed.
     *
     * @throws MalformedException if the payload is no valid request; nothing was written
     * @throws IOException if {@code out} failed
     */
    public void write(Signal signal, Payload payload, OutputStream out) throws IOException, MalformedException {
        OtlpBytes.validate(signal, payload.array(), payload.offset(), payload.length());
        try (JsonGenerator json = JSON.createGenerator(out)) {
            new MessageWalk(json, scans).request(OtlpSchema.request(signal), payload);
        } finally {
            letGo();
        }
    }

    private void letGo() {
        for (MessageScan scan : scans) {
            if (scan == null) {
                return; // depths are filled from the first on
            }
            scan.end();
        }
    }

    /**
     * One request as an array of its own.
     *
     * @throws MalformedException if the payload is no valid request
     */
    public byte[] toBytes(Signal signal, Payload payload) throws MalformedException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(2 * payload.length() + 2);
        try {
            write(signal, payload, out);
        } catch (IOException e) {
            throw new UncheckedIOException("an array cannot fail to be written", e);
        }
        return out.toByteArray();
    }
}
