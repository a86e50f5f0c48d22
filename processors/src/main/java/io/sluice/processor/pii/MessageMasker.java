package io.sluice.processor.pii;

import io.sluice.pdata.MalformedException;
import io.sluice.pdata.Schema;
import io.sluice.pdata.WireWriter;
import io.sluice.processor.edit.AttributeTable;
import io.sluice.processor.edit.EditedMessage;
import io.sluice.processor.edit.RecordEditor;
import io.sluice.processor.value.AnyValueBytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Masks what one message holds: its attributes, its texts, a log's body. Remembers the class of the resource, and of the item, that the
 * messages shown after them belong to. What goes wrong with a value masks it as a whole. Threads: one worker's.
 */
final class MessageMasker {

    private static final byte[] AUDIT = "audit".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NO_KEY = {};

    /** What belongs to items and is shown after them. */
    private static final long PARTS =
            1L << Schema.EVENT | 1L << Schema.LINK | 1L << Schema.STATUS | 1L << Schema.EXEMPLAR;

    private final PiiTools tools;
    private final boolean shadow;
    private final boolean looksAhead;

    private final byte[] classAttribute;
    private final byte[] routeKey;
    private final WireWriter routeValue = new WireWriter(32);
    private final AnyValueBytes classValue = new AnyValueBytes();
    private final Effects effects = new Effects();
    private final ValueMasker.Owner owner;
    private final EditedMessage.Glance glance = this::glance;

    private Policy resourcePolicy;
    private boolean auditResource;
    private Policy policy;
    private boolean audit;

    MessageMasker(PiiConfig config, PiiTools tools) {
        this.tools = tools;
        this.shadow = config.shadow();
        this.looksAhead = config.looksAhead();
        this.classAttribute = config.classes().attribute().getBytes(StandardCharsets.UTF_8);
        this.routeKey = config.route().attribute().getBytes(StandardCharsets.UTF_8);
        byte[] value = config.route().value().getBytes(StandardCharsets.UTF_8);
        routeValue.bytesField(ValueMasker.STRING, value, 0, value.length);
        this.policy = tools.rules.usual();
        this.resourcePolicy = policy;
        this.owner = new ValueMasker.Owner(policy, tools.rules.attributes().none());
    }

    void mask(EditedMessage message) throws MalformedException {
        int kind = message.message();
        classify(kind, message);
        boolean suspect = tools.search.search(message, policy);
        if (tools.search.hasUnknown() && dropUnknown()) {
            message.dropUnknown();
        }
        suspect |= message.isEdited();
        if (!suspect && !looksAhead) {
            return;
        }
        effects.clear();
        effects.routable(isIn(RecordEditor.ITEMS | PARTS, kind));
        if (suspect) {
            maskFields(kind, message);
        }
        if (looksAhead && isIn(RecordEditor.ITEMS, kind)) {
            lookAhead(message);
            applyEffects(message);
        }
    }

    private static boolean isIn(long kinds, int kind) {
        return (kinds >>> kind & 1) != 0;
    }

    private void maskFields(int kind, EditedMessage message) {
        Place attributes = Surface.attributes(kind);
        if (attributes != null) {
            maskAttributes(attributes, message);
        }
        for (int field : Surface.texts(kind)) {
            if (message.hasText(field)) {
                maskText(message, field);
            }
        }
        if (kind == Schema.LOG_RECORD && message.hasBody()) {
            maskBody(message);
        }
    }

    /** Finds out what is wanted of an item for the sake of its events, links and exemplars and its status, while it can be done. */
    private void lookAhead(EditedMessage item) throws MalformedException {
        if (effects.isRecordDropped() && !audit) {
            return;
        }
        int mark = item.scratch().length();
        tools.metrics.mark();
        item.glanceBelow(PARTS, glance);
        item.scratch().truncate(mark);
        if (audit || !effects.isRecordDropped()) {
            tools.metrics.back(); // they are shown, and counted then
        }
    }

    private void glance(EditedMessage part) throws MalformedException {
        effects.keepAttribute();
        if (tools.search.search(part, policy) || part.isEdited()) {
            maskFields(part.message(), part);
        }
    }

    /** Counts bytes in fields that the specification does not know; true if they are to go. */
    boolean dropUnknown() {
        tools.metrics.unknown.add();
        return !shadow;
    }

    private void classify(int kind, EditedMessage message) throws MalformedException {
        if (kind == Schema.RESOURCE) {
            policy = tools.rules.usual();
            audit = false;
            readClass(message);
            resourcePolicy = policy;
            auditResource = audit;
        } else if (kind == Schema.SCOPE || kind == Schema.METRIC) {
            policy = resourcePolicy;
            audit = auditResource;
        } else if (isIn(RecordEditor.ITEMS, kind)) {
            policy = resourcePolicy;
            audit = auditResource;
            readClass(message);
        }
    }

    /** Looks for the class among a message's own attributes. */
    private void readClass(EditedMessage message) throws MalformedException {
        if (!tools.rules.needsClass()) {
            return;
        }
        AttributeTable attributes = message.attributes();
        int i = attributes.find(classAttribute);
        if (i < 0) {
            return;
        }
        byte[] array = attributes.valueArray(i);
        AnyValueBytes value = classValue.read(array, attributes.valueFrom(i), attributes.valueEnd(i));
        if (value.kind() != AnyValueBytes.STRING) {
            return;
        }
        Policy own = tools.rules.ofClass(array, value.from(), value.end());
        policy = own == null ? tools.rules.usual() : own;
        audit = Arrays.equals(AUDIT, 0, AUDIT.length, array, value.from(), value.end());
    }

