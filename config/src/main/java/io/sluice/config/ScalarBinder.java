package io.sluice.config;

import io.sluice.api.ComponentId;
import io.sluice.api.config.Key;
import io.sluice.api.config.Range;
import io.sluice.api.config.Secret;
import io.sluice.config.Value.Kind;
import io.sluice.config.Value.Scalar;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes single values: no weak typing but for what came from a reference, which is text to a target of text. */
final class ScalarBinder {

    private static final int MAX_SHOWN = 60;

    private final Reporter reporter;

    ScalarBinder(Reporter reporter) {
        this.reporter = reporter;
    }

    /** True for an empty value, unless it is text to this type: what a reference to an empty variable leaves. */
    static boolean isNothing(Class<?> type, Value value) {
        boolean text = value.original() != null && (type == String.class || type == Secret.class);
        return value.isNull() && !text;
    }

    /** The value as the type, or null if an error was reported. */
    @Nullable
    Object bind(Class<?> type, Value value, String path) {
        if (type == Secret.class) {
            value.place().source().hide(value.place());
            String text = text(value, path, true);
            return text == null ? null : Secret.of(text);
        }
        // Not a secret, by its key: may be shown in errors if it stands in the configuration itself.
        if (value instanceof Scalar scalar && !scalar.arrived() && !Credentials.areIn(scalar.text())) {
            scalar.place().source().show(scalar.place());
        }
        if (type == String.class) {
            return text(value, path, false);
        }
        if (!(value instanceof Scalar scalar)) {
            reporter.error(value.place(), path, "takes one value, not " + value.label(), "");
            return null;
        }
        if (type == boolean.class || type == Boolean.class) {
            return scalar.kind() == Kind.BOOL
                    ? (Object) Scalars.bool(scalar.text())
                    : wrong(scalar, path, "takes true or false", booleanRemedy(scalar));
        }
        if (type == int.class || type == Integer.class) {
            BigInteger number = integer(scalar, path, Integer.MIN_VALUE, Integer.MAX_VALUE);
            return number == null ? null : (Object) number.intValue();
        }
        if (type == long.class || type == Long.class) {
            BigInteger number = integer(scalar, path, Long.MIN_VALUE, Long.MAX_VALUE);
            return number == null ? null : (Object) number.longValue();
        }
        if (type == double.class || type == Double.class) {
            boolean number = scalar.kind() == Kind.INT || scalar.kind() == Kind.FLOAT;
            return number ? Scalars.real(scalar.text()) : wrong(scalar, path, "takes a number", unquote(scalar));
        }
        if (type == Duration.class) {
            return duration(scalar, path);
        }
        if (type == ComponentId.class) {
            return id(scalar, path);
        }
        if (type.isEnum()) {
            return constant(type, scalar, path);
        }
        throw new IllegalArgumentException("a configuration can't hold " + type);
    }

    private @Nullable String text(Value value, String path, boolean secret) {
        if (value.original() != null) {
            return value.original();
        }
        if (value instanceof Scalar scalar && scalar.kind() == Kind.STRING) {
            return scalar.text();
        }
        boolean quotable = value instanceof Scalar && !value.isNull();
        String example = value instanceof Scalar scalar && !secret && !scalar.arrived()
                ? ": \"" + shortened(scalar.text()) + "\""
                : "";
        reporter.error(
                value.place(),
                path,
                "takes text, not " + value.label(),
                quotable ? "Put it in quotes" + example + "." : "");
        return null;
    }

    private static String booleanRemedy(Scalar scalar) {
        String text = scalar.arrived() ? "" : scalar.text().toLowerCase(Locale.ROOT);
        return switch (text) {
            case "yes", "on", "y" -> "Write true.";
            case "no", "off", "n" -> "Write false.";
            case "true", "false" -> "Remove the quotes.";
            default -> "";
        };
    }

    private static String unquote(Scalar scalar) {
        boolean number = scalar.kind() == Kind.STRING && Scalars.real(scalar.text()) != null;
        return number && !scalar.arrived() ? "Remove the quotes." : "";
    }

    private @Nullable BigInteger integer(Scalar scalar, String path, long min, long max) {
        BigInteger number = scalar.kind() == Kind.INT ? Scalars.integer(scalar.text()) : null;
        if (number == null) {
            wrong(scalar, path, "takes a whole number", unquote(scalar));
            return null;
        }
        if (number.compareTo(BigInteger.valueOf(min)) < 0 || number.compareTo(BigInteger.valueOf(max)) > 0) {
            wrong(scalar, path, "takes a whole number between " + min + " and " + max, "");
            return null;
        }
        return number;
    }

