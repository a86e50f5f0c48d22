package io.sluice.processor.redaction;

import io.sluice.api.RequestContext;
import io.sluice.pdata.MalformedException;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Schema;
import io.sluice.pdata.Signal;
import io.sluice.pdata.WireWriter;
import io.sluice.processor.edit.AttributeTable;
import io.sluice.processor.edit.EditedMessage;
import io.sluice.processor.edit.RecordEditor;
import io.sluice.processor.redaction.Tally.Deed;
import io.sluice.processor.value.AnyValueBytes;
import java.util.stream.IntStream;

/**
 * Redacts attributes and bodies where the Collector does: of resources, scopes, spans, their events, points and log records; if strict,
 * everywhere, texts of messages included. Threads: one worker's.
 */
final class RedactionEditor implements RecordEditor {

    private static final long WHERE_THE_COLLECTOR_DOES =
            ITEMS | 1L << Schema.RESOURCE | 1L << Schema.SCOPE | 1L << Schema.EVENT;

    private static final int KINDS_OF_MESSAGES = 64;

    private final RedactionRules rules;
    private final boolean strict;
    private Redactor redactor;
    private Tally tally;
    private ValueRewriter rewriter;
    private final SummaryWriter summary;
    private final SummaryWriter bodySummary;
    private final RedactionMetrics metrics;
    private final AnyValueBytes value = new AnyValueBytes();
    private final int[][] texts = new int[KINDS_OF_MESSAGES][];

    private final boolean looksForNothing; // a body that is not there is an empty text to the Collector

    private long masked;
    private long deleted;

    RedactionEditor(RedactionRules rules, RedactionMetrics metrics) {
        this.rules = rules;
        this.redactor = new Redactor(rules);
        this.strict = rules.strict();
        this.looksForNothing = !strict && !redactor.passesEmptyText();
        this.tally = new Tally(rules.names());
        this.rewriter = new ValueRewriter(redactor, tally);
        this.summary = SummaryWriter.ofAttributes(rules.counts());
        this.bodySummary = SummaryWriter.ofBody(rules.counts());
        this.metrics = metrics;
        for (int message = Schema.RESOURCE; message <= Schema.EXEMPLAR; message++) {
            texts[message] = textsOf(message);
        }
    }

    /** The numbers of a message's fields of text. */
    private static int[] textsOf(int message) {
        return IntStream.rangeClosed(1, Schema.MAX_FIELD)
                .filter(field -> Schema.kind(Schema.entry(message, field)) == Schema.STRING)
                .toArray();
    }

    @Override
    public long wants() {
        return strict ? EVERYTHING : WHERE_THE_COLLECTOR_DOES;
    }

    @Override
    public void begin(Signal signal, RequestContext context, Payload payload) {
        masked = 0;
        deleted = 0;
    }

    @Override
    public void forget() {
        redactor = new Redactor(rules);
        tally = new Tally(rules.names());
        rewriter = new ValueRewriter(redactor, tally);
    }

    @Override
    public void end() {
        metrics.count(masked, deleted);
    }

    @Override
    public void edit(EditedMessage message) throws MalformedException {
        AttributeTable attributes = message.attributes();
        tally.clear();
        int size = attributes.size();
        for (int i = 0; i < size; i++) {
            if (!attributes.isDeleted(i)) {
                attribute(attributes, i, message.scratch());
            }
        }
        if (!tally.isEmpty()) {
            summary.write(tally, attributes, message.scratch());
            count();
        }
        if (message.message() == Schema.LOG_RECORD && (message.hasBody() || looksForNothing)) {
            body(message);
        }
        if (strict) {
            for (int field : texts[message.message()]) {
                text(message, field);
            }
        }
    }

    private void count() {
        masked += tally.count(Deed.MASKED);
        deleted += tally.count(Deed.REDACTED);
    }

