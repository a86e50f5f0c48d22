package io.sluice.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.sluice.pdata.BufferPool;
import io.sluice.pdata.MalformedException;
import io.sluice.pdata.OtlpBytes;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import io.sluice.pdata.WireWriter;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Reads an export request in OTLP/JSON and gives its wire bytes, which {@link OtlpBytes#validate} accepts. Streams: no tree, no object per
 * field.
 *
 * <p>Liberal in what it takes, as the Collector is:
 *
 * <ul>
 *   <li>names in lowerCamelCase or snake_case; unknown ones are skipped;
 *   <li>numbers bare or as text, integers in any form with an integral value, the texts {@code NaN}, {@code Infinity}, {@code -Infinity};
 *   <li>enums by number (unknown ones too) or by name (known ones only);
 *   <li>ids in hexadecimal of either case, or empty for unset; bytes in base64 of either alphabet, padded or not;
 *   <li>{@code null} for unset, though not as an element of an array;
 *   <li>a name twice in one object: as two fields on the wire, so the last number or text counts, objects are merged, arrays joined; a
 *       {@code null} changes nothing;
 *   <li>half a surrogate pair becomes U+FFFD.
 * </ul>
 *
 * <p>Everything else is refused with the place: ids of another length, a value of another type or out of its type's range, bad base64,
 * messages nested deeper than {@link OtlpBytes#MAX_DEPTH}, JSON that is broken, cut off or followed by something.
 *
 * <p>Bounds: the result is at most four times as long as the JSON (of {@code 0,} eight bytes may be made); memory beyond input and
 * result is bounded by the longest string. Between requests it keeps at most {@value #KEPT_BYTES} bytes.
 *
 * <p>Threads: one at a time. Keep one per thread and use it again. Documents of more than {@value #KEPT_BYTES} bytes wait for each other.
 */
public final class OtlpJsonReader {

    private static final int KEPT_BYTES = 1 << 20;
    private static final int INITIAL_BYTES = 8 << 10;

    /** JSON levels to a message: an object, and the array it is in. Unknown fields may nest as deep. */
    private static final int JSON_LEVELS = 2 * OtlpBytes.MAX_DEPTH + 2;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(JSON_LEVELS)
                    .maxNumberLength(JsonNumber.MAX_LENGTH)
                    // The length of the whole is bounded by whoever hands it over.
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            // Interned names would be kept for good, and a peer may invent as many as it likes.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .build();

    /** Large documents are read one after the other, in the whole process: what each takes for a while is several times its size. */
    private static final ReentrantLock LARGE = new ReentrantLock();

    private WireWriter out = new WireWriter(INITIAL_BYTES);
    private TextBytes text = new TextBytes();

    /**
     * Reads one request.
     *
     * @param json holds the document at {@code offset}, {@code length} bytes of UTF-8
     * @param pool where the result's array comes from
     * @return the request's wire bytes, with one owner
     * @throws MalformedException if the document is none that can be read; the position is in the JSON, from {@code offset}
     */
    public Payload read(Signal signal, byte[] json, int offset, int length, BufferPool pool) throws MalformedException {
        if (length <= KEPT_BYTES) {
            return parse(signal, json, offset, length, pool);
        }
        LARGE.lock();
        try {
            out = new WireWriter(length);
            return parse(signal, json, offset, length, pool);
        } finally {
            LARGE.unlock();
        }
    }

    private Payload parse(Signal signal, byte[] json, int offset, int length, BufferPool pool)
            throws MalformedException {
        out.reset();
        try (JsonParser parser = JSON.createParser(json, offset, length)) {
            read(parser, OtlpSchema.request(signal));
            return out.toPayload(pool);
        } catch (IOException e) {
            throw new IllegalStateException("an array cannot fail to be read", e);
        } finally {
            trim();
        }
    }

    private void read(JsonParser parser, MessageType request) throws MalformedException {
        try {
            new RequestParse(parser, out, text).run(request);
        } catch (IOException e) {
            // The library's own message quotes the document, so it is not passed on.
            String what = e instanceof JsonEOFException
                    ? " is cut off"
                    : e instanceof StreamConstraintsException
                            ? " is nested too deep, or has a name or number that is too long"
                            : " is not valid JSON";
            throw new MalformedException("OTLP/JSON: " + JsonPath.of(parser.getParsingContext()) + what, (int)
                    parser.currentLocation().getByteOffset());
        }
    }

    private void trim() {
        if (out.array().length > KEPT_BYTES) {
            out = new WireWriter(INITIAL_BYTES);
        }
        if (text.array().length > KEPT_BYTES) {
            text = new TextBytes();
        }
    }
}
