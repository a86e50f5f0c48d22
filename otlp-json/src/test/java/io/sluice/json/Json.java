package io.sluice.json;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.sluice.pdata.BufferPool;
import io.sluice.pdata.MalformedException;
import io.sluice.pdata.OtlpBytes;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shorthand of the tests: text in, generated messages out, and the other way. */
final class Json {

    private static final Pattern ID = Pattern.compile(
            "(\"(?:traceId|spanId|parentSpanId|trace_id|span_id|parent_span_id)\"\\s*:\\s*\")([^\"]*)\"");

    private static final OtlpJsonReader READER = new OtlpJsonReader();
    private static final OtlpJsonWriter WRITER = new OtlpJsonWriter();

    private Json() {}

    static Message read(Signal signal, String json) throws MalformedException {
        return read(signal, json.getBytes(StandardCharsets.UTF_8));
    }

    static Message read(Signal signal, byte[] json) throws MalformedException {
        Payload payload = READER.read(signal, json, 0, json.length, BufferPool.UNPOOLED);
        OtlpBytes.validate(signal, payload.array(), payload.offset(), payload.length());
        return parse(signal, payload.toExactArray());
    }

    static Message parse(Signal signal, byte[] wire) {
        try {
            return RandomRequests.builder(signal).mergeFrom(wire).build();
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    static String write(Signal signal, Message message) throws MalformedException {
        return write(signal, message.toByteArray());
    }

    static String write(Signal signal, byte[] wire) throws MalformedException {
        return new String(WRITER.toBytes(signal, Payload.of(wire)), StandardCharsets.UTF_8);
    }

    /** Ids as OTLP wants them, from ids as protobuf's own mapping has them. */
    static String idsToHex(String json) {
        return replaceIds(
                json, id -> HexFormat.of().formatHex(Base64.getDecoder().decode(id)));
    }

    /** The other way. */
    static String idsToBase64(String json) {
        return replaceIds(
                json, id -> Base64.getEncoder().encodeToString(HexFormat.of().parseHex(id)));
    }

    private static String replaceIds(String json, UnaryOperator<String> change) {
        Matcher ids = ID.matcher(json);
        return ids.replaceAll(id -> Matcher.quoteReplacement(id.group(1) + change.apply(id.group(2)) + "\""));
    }

    static ByteString hex(String digits) {
        return ByteString.copyFrom(HexFormat.of().parseHex(digits));
    }
}
