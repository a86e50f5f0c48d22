package io.sluice.processor.attributes;

import io.sluice.pdata.MalformedException;
import io.sluice.pdata.Schema;
import io.sluice.pdata.Signal;
import io.sluice.pdata.WireWriter;
import io.sluice.processor.edit.AttributeTable;
import io.sluice.processor.edit.EditedMessage;
import io.sluice.processor.value.AnyValueBytes;
import io.sluice.processor.value.ValueText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether an item is one of those that a {@link MatchConfig} is about. What it asks of a resource or scope it looks at when that is
 * shown. Threads: one worker's.
 */
final class ItemMatcher {

    private static final int NAME_OF_SCOPE = 1;
    private static final int VERSION_OF_SCOPE = 2;
    private static final int NAME_OF_METRIC = 1;
    private static final int SEVERITY_NUMBER = 2;
    private static final int SEVERITY_TEXT = 3;
    private static final int NAME_OF_SPAN = 5;
    private static final int KIND_OF_SPAN = 6;
    private static final byte[] SERVICE_NAME = bytes("service.name");
    private static final byte[] NO_SERVICE = bytes("<nil-service-name>");
    private static final byte[][] KINDS = {
        bytes("SPAN_KIND_UNSPECIFIED"),
        bytes("SPAN_KIND_INTERNAL"),
        bytes("SPAN_KIND_SERVER"),
        bytes("SPAN_KIND_CLIENT"),
        bytes("SPAN_KIND_PRODUCER"),
        bytes("SPAN_KIND_CONSUMER")
    };
    private static final byte[] NO_KIND = {};

    private final Signal signal;
    private final @Nullable TextSet services;
    private final @Nullable TextSet names;
    private final @Nullable TextSet kinds;
    private final @Nullable TextSet bodies;
    private final @Nullable TextSet severityTexts;
    private final MatchConfig.@Nullable SeverityConfig severity;
    private final AttributeCondition[] attributes;
    private final AttributeCondition[] resources;
    private final List<Library> libraries;
    private final AnyValueBytes value = new AnyValueBytes();
    private final ValueText texts = new ValueText();
    private final WireWriter text = new WireWriter(64);
    private boolean resourceMatches;
    private boolean scopeMatches;

    private record Library(TextSet name, @Nullable TextSet version) {}

    private ItemMatcher(MatchConfig config, Signal signal) {
        this.signal = signal;
        boolean regexp = config.isRegexp();
        services = set(config.services(), regexp);
        names = set(signal == Signal.METRICS ? config.metricNames() : config.spanNames(), regexp);
        kinds = set(config.spanKinds(), regexp);
        bodies = set(config.logBodies(), regexp);
        severityTexts = set(config.logSeverityTexts(), regexp);
        severity = config.logSeverityNumber();
        attributes = conditions(config.attributes(), regexp);
        resources = conditions(config.resources(), regexp);
        libraries = config.libraries().stream()
                .map(library -> new Library(
                        new TextSet(List.of(library.name()), regexp),
                        library.version() == null ? null : new TextSet(List.of(library.version()), regexp)))
                .toList();
    }

    /** Null if everything matches because nothing is asked; of metrics only names can be asked for. */
    static @Nullable ItemMatcher of(@Nullable MatchConfig config, Signal signal) {
        boolean asks = config != null
                && !(signal == Signal.METRICS && config.metricNames().isEmpty());
        return asks && config != null ? new ItemMatcher(config, signal) : null;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static @Nullable TextSet set(List<String> list, boolean regexp) {
        return list.isEmpty() ? null : new TextSet(list, regexp);
    }

    private static AttributeCondition[] conditions(List<MatchConfig.AttributeConfig> list, boolean regexp) {
        return list.stream()
                .map(config -> new AttributeCondition(config, regexp))
                .toArray(AttributeCondition[]::new);
    }

    /** The messages that {@link #look} and {@link #matches} need. */
    long wants() {
        if (signal == Signal.METRICS) {
            return 1L << Schema.METRIC;
        }
        boolean ofResource = services != null || resources.length > 0;
        return (ofResource ? 1L << Schema.RESOURCE : 0) | (libraries.isEmpty() ? 0 : 1L << Schema.SCOPE);
    }

    /** Looks at a resource or scope. */
    void look(EditedMessage message) throws MalformedException {
        if (message.message() == Schema.RESOURCE) {
            AttributeTable table = message.attributes();
            resourceMatches = isService(table) && AttributeCondition.all(resources, table);
        } else {
            scopeMatches = isLibrary(message);
        }
    }

    private boolean isService(AttributeTable table) throws MalformedException {
        if (services == null) {
            return true;
        }
        int i = table.find(SERVICE_NAME);
        return i < 0
                ? services.matches(NO_SERVICE, 0, NO_SERVICE.length)
                : isText(services, table.valueArray(i), table.valueFrom(i), table.valueEnd(i));
    }

    private boolean isText(TextSet set, byte[] array, int from, int end) throws MalformedException {
        value.read(array, from, end);
        if (value.kind() == AnyValueBytes.STRING) {
            return set.matches(array, value.from(), value.end());
        }
        texts.append(array, value, text.reset());
        return set.matches(text.array(), 0, text.length());
    }

    private boolean isLibrary(EditedMessage scope) {
        for (Library library : libraries) {
            if (!isText(library.name(), scope, NAME_OF_SCOPE)
                    || (library.version() != null && !isText(library.version(), scope, VERSION_OF_SCOPE))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isText(@Nullable TextSet set, EditedMessage message, int field) {
        return set == null || set.matches(message.textArray(field), message.textFrom(field), message.textEnd(field));
    }

    /** True if a span, log record or metric is one of those. */
    boolean matches(EditedMessage item) throws MalformedException {
        return switch (item.message()) {
            case Schema.SPAN -> isAround() && isSpan(item) && AttributeCondition.all(attributes, item.attributes());
            case Schema.LOG_RECORD ->
                isAround() && isLog(item) && AttributeCondition.all(attributes, item.attributes());
            default -> isText(names, item, NAME_OF_METRIC);
        };
    }

    private boolean isAround() {
        return ((services == null && resources.length == 0) || resourceMatches)
                && (libraries.isEmpty() || scopeMatches);
    }

    private boolean isSpan(EditedMessage span) throws MalformedException {
        if (kinds != null) {
            long kind = span.number(KIND_OF_SPAN);
            byte[] name = kind >= 0 && kind < KINDS.length ? KINDS[(int) kind] : NO_KIND;
            if (!kinds.matches(name, 0, name.length)) {
                return false;
            }
        }
        return isText(names, span, NAME_OF_SPAN);
    }

    private boolean isLog(EditedMessage log) throws MalformedException {
        if (bodies != null && !isText(bodies, log.bodyArray(), log.bodyFrom(), log.bodyEnd())) {
            return false;
        }
        return isText(severityTexts, log, SEVERITY_TEXT) && isSeverity(log);
    }

    private boolean isSeverity(EditedMessage log) throws MalformedException {
        if (severity == null) {
            return true;
        }
        int number = (int) log.number(SEVERITY_NUMBER);
        return number == 0 ? severity.matchUndefined() : number >= severity.min();
    }
}