    private void attribute(AttributeTable attributes, int i, WireWriter scratch) throws MalformedException {
        int verdict = redactor.keys().isEmpty()
                ? 0
                : redactor.keys().verdict(attributes.keyArray(i), attributes.keyFrom(i), attributes.keyEnd(i));
        if ((verdict & KeyRules.IGNORED) != 0) {
            count(Deed.IGNORED, attributes, i);
        } else if ((verdict & KeyRules.DELETED) != 0) {
            if (strict && isWay(attributes, i, verdict)) {
                strictly(attributes, i, false, scratch);
                if (!rewriter.isEmptyMap()) {
                    return;
                }
            }
            count(Deed.REDACTED, attributes, i);
            attributes.delete(i);
        } else if (strict) {
            strictly(attributes, i, (verdict & KeyRules.BLOCKED) != 0, scratch);
        } else {
            asTheCollectorDoes(attributes, i, (verdict & KeyRules.BLOCKED) != 0, scratch);
        }
    }

    private boolean isWay(AttributeTable attributes, int i, int verdict) throws MalformedException {
        return rewriter.isWay(verdict, attributes.valueArray(i), attributes.valueFrom(i), attributes.valueEnd(i));
    }

    private void asTheCollectorDoes(AttributeTable attributes, int i, boolean blocked, WireWriter scratch)
            throws MalformedException {
        byte[] array = attributes.valueArray(i);
        value.read(array, attributes.valueFrom(i), attributes.valueEnd(i));
        if (!value.isPlain()) {
            int start = scratch.length();
            value.writeTo(array, scratch);
            attributes.set(i, scratch.array(), start, scratch.length());
            array = scratch.array();
            value.read(array, start, scratch.length());
        }
        if (value.kind() == AnyValueBytes.STRING || redactor.looksAtAllTypes()) {
            redactor.takeText(array, value);
        } else if (blocked || !redactor.passesEmptyText()) {
            redactor.takeNothing();
        } else {
            return;
        }
        if (redactor.isAllowed()) {
            count(Deed.ALLOWED, attributes, i);
            return;
        }
        if (blocked) {
            redactor.maskAll();
        } else if (!redactor.mask()) {
            return;
        }
        count(Deed.MASKED, attributes, i);
        attributes.setString(i, redactor.array(), redactor.from(), redactor.end());
    }

    /** Masks a value with what it holds; a blocked key counts for more than a value that may pass. */
    private void strictly(AttributeTable attributes, int i, boolean blocked, WireWriter scratch)
            throws MalformedException {
        byte[] array = attributes.valueArray(i);
        if (blocked) {
            value.read(array, attributes.valueFrom(i), attributes.valueEnd(i));
            redactor.takeText(array, value);
            redactor.maskAll();
            count(Deed.MASKED, attributes, i);
            attributes.setString(i, redactor.array(), redactor.from(), redactor.end());
        } else if (rewriter.attribute(
                attributes.keyArray(i),
                attributes.keyFrom(i),
                attributes.keyEnd(i),
                array,
                attributes.valueFrom(i),
                attributes.valueEnd(i))) {
            int start = scratch.length();
            scratch.raw(rewriter.array(), 0, rewriter.length());
            attributes.set(i, scratch.array(), start, scratch.length());
        }
    }

    private void count(Deed deed, AttributeTable attributes, int i) {
        tally.add(deed, attributes.keyArray(i), attributes.keyFrom(i), attributes.keyEnd(i));
    }

    private void body(EditedMessage message) throws MalformedException {
        tally.clear();
        if (rewriter.body(message.bodyArray(), message.bodyFrom(), message.bodyEnd())) {
            int start = message.scratch().length();
            message.scratch().raw(rewriter.array(), 0, rewriter.length());
            message.setBody(message.scratch().array(), start, message.scratch().length());
        }
        if (!tally.isEmpty()) {
            bodySummary.write(tally, message.attributes(), message.scratch());
            count();
        }
    }

    private void text(EditedMessage message, int field) {
        if (!message.hasText(field)) {
            return;
        }
        redactor.take(message.textArray(field), message.textFrom(field), message.textEnd(field));
        if (!redactor.isAllowed() && redactor.mask()) {
            masked++;
            int start = message.scratch().length();
            message.scratch().raw(redactor.array(), redactor.from(), redactor.end() - redactor.from());
            message.setText(
                    field, message.scratch().array(), start, message.scratch().length());
        }
    }
}
