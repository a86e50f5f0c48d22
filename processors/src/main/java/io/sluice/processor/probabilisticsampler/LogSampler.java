package io.sluice.processor.probabilisticsampler;

import io.sluice.pdata.MalformedException;
import io.sluice.pdata.Signal;
import io.sluice.pdata.WireReader;
import io.sluice.pdata.WireType;
import io.sluice.pdata.WireWriter;
import io.sluice.processor.edit.AttributeTable;
import io.sluice.processor.edit.EditedMessage;
import io.sluice.processor.probabilisticsampler.ProbabilisticSamplerConfig.AttributeSource;
import io.sluice.processor.sampling.Randomness;
import io.sluice.processor.sampling.Threshold;
import io.sluice.processor.value.AnyValueBytes;
import io.sluice.processor.value.Ascii;
import io.sluice.processor.value.ValueText;
import org.jspecify.annotations.Nullable;

/** Samples log records, which bear randomness and threshold in two attributes. Threads: one worker's. */
final class LogSampler extends SamplerEditor {

    private static final byte[] THRESHOLD = Ascii.bytes("sampling.threshold");
    private static final byte[] RANDOMNESS = Ascii.bytes("sampling.randomness");
    private static final int SEVERITY_NUMBER = 2;
    private static final int TRACE_ID = 9;
    private static final int ID_BYTES = 16;

    private final byte[] priorityKey;
    private final byte[] hashedKey;
    private final boolean hashesIds;
    private final int precision;
    private final WireReader fields = new WireReader();
    private final AnyValueBytes value = new AnyValueBytes();
    private final ValueText texts = new ValueText();
    private final WireWriter text = new WireWriter(64);
    private final byte[] digits = new byte[Threshold.MAX_DIGITS];
    private int idFrom;
    private boolean hasId;
    private int severity;
    private int thresholdAt; // index among the attributes, -1 if it is not there
    private int randomnessAt;
    private boolean hashed;

    LogSampler(ProbabilisticSamplerConfig config, SamplerCounts counts) {
        super(config, Signal.LOGS, counts);
        priorityKey = Ascii.bytes(config.samplingPriority());
        hashedKey = Ascii.bytes(config.fromAttribute());
        hashesIds = config.attributeSource() == AttributeSource.TRACE_ID;
        precision = config.samplingPrecision();
    }

    @Override
    @Nullable
    DropReason read(EditedMessage log) throws MalformedException {
        scan(log);
        AttributeTable attributes = log.attributes();
        hashed = false;
        thresholdAt = attributes.find(THRESHOLD);
        randomnessAt = attributes.find(RANDOMNESS);
        incoming = Threshold.NONE;
        long explicit = Randomness.NONE;
        boolean readable = true;
        if (isText(attributes, thresholdAt)) {
            incoming = Threshold.parse(attributes.valueArray(thresholdAt), value.from(), value.end());
            readable = incoming != Threshold.NONE;
        }
        if (isText(attributes, randomnessAt)) {
            explicit = Randomness.parse(attributes.valueArray(randomnessAt), value.from(), value.end());
            readable &= explicit != Randomness.NONE;
        }
        writable = readable;
        if (never) {
            needNoRandomness();
            return readable ? null : DropReason.SAMPLING_UNREADABLE;
        }
        return hashes ? readForHash(log, attributes, explicit) : readForConsistency(log, explicit);
    }

    private void scan(EditedMessage log) throws MalformedException {
        hasId = false;
        severity = 0;
        fields.reset(log.array(), log.from(), log.end());
        while (fields.next()) {
            if (fields.isBytes(TRACE_ID)) {
                idFrom = fields.valueStart();
                hasId = Randomness.isTraceId(log.array(), idFrom, fields.valueEnd());
            } else if (fields.fieldNumber() == SEVERITY_NUMBER && fields.wireType() == WireType.VARINT) {
                severity = (int) fields.varint();
            }
        }
    }

