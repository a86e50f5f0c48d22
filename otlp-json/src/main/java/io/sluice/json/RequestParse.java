package io.sluice.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.sluice.pdata.MalformedException;
import io.sluice.pdata.OtlpBytes;
import io.sluice.pdata.WireType;
import io.sluice.pdata.WireWriter;
import java.io.IOException;
import java.nio.CharBuffer;
import org.jspecify.annotations.Nullable;

/** One pass over one JSON document, from its first token to its last. One thread. */
final class RequestParse {

    private static final int LONG_CHARS = 1 << 16;
    private static final int TRACE_ID_BYTES = 16;
    private static final int SPAN_ID_BYTES = 8;
    private static final double[] SPECIAL = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};

    private final JsonParser json;
    private final WireWriter out;
    private final TextBytes text;
    private final JsonNumber number = new JsonNumber();

    /** @param out where the wire bytes go; the caller resets it */
    RequestParse(JsonParser json, WireWriter out, TextBytes text) {
        this.json = json;
        this.out = out;
        this.text = text;
    }

    /** Reads the whole document, which must be one object of that type. */
    void run(MessageType request) throws IOException, MalformedException {
        JsonToken first = json.nextToken();
        if (first == null) {
            throw malformed("is empty where an object was expected");
        }
        if (first != JsonToken.START_OBJECT) {
            throw malformed("is not an object");
        }
        message(request, 1);
        if (json.nextToken() != null) {
            throw malformed("is followed by more text");
        }
    }

    /** From behind the opening brace to the closing one. */
    private void message(MessageType type, int depth) throws IOException, MalformedException {
        if (depth > OtlpBytes.MAX_DEPTH) {
            throw malformed("is nested more than " + OtlpBytes.MAX_DEPTH + " messages deep");
        }
        int seen = 0;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            int position = type.position(json.currentName());
            JsonToken value = json.nextToken();
            if (position < 0) {
                json.skipChildren();
            } else if (value != JsonToken.VALUE_NULL) {
                Field field = type.at(position);
                boolean repeats = (seen & (1 << position)) != 0;
                seen |= 1 << position;
                if (field.isRepeated()) {
                    array(field, value, depth);
                } else if (field.isMessage()) {
                    submessage(field, value, depth);
                } else {
                    // A zero that is not the first of its name has a value to undo.
                    scalar(field, value, field.shape() != Field.Shape.SINGLE || repeats);
                }
            }
        }
    }

    private void submessage(Field field, JsonToken token, int depth) throws IOException, MalformedException {
        if (token != JsonToken.START_OBJECT) {
            throw malformed("is not an object");
        }
        int mark = out.openMessage(field.number());
        message(field.message(), depth + 1);
        out.closeMessage(mark);
    }

    private void array(Field field, JsonToken token, int depth) throws IOException, MalformedException {
        if (token != JsonToken.START_ARRAY) {
            throw malformed("is not an array");
        }
        if (field.kind().isPackable()) {
            packed(field);
            return;
        }
        for (JsonToken element = json.nextToken(); element != JsonToken.END_ARRAY; element = json.nextToken()) {
            if (field.isMessage()) {
                submessage(field, element, depth);
            } else {
                scalar(field, element, true);
            }
        }
    }

    private void packed(Field field) throws IOException, MalformedException {
        JsonToken element = json.nextToken();
        if (element == JsonToken.END_ARRAY) {
            return;
        }
        int mark = out.openMessage(field.number());
        for (; element != JsonToken.END_ARRAY; element = json.nextToken()) {
            long value = field.kind() == Kind.DOUBLE ? doubleBits(element) : integer(field, element);
            if (field.kind().wireType() == WireType.VARINT) {
                out.varint(value);
            } else {
                out.fixed64(value);
            }
        }
        out.closeMessage(mark);
    }

    /** @param writeZero whether a value that is the type's zero is written as well */
    private void scalar(Field field, JsonToken token, boolean writeZero) throws IOException, MalformedException {
        switch (field.kind()) {
            case STRING, BYTES, TRACE_ID, SPAN_ID -> {
                if (field.kind() == Kind.STRING && isLong(token)) {
                    longText(field);
                    return;
                }
                int length = bytes(field.kind(), token);
                if (length != 0 || writeZero) {
                    out.bytesField(field.number(), text.array(), 0, length);
                }
            }
            case BOOL -> {
                if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
                    throw malformed("is neither true nor false");
                }
                if (token == JsonToken.VALUE_TRUE || writeZero) {
                    out.varintField(field.number(), token == JsonToken.VALUE_TRUE ? 1 : 0);
                }
            }
            default -> {
                long value = field.kind() == Kind.DOUBLE ? doubleBits(token) : integer(field, token);
                if (value != 0 || writeZero) {
                    number(field, value);
                }
            }
        }
    }

    private boolean isLong(JsonToken token) throws IOException {
        return token == JsonToken.VALUE_STRING && json.getTextLength() > LONG_CHARS;
    }

    private void longText(Field field) throws IOException {
        int mark = out.openMessage(field.number());
        try (LongText pieces = new LongText(text, out)) {
            json.getText(pieces);
        }
        out.closeMessage(mark);
    }

    private void number(Field field, long value) {
        switch (field.kind().wireType()) {
            case WireType.FIXED64 -> out.fixed64Field(field.number(), value);
            case WireType.FIXED32 -> out.fixed32Field(field.number(), (int) value);
            default -> out.varintField(field.number(), value);
        }
    }

    /** Puts a string's bytes into {@link #text}. */
    private int bytes(Kind kind, JsonToken token) throws IOException, MalformedException {
        if (token != JsonToken.VALUE_STRING) {
            throw malformed("is not a string");
        }
        char[] chars = json.getTextCharacters();
        int from = json.getTextOffset();
        int length = json.getTextLength();
        return switch (kind) {
            case TRACE_ID -> id(chars, from, length, TRACE_ID_BYTES);
            case SPAN_ID -> id(chars, from, length, SPAN_ID_BYTES);
            case BYTES -> {
                int decoded = text.base64(chars, from, length);
                if (decoded < 0) {
                    throw malformed("is not base64");
                }
                yield decoded;
            }
            default -> text.utf8(chars, from, length);
        };
    }

    private int id(char[] chars, int from, int length, int bytes) throws MalformedException {
        int decoded = length == 0 || length == 2 * bytes ? text.hex(chars, from, length) : TextBytes.INVALID;
        if (decoded < 0) {
            throw malformed("is not " + 2 * bytes + " hexadecimal digits");
        }
        return decoded;
    }

    private long doubleBits(JsonToken token) throws IOException, MalformedException {
        return Double.doubleToRawLongBits(real(token));
    }

    private double real(JsonToken token) throws IOException, MalformedException {
        if (token == JsonToken.VALUE_NUMBER_FLOAT) {
            double value = json.getDoubleValue();
            if (Double.isFinite(value)) {
                return value;
            }
        } else if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_STRING) {
            char[] chars = json.getTextCharacters();
            int from = json.getTextOffset();
            int length = json.getTextLength();
            if (number.parseDouble(chars, from, length)) {
                return number.real();
            }
            for (double special : SPECIAL) {
                if (CharBuffer.wrap(chars, from, length).equals(CharBuffer.wrap(Double.toString(special)))) {
                    return special;
                }
            }
        }
        throw malformed("is not a number in the range of a double");
    }

    private long integer(Field field, JsonToken token) throws IOException, MalformedException {
        Kind kind = field.kind();
        boolean isText = token == JsonToken.VALUE_STRING;
        if (isText || token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
            if (number.parseInteger(json.getTextCharacters(), json.getTextOffset(), json.getTextLength())) {
                if (!fits(kind)) {
                    throw malformed("is beyond the range of its type");
                }
                return kind == Kind.SINT32 ? zigzag((int) number.integer()) : number.integer();
            }
            if (isText && kind == Kind.ENUM) {
                @Nullable Integer named = field.enumNames().get(json.getText());
                if (named != null) {
                    return named;
                }
            }
        }
        throw malformed(kind == Kind.ENUM ? "is neither a number nor a name of its enum" : "is not an integer");
    }

    private boolean fits(Kind kind) {
        return switch (kind) {
            case INT32, SINT32, ENUM -> number.fitsSigned(Integer.SIZE);
            case UINT32, FIXED32 -> number.fitsUnsigned(Integer.SIZE);
            case UINT64, FIXED64 -> number.fitsUnsigned(Long.SIZE);
            default -> number.fitsSigned(Long.SIZE);
        };
    }

    private static long zigzag(int value) {
        return Integer.toUnsignedLong((value << 1) ^ (value >> 31));
    }

    private MalformedException malformed(String what) {
        return new MalformedException("OTLP/JSON: " + JsonPath.of(json.getParsingContext()) + " " + what, (int)
                json.currentLocation().getByteOffset());
    }
}
