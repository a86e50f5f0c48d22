package io.sluice.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.sluice.pdata.BufferPool;
import io.sluice.pdata.MalformedException;
import io.sluice.pdata.OtlpBytes;
import io.sluice.pdata.Signal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists the texts of export requests in OTLP/JSON, for tools: holds the whole request, several times. */
public final class OtlpTexts {

    /** Levels of the writer's documents: an object and an array for each message. */
    private static final int JSON_LEVELS = 2 * OtlpBytes.MAX_DEPTH + 2;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(JSON_LEVELS)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private OtlpTexts() {}

    /** The signal that a document is a request of, by its first name; null if it is none. */
    public static @Nullable Signal signal(byte[] json) {
        try (JsonParser parser = JSON.createParser(json)) {
            String name = parser.nextToken() == JsonToken.START_OBJECT ? parser.nextFieldName() : null;
            return switch (name == null ? "" : name) {
                case "resourceSpans", "resource_spans" -> Signal.TRACES;
                case "resourceMetrics", "resource_metrics" -> Signal.METRICS;
                case "resourceLogs", "resource_logs" -> Signal.LOGS;
                default -> null;
            };
        } catch (IOException _) {
            return null;
        }
    }

    /**
     * All texts of a request, in its order; ids, numbers and schema URLs are none, bytes that are UTF-8 are.
     *
     * @throws MalformedException if the document is none that {@link OtlpJsonReader} reads
     */
    public static List<OtlpText> of(Signal signal, byte[] json) throws MalformedException {
        byte[] strict = new OtlpJsonWriter()
                .toBytes(signal, new OtlpJsonReader().read(signal, json, 0, json.length, BufferPool.UNPOOLED));
        List<OtlpText> texts = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(strict)) {
            parser.nextToken();
            new TextWalk(texts).request(JsonTree.read(parser));
        } catch (IOException e) {
            throw new IllegalStateException("what was written just now cannot be read", e);
        }
        return texts;
    }
}
