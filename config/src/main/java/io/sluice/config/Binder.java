package io.sluice.config;

import io.sluice.api.config.Block;
import io.sluice.api.config.Checked;
import io.sluice.api.config.Headers;
import io.sluice.api.config.Range;
import io.sluice.api.config.Secret;
import io.sluice.api.config.Unsupported;
import io.sluice.config.Shape.ShapeKey;
import io.sluice.config.Value.Entry;
import io.sluice.config.Value.Kind;
import io.sluice.config.Value.Mapping;
import io.sluice.config.Value.Scalar;
import io.sluice.config.Value.Sequence;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes configuration records of values, by the rules of {@link io.sluice.api.config}. Reports everything that is wrong; nothing is
 * silently dropped.
 */
final class Binder {

    /** Stands for a value that could not be made, which was reported. */
    private static final Object FAILED = new Object();

    private static final String ENABLED = "enabled";

    private final Reporter reporter;
    private final ScalarBinder scalars;

    Binder(Reporter reporter) {
        this.reporter = reporter;
        this.scalars = new ScalarBinder(reporter);
    }

    /**
     * Binds a record.
     *
     * @param value what the user wrote, or null for nothing
     * @param place where to point if nothing is there
     * @return null if there were errors, which were reported
     */
    <T> @Nullable T bind(Class<T> type, @Nullable Value value, Place place, String path) {
        Object bound = record(type, value, place, path, false);
        return bound == FAILED ? null : type.cast(bound);
    }

    private Object record(Class<?> type, @Nullable Value value, Place place, String path, boolean block) {
        if (value != null && !value.isNull() && !(value instanceof Mapping)) {
            reporter.error(value.place(), path, "takes a map, not " + value.label(), "");
            return FAILED;
        }
        Shape shape = Shape.of(type);
        Mapping written =
                value instanceof Mapping mapping ? current(mapping, shape, path) : new Mapping(place, Map.of(), null);
        boolean known = knowsAll(written, shape, path, block);
        @Nullable Object[] values = new Object[shape.keys().size()];
        boolean complete = true;
        for (int i = 0; i < values.length; i++) {
            ShapeKey key = shape.keys().get(i);
            Entry entry = written.entries().get(key.name());
            Object bound = key(key, entry, written.place(), Nesting.join(path, key.name()));
            complete &= bound != FAILED;
            values[i] = bound;
        }
        if (!complete) {
            return FAILED;
        }
        return checked(shape, values, written, value == null ? place : value.place(), path, known);
    }

    private Object checked(
            Shape shape, @Nullable Object[] values, Mapping written, Place place, String path, boolean known) {
        Object record;
        try {
            record = shape.create(values);
        } catch (InvocationTargetException e) {
            if (!(e.getCause() instanceof IllegalArgumentException cause)) {
                throw new IllegalStateException(shape.type() + " can't be created", e.getCause());
            }
            reporter.error(place, path, String.valueOf(cause.getMessage()), "");
            return FAILED;
        }
        if (record instanceof Checked rules) {
            rules.check(new PlacedProblems(reporter, written, place, path));
        }
        return known ? record : FAILED;
    }

    /** The map with older spellings replaced. */
    private Mapping current(Mapping mapping, Shape shape, String path) {
        Map<String, Entry> entries = new LinkedHashMap<>(mapping.entries());
        for (ShapeKey key : shape.keys()) {
            for (String old : key.renamedFrom()) {
                Entry entry = entries.remove(old);
                if (entry == null) {
                    continue;
                }
                if (entries.putIfAbsent(key.name(), entry) == null) {
                    reporter.warning(
                            entry.keyPlace(),
                            Nesting.join(path, old),
                            "is an old spelling of " + key.name(),
                            "Write " + key.name() + ".");
                } else {
                    reporter.error(
                            entry.keyPlace(),
                            Nesting.join(path, old),
                            "is an old spelling of " + key.name() + ", which is set too",
                            "Remove it.");
                }
            }
        }
        return new Mapping(mapping.place(), Collections.unmodifiableMap(entries), mapping.original());
    }

    /** Reports keys that the record doesn't have; true if no error was among them. */
    private boolean knowsAll(Mapping written, Shape shape, String path, boolean block) {
        Set<String> names = new LinkedHashSet<>();
        shape.keys().forEach(key -> names.add(key.name()));
        if (block) {
            names.add(ENABLED);
        }
        boolean known = true;
        for (Map.Entry<String, Entry> entry : written.entries().entrySet()) {
            if (!names.contains(entry.getKey())) {
                known &= unknown(entry.getKey(), entry.getValue(), shape.type(), names, path);
            }
        }
        return known;
    }