    /** True if there is an attribute and it is a text that is not empty, where {@link #value} then stands. */
    private boolean isText(AttributeTable attributes, int i) throws MalformedException {
        if (i < 0) {
            return false;
        }
        value.read(attributes.valueArray(i), attributes.valueFrom(i), attributes.valueEnd(i));
        return value.kind() == AnyValueBytes.STRING && value.from() < value.end();
    }

    private @Nullable DropReason readForHash(EditedMessage log, AttributeTable attributes, long explicit)
            throws MalformedException {
        if (hashesIds && hasId) {
            randomness = hash.of(log.array(), idFrom, idFrom + ID_BYTES);
            policy = Policy.TRACE_ID_HASH;
        } else if (hashedKey.length == 0 || !hashAttribute(attributes)) {
            missRandomness();
        }
        if (!writable) {
            return DropReason.SAMPLING_UNREADABLE;
        }
        if (explicit != Randomness.NONE) {
            writable = false;
            return DropReason.SAMPLING_RANDOMNESS_IN_USE;
        }
        if (incoming != Threshold.NONE) {
            writable = false;
            return DropReason.SAMPLING_THRESHOLD_IN_USE;
        }
        hashed = policy != Policy.MISSING_RANDOMNESS;
        return null;
    }

    private boolean hashAttribute(AttributeTable attributes) throws MalformedException {
        int i = attributes.find(hashedKey);
        if (i < 0) {
            return false;
        }
        byte[] array = attributes.valueArray(i);
        value.read(array, attributes.valueFrom(i), attributes.valueEnd(i));
        int from = value.from();
        int end = value.end();
        if (value.kind() != AnyValueBytes.STRING && value.kind() != AnyValueBytes.BYTES) {
            texts.append(array, value, text.reset());
            array = text.array();
            from = 0;
            end = text.length();
        }
        if (from == end) {
            return false;
        }
        randomness = hash.of(array, from, end);
        policy = Policy.ATTRIBUTE;
        return true;
    }

    private @Nullable DropReason readForConsistency(EditedMessage log, long explicit) {
        if (!writable) {
            missRandomness();
            return DropReason.SAMPLING_UNREADABLE;
        }
        if (explicit != Randomness.NONE) {
            randomness = explicit;
            policy = Policy.SAMPLING_RANDOMNESS;
        } else if (hasId) {
            randomness = Randomness.ofTraceId(log.array(), idFrom);
            policy = Policy.TRACE_ID_W3C;
        } else {
            missRandomness();
        }
        return null;
    }

    /** The number is a percentage. One that is none asks for nothing, nor does 0. */
    @Override
    long priority(EditedMessage log) throws MalformedException {
        if (priorityKey.length == 0) {
            return Threshold.NONE;
        }
        AttributeTable attributes = log.attributes();
        int i = attributes.find(priorityKey);
        if (i < 0) {
            return Threshold.NONE;
        }
        value.read(attributes.valueArray(i), attributes.valueFrom(i), attributes.valueEnd(i));
        return switch (value.kind()) {
            case AnyValueBytes.INT -> Threshold.of(value.number() / 100.0, precision);
            case AnyValueBytes.DOUBLE -> Threshold.of(value.decimal() / 100, precision);
            default -> Threshold.NONE;
        };
    }

    @Override
    boolean isAlwaysKept(EditedMessage log) throws MalformedException {
        return keep.matchesLog(log, severity);
    }

    @Override
    void forgetThreshold() {
        // write() puts another in its place
    }

    @Override
    void write(EditedMessage log, long threshold) {
        AttributeTable attributes = log.attributes();
        if (hashed) {
            Randomness.encode(randomness, digits, 0);
            put(attributes, randomnessAt, RANDOMNESS, Randomness.DIGITS);
        }
        if (incoming <= threshold) {
            put(attributes, thresholdAt, THRESHOLD, Threshold.encode(threshold, digits, 0));
        }
    }

    private void put(AttributeTable attributes, int i, byte[] key, int count) {
        if (i >= 0) {
            attributes.setString(i, digits, 0, count);
        } else {
            attributes.appendString(key, digits, 0, count);
        }
    }
}
