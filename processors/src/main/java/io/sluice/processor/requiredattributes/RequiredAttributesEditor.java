package io.sluice.processor.requiredattributes;

import io.sluice.api.RateLimitedLog;
import io.sluice.api.Rejection;
import io.sluice.api.RequestContext;
import io.sluice.pdata.MalformedException;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Schema;
import io.sluice.pdata.Signal;
import io.sluice.pdata.WireReader;
import io.sluice.pdata.WireWriter;
import io.sluice.processor.edit.AttributeTable;
import io.sluice.processor.edit.EditRejectedException;
import io.sluice.processor.edit.EditedMessage;
import io.sluice.processor.edit.RecordEditor;
import io.sluice.processor.requiredattributes.RequiredAttributesConfig.Action;
import io.sluice.processor.requiredattributes.RequiredAttributesConfig.Attribute;
import io.sluice.processor.value.AnyValueBytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Looks at resources, and at the ids of log records. Threads: one worker's. */
final class RequiredAttributesEditor implements RecordEditor {

    private static final byte[] SERVICE_NAME = utf8("service.name");
    private static final byte[] NOTHING = {};
    private static final int ELEMENT = 1;
    private static final int TRACE_ID = 9;
    private static final int SPAN_ID = 10;

    /** One that is required, as it is looked for. */
    private static final class Required {
        final Attribute config;
        final Action action;
        final byte[][] names;
        final WireWriter value = new WireWriter(32);

        Required(Attribute config, Action action) {
            this.config = config;
            this.action = action;
            List<byte[]> all = new ArrayList<>();
            all.add(utf8(config.name()));
            config.aliases().forEach(alias -> all.add(utf8(alias)));
            names = all.toArray(byte[][]::new);
            if (config.value() != null) {
                byte[] text = utf8(config.value());
                value.bytesField(AnyValueBytes.STRING, text, 0, text.length);
            }
        }
    }

    private final RequiredAttributesConfig config;
    private final ServiceCounts counts;
    private final RateLimitedLog log;
    private final Required[] required;
    private final byte[] mark;
    private final byte[] route;
    private final WireWriter routeValue = new WireWriter(32);
    private final WireReader reader = new WireReader();
    private final AnyValueBytes value = new AnyValueBytes();
    private final List<String> marked = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();

    private byte[] serviceArray = NOTHING;
    private int serviceFrom;
    private int serviceEnd;
    private long uncorrelated;

