package io.sluice.config;

import io.sluice.api.config.Block;
import io.sluice.api.config.Default;
import io.sluice.api.config.Key;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * What the YAML of a configuration record looks like, as {@link io.sluice.api.config} defines it.
 *
 * @param keys in the order of the record's components
 */
record Shape(Class<?> type, List<ShapeKey> keys, Constructor<?> constructor) {

    private static final ConcurrentMap<Class<?>, Shape> CACHE = new ConcurrentHashMap<>();

    /**
     * One key.
     *
     * @param name as written in YAML
     * @param renamedFrom older spellings
     * @param defaultText YAML of the value when absent, or null
     */
    record ShapeKey(
            RecordComponent component,
            String name,
            List<String> renamedFrom,
            @Nullable String defaultText,
            @Nullable Block block,
            boolean nullable) {}

    /** The shape of a record class. */
    static Shape of(Class<?> type) {
        return CACHE.computeIfAbsent(type, Shape::derive);
    }

    private static Shape derive(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        if (components == null) {
            throw new IllegalArgumentException(type + " is not a record");
        }
        List<ShapeKey> keys = new ArrayList<>();
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            keys.add(key(components[i]));
        }
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return new Shape(type, List.copyOf(keys), constructor);
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(type + " has no canonical constructor", e);
        }
    }

    private static ShapeKey key(RecordComponent component) {
        Key key = component.getAnnotation(Key.class);
        Default absent = component.getAnnotation(Default.class);
        component.getAccessor().setAccessible(true);
        return new ShapeKey(
                component,
                key == null || key.value().isEmpty() ? snakeCase(component.getName()) : key.value(),
                key == null ? List.of() : List.of(key.renamedFrom()),
                absent == null ? null : absent.value(),
                component.getAnnotation(Block.class),
                component.getAnnotatedType().isAnnotationPresent(Nullable.class));
    }

    /** {@code sendBatchSize} is written {@code send_batch_size}. */
    static String snakeCase(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    /** A record of the type. */
    Object create(@Nullable Object[] values) throws InvocationTargetException {
        try {
            return constructor.newInstance(values);
        } catch (InstantiationException | IllegalAccessException e) {
            throw new IllegalStateException(type + " can't be created", e);
        }
    }

    /** The value of a key in a record of the type. */
    static @Nullable Object get(ShapeKey key, Object record) {
        try {
            return key.component().getAccessor().invoke(record);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(key.component() + " can't be read", e);
        }
    }

    /** The key with a name, or null. */
    @Nullable
    ShapeKey find(String name) {
        for (ShapeKey key : keys) {
            if (key.name().equals(name)) {
                return key;
            }
        }
        return null;
    }
}
