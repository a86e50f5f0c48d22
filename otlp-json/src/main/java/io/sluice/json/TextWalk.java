package io.sluice.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One walk over a strict document. What is told apart is told by the names of fields, which no two messages use for different things. */
final class TextWalk {

    private static final Set<String> ATTRIBUTES = Set.of("attributes", "filteredAttributes", "metadata");
    private static final Set<String> TEXTS =
            Set.of("name", "version", "traceState", "message", "severityText", "eventName", "description", "unit");
    private static final Set<String> ITEMS = Set.of("span", "log", "datapoint");
    private static final Map<String, String> SNAKE_CASE =
            Map.of("traceState", "trace_state", "severityText", "severity_text", "eventName", "event_name");

    /** The places that messages begin, by the field that holds them; others are at that of the message around them. */
    private static final Map<String, String> PLACES = Map.of(
            "resource", "resource",
            "scope", "scope",
            "spans", "span",
            "events", "span.events",
            "links", "span.links",
            "status", "span.status",
            "logRecords", "log",
            "metrics", "metric",
            "dataPoints", "datapoint",
            "exemplars", "datapoint.exemplars");

    private final List<OtlpText> texts;
    private Map<String, String> attributes = Map.of();

    TextWalk(List<OtlpText> texts) {
        this.texts = texts;
    }

    void request(Object document) {
        message((Map<?, ?>) document, "", "");
    }

    private void message(Map<?, ?> fields, String path, String place) {
        Map<String, String> outer = attributes;
        attributes = attributesOf(fields, place);
        for (Map.Entry<?, ?> field : fields.entrySet()) {
            String name = (String) field.getKey();
            field(name, field.getValue(), path.isEmpty() ? name : path + "." + name, place);
        }
        attributes = outer;
    }

    /** An item has its own beside those of its resource, which lies beside the scope that holds the item. */
    private Map<String, String> attributesOf(Map<?, ?> fields, String place) {
        Map<String, String> all = new LinkedHashMap<>(attributes);
        if (fields.get("resource") instanceof Map<?, ?> resource) {
            put(resource.get("attributes"), all);
        }
        if (ITEMS.contains(place)) {
            put(fields.get("attributes"), all);
        }
        return Map.copyOf(all);
    }

    private static void put(@Nullable Object pairs, Map<String, String> to) {
        if (pairs instanceof List<?> list) {
            for (Object pair : list) {
                Map<?, ?> keyValue = (Map<?, ?>) pair;
                if (keyValue.get("value") instanceof Map<?, ?> value
                        && value.get("stringValue") instanceof String text) {
                    to.put(key(keyValue), text);
                }
            }
        }
    }

    private static String key(Map<?, ?> keyValue) {
        return keyValue.get("key") instanceof String key ? key : "";
    }

    private void field(String name, Object value, String path, String place) {
        if (name.equals("body")) {
            anyValue(value, path, place + ".body", "");
        } else if (ATTRIBUTES.contains(name)) {
            pairs(value, path, place + (name.equals("metadata") ? ".metadata" : ".attributes"));
        } else if (value instanceof Map<?, ?> message) {
            message(message, path, PLACES.getOrDefault(name, place));
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                if (list.get(i) instanceof Map<?, ?> message) {
                    message(message, path + "[" + i + "]", PLACES.getOrDefault(name, place));
                }
            }
        } else if (TEXTS.contains(name)) {
            add(path, place + "." + SNAKE_CASE.getOrDefault(name, name), "", (String) value);
        }
    }

    private void pairs(@Nullable Object list, String path, String place) {
        if (list instanceof List<?> pairs) {
            for (int i = 0; i < pairs.size(); i++) {
                Map<?, ?> pair = (Map<?, ?>) pairs.get(i);
                String key = key(pair);
                anyValue(pair.get("value"), path + "[" + i + "]", place + "." + key, key);
            }
        }
    }

    /** The path is that of what holds the value: the steps within it are told by the place. */
    private void anyValue(@Nullable Object value, String path, String place, String key) {
        if (!(value instanceof Map<?, ?> any)) {
            return;
        }
        if (any.get("stringValue") instanceof String text) {
            add(path, place, key, text);
        } else if (any.get("bytesValue") instanceof String base64) {
            String text = text(Base64.getDecoder().decode(base64));
            if (text != null) {
                add(path, place, key, text);
            }
        } else if (any.get("kvlistValue") instanceof Map<?, ?> map) {
            pairs(map.get("values"), path + ".values", place);
        } else if (any.get("arrayValue") instanceof Map<?, ?> array && array.get("values") instanceof List<?> values) {
            for (int i = 0; i < values.size(); i++) {
                anyValue(values.get(i), path + ".values[" + i + "]", place, key);
            }
        }
    }

    private static @Nullable String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException _) {
            return null;
        }
    }

    private void add(String path, String place, String key, String value) {
        if (!value.isEmpty()) {
            texts.add(new OtlpText(path, place, key, attributes, value));
        }
    }
}
