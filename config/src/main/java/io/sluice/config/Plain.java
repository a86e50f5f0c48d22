package io.sluice.config;

import io.sluice.config.Value.Mapping;
import io.sluice.config.Value.Scalar;
import io.sluice.config.Value.Sequence;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values of keys that take anything: null, Boolean, Long, Double, String, List or Map. */
final class Plain {

    private Plain() {}

    static @Nullable Object of(Value value) {
        return switch (value) {
            case Scalar scalar -> scalar(scalar);
            case Sequence sequence -> {
                List<@Nullable Object> list = new ArrayList<>();
                sequence.items().forEach(item -> list.add(of(item)));
                yield Collections.unmodifiableList(list);
            }
            case Mapping mapping -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                mapping.entries().forEach((key, entry) -> map.put(key, of(entry.value())));
                yield Collections.unmodifiableMap(map);
            }
        };
    }

    private static @Nullable Object scalar(Scalar scalar) {
        return switch (scalar.kind()) {
            case NULL -> null;
            case BOOL -> Scalars.bool(scalar.text());
            case INT -> integer(scalar.text());
            case FLOAT -> Scalars.real(scalar.text());
            case STRING -> scalar.text();
        };
    }

    private static Object integer(String text) {
        BigInteger integer = Scalars.integer(text);
        return integer == null || integer.bitLength() > 63 ? (Object) text : (Object) integer.longValue();
    }
}
