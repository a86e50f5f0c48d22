package io.sluice.processor.redaction;

import io.sluice.pdata.MalformedException;
import io.sluice.pdata.WireWriter;
import io.sluice.processor.edit.AttributeTable;
import io.sluice.processor.redaction.Tally.Deed;
import io.sluice.processor.value.AnyValueBytes;
import io.sluice.processor.value.Ascii;
import java.util.Arrays;
import java.util.Locale;

/** Adds what was done to attributes, or to a body, to attributes that say so; what they said before is added to. Threads: one at a time. */
final class SummaryWriter {

    private static final String PREFIX = "redaction.";
    private static final String BODY_PREFIX = "redaction.body.";
    private static final byte[] NOTHING = {};

    private final boolean counts;
    private final byte[][] countKeys;
    private final byte[][] nameKeys;
    private final AnyValueBytes value = new AnyValueBytes();

    private SummaryWriter(boolean counts, String prefix) {
        this.counts = counts;
        this.countKeys = keys(prefix, ".count");
        this.nameKeys = keys(prefix, ".keys");
    }

    static SummaryWriter ofAttributes(boolean counts) {
        return new SummaryWriter(counts, PREFIX);
    }

    static SummaryWriter ofBody(boolean counts) {
        return new SummaryWriter(counts, BODY_PREFIX);
    }

    private static byte[][] keys(String prefix, String suffix) {
        return Tally.DEEDS.stream()
                .map(deed -> Ascii.bytes(prefix + deed.name().toLowerCase(Locale.ROOT) + suffix))
                .toArray(byte[][]::new);
    }

    void write(Tally tally, AttributeTable attributes, WireWriter scratch) throws MalformedException {
        if (!counts || tally.isEmpty()) {
            return;
        }
        for (Deed deed : Tally.DEEDS) {
            if (tally.count(deed) > 0) {
                if (tally.isNamed() && deed != Deed.IGNORED) {
                    writeNames(tally, deed, attributes, scratch);
                }
                writeCount(tally.count(deed), deed, attributes, scratch);
            }
        }
    }

    private void writeNames(Tally tally, Deed deed, AttributeTable attributes, WireWriter scratch)
            throws MalformedException {
        byte[] key = nameKeys[deed.rank()];
        int existing = attributes.find(key);
        byte[] names = tally.names(deed, existing < 0 ? NOTHING : textOf(attributes, existing));
        int start = scratch.length();
        scratch.bytesField(AnyValueBytes.STRING, names, 0, names.length);
        attributes.put(existing, key, scratch.array(), start, scratch.length());
    }

    private byte[] textOf(AttributeTable attributes, int i) throws MalformedException {
        byte[] array = attributes.valueArray(i);
        value.read(array, attributes.valueFrom(i), attributes.valueEnd(i));
        return value.kind() == AnyValueBytes.STRING ? Arrays.copyOfRange(array, value.from(), value.end()) : NOTHING;
    }

    private void writeCount(int count, Deed deed, AttributeTable attributes, WireWriter scratch)
            throws MalformedException {
        byte[] key = countKeys[deed.rank()];
        int existing = attributes.find(key);
        long sum = count;
        if (existing >= 0) {
            value.read(attributes.valueArray(existing), attributes.valueFrom(existing), attributes.valueEnd(existing));
            sum += value.kind() == AnyValueBytes.INT ? value.number() : 0;
        }
        int start = scratch.length();
        scratch.varintField(AnyValueBytes.INT, sum);
        attributes.put(existing, key, scratch.array(), start, scratch.length());
    }
}