    private boolean unknown(String key, Entry entry, Class<?> type, Set<String> names, String path) {
        String place = Nesting.join(path, key);
        for (Unsupported unsupported : type.getAnnotationsByType(Unsupported.class)) {
            if (!List.of(unsupported.value()).contains(key)) {
                continue;
            }
            if (!unsupported.protects()) {
                reporter.warning(entry.keyPlace(), place, "is not supported and has no effect", unsupported.instead());
                return true;
            }
            if (isOff(entry.value())) {
                return true;
            }
            reporter.error(
                    entry.keyPlace(),
                    place,
                    "is not supported, and to ignore it would leave you unprotected",
                    unsupported.instead());
            return false;
        }
        String nearest = Nearest.to(key, names);
        reporter.error(
                entry.keyPlace(),
                place,
                "is not a key here",
                nearest.isEmpty() && !names.isEmpty() ? "Known are " + String.join(", ", names) + "." : "",
                nearest);
        return false;
    }

    /** What protects nobody in the Collector either: nothing, or {@code enabled: false}. */
    private static boolean isOff(Value value) {
        if (value instanceof Mapping mapping && mapping.get(ENABLED) instanceof Scalar enabled) {
            return enabled.kind() == Kind.BOOL && !Scalars.bool(enabled.text());
        }
        return value.isNull();
    }

    /** The value of one key of a record: null, {@link #FAILED}, or an object of the component's type. */
    private @Nullable Object key(ShapeKey key, @Nullable Entry entry, Place parent, String path) {
        Block block = key.block();
        if (block != null) {
            return block(key, block, entry, parent, path);
        }
        Class<?> type = key.component().getType();
        if (entry == null || ScalarBinder.isNothing(type, entry.value())) {
            return absent(key, entry, parent, path);
        }
        Object bound = value(key.component().getGenericType(), entry.value(), path);
        Range range = key.component().getAnnotation(Range.class);
        if (range != null && bound != FAILED && bound != null) {
            return scalars.isWithin(range, bound, entry.value(), path) ? bound : FAILED;
        }
        return bound;
    }

    private @Nullable Object absent(ShapeKey key, @Nullable Entry entry, Place parent, String path) {
        Class<?> type = key.component().getType();
        if (key.defaultText() != null) {
            return value(key.component().getGenericType(), Defaults.value(key.defaultText()), path);
        }
        if (key.nullable()) {
            return null;
        }
        Place place = entry == null ? parent : entry.keyPlace();
        if (type.isRecord() && !isLeaf(type)) {
            return record(type, null, place, path, false);
        }
        reporter.error(
                place, path, entry == null ? "is required" : "is required, and empty", "Set " + key.name() + ".");
        return FAILED;
    }

    private @Nullable Object block(ShapeKey key, Block block, @Nullable Entry entry, Place parent, String path) {
        Class<?> type = key.component().getType();
        if (entry == null || entry.value().isNull()) {
            Block.State state = entry == null ? block.absent() : block.empty();
            return state == Block.State.OFF
                    ? null
                    : record(type, null, entry == null ? parent : entry.keyPlace(), path, false);
        }
        boolean ownSwitch = Shape.of(type).find(ENABLED) != null;
        Value switchValue = entry.value() instanceof Mapping mapping ? mapping.get(ENABLED) : null;
        if (!ownSwitch && switchValue != null) {
            Object enabled = value(boolean.class, switchValue, Nesting.join(path, ENABLED));
            if (enabled == FAILED) {
                return FAILED;
            }
            if (Boolean.FALSE.equals(enabled)) {
                Shape shape = Shape.of(type);
                return knowsAll(current((Mapping) entry.value(), shape, path), shape, path, true) ? null : FAILED;
            }
        }
        return record(type, entry.value(), entry.keyPlace(), path, !ownSwitch);
    }

    private static boolean isLeaf(Class<?> type) {
        return type == Headers.class || type == io.sluice.api.ComponentId.class;
    }