    private void maskAttributes(Place place, EditedMessage message) {
        AttributeTable attributes = message.attributes();
        int size = attributes.size();
        for (int i = 0; i < size; i++) {
            if (!attributes.isDeleted(i)) {
                maskAttribute(place, message, attributes, i);
            }
        }
    }

    private void maskAttribute(Place place, EditedMessage message, AttributeTable attributes, int i) {
        if (attributes.isAsItCame(i) && !tools.search.isSuspect(attributes.keyFrom(i))) {
            return;
        }
        byte[] key = attributes.keyArray(i);
        int keyFrom = attributes.keyFrom(i);
        int keyEnd = attributes.keyEnd(i);
        byte[] array = attributes.valueArray(i);
        int from = attributes.valueFrom(i);
        int end = attributes.valueEnd(i);
        if (attributes.hasUnknown(i) && dropUnknown()) {
            attributes.set(i, array, from, end);
        }
        KeyVerdict verdict = tools.rules.attributes().of(key, keyFrom, keyEnd);
        boolean may = mayChange(verdict, array, from, end);
        if (!may && !verdict.isItself()) {
            return;
        }
        tools.path.set(place);
        tools.path.enter(key, keyFrom, keyEnd);
        owner.set(policy, verdict, key, keyFrom, keyEnd);
        WireWriter out = message.scratch();
        int mark = out.length();
        boolean changed = may && maskValue(array, from, end, out);
        boolean renamed = verdict.isItself() && maskText(key, keyFrom, keyEnd);
        if (effects.isAttributeDropped()) {
            effects.keepAttribute();
            if (!shadow) {
                attributes.delete(i);
            }
            return;
        }
        if (changed) {
            attributes.set(i, out.array(), mark, out.length());
        }
        if (renamed) {
            mark = out.length();
            out.raw(tools.texts.array(), tools.texts.from(), tools.texts.end() - tools.texts.from());
            attributes.rename(i, out.array(), mark, out.length());
        }
    }

    /** False only if there is surely nothing in a value; an error is no reason to leave it alone. */
    private boolean mayChange(KeyVerdict verdict, byte[] array, int from, int end) {
        try {
            return tools.values.mayChange(verdict, array, from, end);
        } catch (MalformedException | RuntimeException _) {
            return true;
        }
    }

    /**
     * Appends the masked value of {@link #owner}; nothing if it is to stay as it is.
     *
     * @return true if there is one
     */
    private boolean maskValue(byte[] array, int from, int end, WireWriter out) {
        int mark = out.length();
        boolean changed;
        try {
            changed = tools.values.mask(owner, array, from, end, out, effects);
        } catch (MalformedException | RuntimeException _) {
            tools.metrics.errors.add();
            out.truncate(mark);
            ValueMasker.writeUnsearched(out);
            changed = true;
        }
        if (shadow || !changed) {
            out.truncate(mark);
            return false;
        }
        return true;
    }

    /** True for a text or body that is as it came and no suspect. */
    private boolean isClean(EditedMessage message, int field, int from) {
        return !message.isEdited(field) && !tools.search.isSuspect(from - 1);
    }

    private void maskBody(EditedMessage message) {
        KeyVerdict verdict = tools.rules.attributes().none();
        byte[] array = message.bodyArray();
        int from = message.bodyFrom();
        int end = message.bodyEnd();
        if (isClean(message, EditedMessage.BODY, from) || !mayChange(verdict, array, from, end)) {
            return;
        }
        tools.path.set(Place.LOG_BODY);
        owner.set(policy, verdict, NO_KEY, 0, 0);
        WireWriter out = message.scratch();
        int mark = out.length();
        if (maskValue(array, from, end, out)) {
            message.setBody(out.array(), mark, out.length());
        }
    }

    private void maskText(EditedMessage message, int field) {
        byte[] array = message.textArray(field);
        int from = message.textFrom(field);
        int end = message.textEnd(field);
        if (isClean(message, field, from)
                || !tools.values.mayChangeText(tools.rules.attributes().none(), array, from, end)) {
            return;
        }
        tools.path.set(Surface.text(message.message(), field));
        if (maskText(array, from, end)) {
            WireWriter out = message.scratch();
            int mark = out.length();
            out.raw(tools.texts.array(), tools.texts.from(), tools.texts.end() - tools.texts.from());
            message.setText(field, out.array(), mark, out.length());
        }
    }

    /** Masks a text that is no value of a key; true if there is another one now. */
    private boolean maskText(byte[] array, int from, int end) {
        if (!tools.path.isSearched()) {
            return false;
        }
        KeyVerdict verdict = tools.rules.attributes().none();
        boolean changed;
        try {
            changed = tools.texts.mask(policy, verdict, NO_KEY, 0, 0, array, from, end, effects);
        } catch (RuntimeException _) {
            tools.metrics.errors.add();
            changed = tools.texts.setUnsearched();
        }
        return changed && !shadow;
    }

    private void applyEffects(EditedMessage item) {
        if (effects.isRecordDropped() && !audit) {
            item.drop();
        } else if (effects.isRouted()) {
            item.attributes().put(routeKey, routeValue.array(), 0, routeValue.length());
        }
    }
}