    private @Nullable Object duration(Scalar scalar, String path) {
        if (scalar.kind() == Kind.INT) {
            BigInteger nanos = integer(scalar, path, -Long.MAX_VALUE, Long.MAX_VALUE);
            if (nanos != null && nanos.signum() != 0) {
                reporter.warning(
                        scalar.place(), path, "a number without a unit is nanoseconds", "Write a unit, as in 5s.");
            }
            return nanos == null ? null : Duration.ofNanos(nanos.longValue());
        }
        Duration duration = scalar.kind() == Kind.STRING ? GoDuration.parse(scalar.text()) : null;
        return duration != null
                ? duration
                : wrong(scalar, path, "takes a duration", "Write a number and a unit of ns, us, ms, s, m or h: 1h30m.");
    }

    private @Nullable Object id(Scalar scalar, String path) {
        try {
            return Ids.component(scalar.text());
        } catch (Ids.InvalidIdException e) {
            reporter.error(scalar.place(), path, quoted(scalar) + e.what(), e.remedy());
            return null;
        }
    }

    private @Nullable Object constant(Class<?> type, Scalar scalar, String path) {
        Map<String, Object> constants = constants(type);
        String text =
                scalar.original() == null ? scalar.text() : scalar.original().strip();
        Object exact = constants.get(text);
        if (exact != null) {
            return exact;
        }
        for (Map.Entry<String, Object> candidate : constants.entrySet()) {
            if (candidate.getKey().equalsIgnoreCase(text)) {
                return candidate.getValue();
            }
        }
        for (Object constant : type.getEnumConstants()) {
            Key key = key((Enum<?>) constant);
            if (key != null && Arrays.asList(key.renamedFrom()).contains(text.toLowerCase(Locale.ROOT))) {
                String name = spelling((Enum<?>) constant);
                reporter.warning(scalar.place(), path, "is an old spelling of " + name, "Write " + name + ".");
                return constant;
            }
        }
        String nearest = scalar.arrived() ? "" : Nearest.to(text, constants.keySet());
        List<String> names = new ArrayList<>(constants.keySet());
        String last = names.removeLast();
        reporter.error(
                scalar.place(),
                path,
                quoted(scalar) + "is not one of its values",
                "Use " + (names.isEmpty() ? last : String.join(", ", names) + " or " + last) + ".",
                nearest);
        return null;
    }

    /** The constants of an enum by their spelling in YAML. */
    private static Map<String, Object> constants(Class<?> type) {
        Map<String, Object> constants = new LinkedHashMap<>();
        for (Object constant : type.getEnumConstants()) {
            constants.put(spelling((Enum<?>) constant), constant);
        }
        return constants;
    }

    /** How a constant is written in YAML. */
    static String spelling(Enum<?> constant) {
        Key key = key(constant);
        return key == null || key.value().isEmpty() ? constant.name().toLowerCase(Locale.ROOT) : key.value();
    }

    private static @Nullable Key key(Enum<?> constant) {
        try {
            return constant.getDeclaringClass().getField(constant.name()).getAnnotation(Key.class);
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
    }

    /** False, and reported, if a number or duration is out of its bounds. */
    boolean isWithin(Range range, Object bound, Value value, String path) {
        boolean within = switch (bound) {
            case Integer number -> number >= range.min() && number <= range.max();
            case Long number -> number >= range.min() && number <= range.max();
            case Double number -> number >= range.min() && number <= range.max();
            case Duration duration ->
                duration.compareTo(Duration.ofNanos(range.min())) >= 0
                        && duration.compareTo(Duration.ofNanos(range.max())) <= 0;
            default -> throw new IllegalArgumentException("a range can't bound " + bound.getClass());
        };
        if (!within) {
            String min = bound(bound, range.min());
            String what = range.max() == Long.MAX_VALUE
                    ? "must be at least " + min
                    : "must be between " + min + " and " + bound(bound, range.max());
            reporter.error(value.place(), path, what, "");
        }
        return within;
    }

    private static String bound(Object bound, long limit) {
        return bound instanceof Duration ? GoDuration.format(Duration.ofNanos(limit)) : String.valueOf(limit);
    }

    private @Nullable Object wrong(Scalar scalar, String path, String takes, String remedy) {
        reporter.error(scalar.place(), path, takes + ", not " + describe(scalar), remedy);
        return null;
    }

    private static String describe(Scalar scalar) {
        if (scalar.kind() == Kind.NULL) {
            return "nothing";
        }
        if (scalar.arrived()) {
            return "what the reference leads to, " + scalar.kind().label();
        }
        return scalar.kind() == Kind.STRING ? "\"" + shortened(scalar.text()) + "\"" : shortened(scalar.text());
    }

    private static String quoted(Scalar scalar) {
        return scalar.arrived() ? "what the reference leads to " : "\"" + shortened(scalar.text()) + "\" ";
    }

    private static String shortened(String value) {
        String text = Credentials.masked(value);
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
    }
}
