package io.sluice.exporter.otlp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Answers in JSON: bodies of at most 64 KiB from a backend. */
final class JsonAnswers {

    private static final JsonFactory JSON = new JsonFactory();

    private JsonAnswers() {}

    /** An {@code Export*ServiceResponse}; null if it is none. No body at all stands for one that is empty. */
    static @Nullable ExportResponse response(byte[] body) {
        if (body.length == 0) {
            return ExportResponse.ALL_ACCEPTED;
        }
        try (JsonParser parser = JSON.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            ExportResponse response = ExportResponse.ALL_ACCEPTED;
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean partial = parser.currentName().equals("partialSuccess");
                JsonToken value = parser.nextToken();
                if (partial && value == JsonToken.START_OBJECT) {
                    response = partialSuccess(parser);
                } else {
                    parser.skipChildren();
                }
            }
            return response;
        } catch (IOException | NumberFormatException _) {
            return null;
        }
    }

    private static ExportResponse partialSuccess(JsonParser parser) throws IOException {
        long rejected = 0;
        String message = "";
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals("errorMessage") && value == JsonToken.VALUE_STRING) {
                message = parser.getText();
            } else if (name.startsWith("rejected") && value.isScalarValue()) {
                rejected = Long.parseLong(parser.getText());
            } else {
                parser.skipChildren();
            }
        }
        return new ExportResponse(Math.max(0, rejected), message);
    }

    /** The message of a {@code google.rpc.Status}; empty if there is none. */
    static String statusMessage(byte[] body) {
        try (JsonParser parser = JSON.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return "";
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean message = parser.currentName().equals("message");
                if (parser.nextToken() == JsonToken.VALUE_STRING && message) {
                    return parser.getText();
                }
                parser.skipChildren();
            }
        } catch (IOException _) {
            // Whatever it is, it has no message for us.
        }
        return "";
    }
}