    RequiredAttributesEditor(RequiredAttributesConfig config, ServiceCounts counts, RateLimitedLog log) {
        this.config = config;
        this.counts = counts;
        this.log = log;
        this.required = config.attributes().stream()
                .map(attribute -> new Required(attribute, config.actionOf(attribute)))
                .toArray(Required[]::new);
        this.mark = utf8(config.mark().attribute());
        this.route = utf8(config.route().attribute());
        byte[] value = utf8(config.route().value());
        routeValue.bytesField(AnyValueBytes.STRING, value, 0, value.length);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public long wants() {
        return 1L << Schema.RESOURCE | (config.logCorrelation() ? 1L << Schema.LOG_RECORD : 0);
    }

    @Override
    public void begin(Signal signal, RequestContext context, Payload payload) {
        uncorrelated = 0;
        serviceArray = NOTHING;
        serviceFrom = 0;
        serviceEnd = 0;
    }

    @Override
    public void edit(EditedMessage message) throws MalformedException {
        if (message.message() == Schema.RESOURCE) {
            tellUncorrelated();
            editResource(message);
        } else if (!isCorrelated(message)) {
            uncorrelated++;
        }
    }

    @Override
    public void end() {
        tellUncorrelated();
        serviceArray = NOTHING;
    }

    private void tellUncorrelated() {
        if (uncorrelated > 0) {
            String name = counts.label(serviceArray, serviceFrom, serviceEnd);
            counts.uncorrelated(name, uncorrelated);
            log.warn("log records of service " + name + " have no trace id or no span id");
            uncorrelated = 0;
        }
    }

    private boolean isCorrelated(EditedMessage message) throws MalformedException {
        boolean trace = false;
        boolean span = false;
        reader.reset(message.array(), message.from(), message.end());
        while (reader.next()) {
            if (reader.isBytes(TRACE_ID)) {
                trace = isId(reader);
            } else if (reader.isBytes(SPAN_ID)) {
                span = isId(reader);
            }
        }
        return trace && span;
    }

    /** All zeros is no id. */
    private static boolean isId(WireReader field) {
        for (int at = field.valueStart(); at < field.valueEnd(); at++) {
            if (field.array()[at] != 0) {
                return true;
            }
        }
        return false;
    }

    private void editResource(EditedMessage resource) throws MalformedException {
        AttributeTable attributes = resource.attributes();
        noteService(attributes);
        boolean complete = true;
        for (Required one : required) {
            complete &= isThere(one, attributes);
        }
        if (!complete) {
            complete(resource, attributes);
        }
    }

    /** Where the service's name is; it is read only if it is to be told. */
    private void noteService(AttributeTable attributes) throws MalformedException {
        serviceArray = NOTHING;
        serviceFrom = 0;
        serviceEnd = 0;
        int i = attributes.find(SERVICE_NAME);
        if (i < 0) {
            return;
        }
        value.read(attributes.valueArray(i), attributes.valueFrom(i), attributes.valueEnd(i));
        if (value.kind() == AnyValueBytes.STRING) {
            serviceArray = attributes.valueArray(i);
            serviceFrom = value.from();
            serviceEnd = value.end();
        }
    }

    private boolean isThere(Required one, AttributeTable attributes) throws MalformedException {
        for (byte[] name : one.names) {
            int i = attributes.find(name);
            if (i >= 0 && !isEmpty(attributes, i)) {
                return true;
            }
        }
        return false;
    }

    private boolean isEmpty(AttributeTable attributes, int i) throws MalformedException {
        value.read(attributes.valueArray(i), attributes.valueFrom(i), attributes.valueEnd(i));
        return attributes.valueFrom(i) == attributes.valueEnd(i)
                || (value.kind() == AnyValueBytes.STRING && value.from() == value.end());
    }

    private void complete(EditedMessage resource, AttributeTable attributes) throws MalformedException {
        String service = counts.label(serviceArray, serviceFrom, serviceEnd);
        marked.clear();
        refused.clear();
        boolean routed = false;
        for (Required one : required) {
            if (isThere(one, attributes)) {
                continue;
            }
            counts.missing(service, one.config.name());
            switch (one.action) {
                case MARK -> marked.add(one.config.name());
                case DEFAULT -> put(attributes, one.names[0], one.value);
                case ROUTE -> routed = true;
                case REFUSE -> refused.add(one.config.name());
                case COUNT -> {}
            }
        }
        if (!refused.isEmpty()) {
            throw new EditRejectedException(
                    Rejection.MALFORMED, "the resource lacks required attributes: " + String.join(", ", refused));
        }
        if (!marked.isEmpty()) {
            putMark(resource, attributes);
        }
        if (routed) {
            put(attributes, route, routeValue);
        }
    }

    private static void put(AttributeTable attributes, byte[] name, WireWriter value) {
        attributes.put(name, value.array(), 0, value.length());
    }

    private void putMark(EditedMessage resource, AttributeTable attributes) {
        WireWriter out = resource.scratch();
        int start = out.length();
        int array = out.openMessage(AnyValueBytes.ARRAY);
        for (String name : marked) {
            byte[] text = utf8(name);
            int element = out.openMessage(ELEMENT);
            out.bytesField(AnyValueBytes.STRING, text, 0, text.length);
            out.closeMessage(element);
        }
        out.closeMessage(array);
        attributes.put(mark, out.array(), start, out.length());
    }
}