    private @Nullable Object value(Type type, Value value, String path) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            if (generic.getRawType() == List.class) {
                return list(arguments[0], value, path);
            }
            if (generic.getRawType() == Map.class) {
                return map((Class<?>) arguments[0], arguments[1], value, path);
            }
            throw new IllegalArgumentException("a configuration can't hold " + type);
        }
        Class<?> plain = (Class<?>) type;
        if (plain == Headers.class) {
            return headers(value, path);
        }
        if (plain == Object.class) {
            return Plain.of(value);
        }
        if (plain == Value.class) {
            return value;
        }
        if (plain.isRecord() && !isLeaf(plain)) {
            return record(plain, value, value.place(), path, false);
        }
        Object bound = scalars.bind(plain, value, path);
        return bound == null ? FAILED : bound;
    }

    private Object list(Type element, Value value, String path) {
        List<Value> items;
        switch (value) {
            case Sequence sequence -> items = sequence.items();
            case Scalar scalar -> {
                boolean text = scalar.kind() == Kind.STRING || scalar.original() != null;
                if (!text || element instanceof ParameterizedType || isRecord(element)) {
                    reporter.error(value.place(), path, "takes a list, not " + value.label(), "Write [a, b].");
                    return FAILED;
                }
                items = split(scalar);
            }
            case Mapping _ -> {
                reporter.error(value.place(), path, "takes a list, not a map", "Write [a, b].");
                return FAILED;
            }
        }
        List<Object> bound = new ArrayList<>(items.size());
        boolean complete = true;
        for (int i = 0; i < items.size(); i++) {
            String below = Nesting.join(path, String.valueOf(i));
            Value item = items.get(i);
            Object object = isNothing(element, item) ? emptyItem(item, below) : value(element, item, below);
            complete &= object != FAILED && object != null && bound.add(object);
        }
        return complete ? Collections.unmodifiableList(bound) : FAILED;
    }

    private static boolean isNothing(Type type, Value value) {
        return type instanceof Class<?> plain ? ScalarBinder.isNothing(plain, value) : value.isNull();
    }

    private Object emptyItem(Value item, String path) {
        reporter.error(item.place(), path, "is empty", "Remove it, or write a value.");
        return FAILED;
    }

    /** {@code a,b} in one text, as the Collector takes it. */
    private static List<Value> split(Scalar scalar) {
        String text = scalar.original() == null ? scalar.text() : scalar.original();
        List<Value> items = new ArrayList<>();
        for (String item : text.split(",", -1)) {
            if (!text.isBlank()) {
                items.add(new Scalar(scalar.place(), Kind.STRING, item.strip(), null, scalar.arrived()));
            }
        }
        return items;
    }

    /** @param keyType {@code String}, or an enum whose constants are the keys there may be */
    private Object map(Class<?> keyType, Type element, Value value, String path) {
        if (!(value instanceof Mapping mapping)) {
            reporter.error(value.place(), path, "takes a map, not " + value.label(), "");
            return FAILED;
        }
        Map<Object, Object> bound = new LinkedHashMap<>();
        boolean complete = true;
        for (Map.Entry<String, Entry> entry : mapping.entries().entrySet()) {
            String below = Nesting.join(path, entry.getKey());
            Object key = mapKey(keyType, entry, below);
            Value item = entry.getValue().value();
            boolean empty = element != Object.class && !isRecord(element) && isNothing(element, item);
            Object object = empty ? emptyItem(item, below) : value(element, item, below);
            complete &= key != null && object != FAILED;
            if (key != null && object != null) {
                bound.put(key, object);
            }
        }
        return complete ? Collections.unmodifiableMap(bound) : FAILED;
    }

    private @Nullable Object mapKey(Class<?> type, Map.Entry<String, Entry> entry, String path) {
        if (type == String.class) {
            return entry.getKey();
        }
        Place place = entry.getValue().keyPlace();
        return scalars.bind(type, new Scalar(place, Kind.STRING, entry.getKey(), null, false), path);
    }

    private static boolean isRecord(Type type) {
        return type instanceof Class<?> plain && plain.isRecord() && !isLeaf(plain);
    }

    private Object headers(Value value, String path) {
        Map<String, Secret> headers = new LinkedHashMap<>();
        boolean complete = true;
        switch (value) {
            case Mapping mapping -> {
                for (Map.Entry<String, Entry> entry : mapping.entries().entrySet()) {
                    Object text =
                            scalars.bind(Secret.class, entry.getValue().value(), Nesting.join(path, entry.getKey()));
                    complete &= text != null;
                    if (text != null) {
                        headers.put(entry.getKey(), (Secret) text);
                    }
                }
            }
            case Sequence sequence -> {
                for (int i = 0; i < sequence.items().size(); i++) {
                    String below = Nesting.join(path, String.valueOf(i));
                    Value item = sequence.items().get(i);
                    Header header = bind(Header.class, item, item.place(), below);
                    complete &= header != null;
                    if (header != null && headers.put(header.name(), header.value()) != null) {
                        reporter.error(
                                item.place(), below, "the header " + header.name() + " is there twice", "Remove one.");
                        complete = false;
                    }
                }
            }
            case Scalar _ -> {
                reporter.error(
                        value.place(), path, "takes a map of headers, not " + value.label(), "Write {name: value}.");
                complete = false;
            }
        }
        return complete ? new Headers(headers) : FAILED;
    }

    /** One header in the list form. */
    record Header(String name, Secret value) {}
}
