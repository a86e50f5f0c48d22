package io.sluice.config;

import io.sluice.api.ComponentId;
import io.sluice.api.PipelineId;
import io.sluice.api.config.Block;
import io.sluice.api.config.Headers;
import io.sluice.api.config.Secret;
import io.sluice.config.Shape.ShapeKey;
import io.sluice.config.TelemetryConfig.PrometheusReader;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns a bound configuration back into maps, lists and scalars that bind to the same again. */
final class ConfigTree {

    private static final String REDACTED = "[REDACTED]";

    private final boolean redacted;

    ConfigTree(boolean redacted) {
        this.redacted = redacted;
    }

    Map<String, @Nullable Object> of(CollectorConfig config) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        section(tree, "receivers", config.receivers());
        section(tree, "processors", config.processors());
        section(tree, "exporters", config.exporters());
        section(tree, "extensions", config.extensions());
        tree.put("service", service(config.service()));
        return tree;
    }

    private void section(
            Map<String, @Nullable Object> tree, String name, Map<ComponentId, BoundComponent<?>> components) {
        if (components.isEmpty()) {
            return;
        }
        Map<String, @Nullable Object> section = new LinkedHashMap<>();
        components.forEach((id, component) -> section.put(id.toString(), value(component.config())));
        tree.put(name, section);
    }

    private Map<String, @Nullable Object> service(ServiceConfig service) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("telemetry", telemetry(service.telemetry()));
        tree.put("extensions", value(service.extensions()));
        Map<String, @Nullable Object> pipelines = new LinkedHashMap<>();
        for (Map.Entry<PipelineId, ServiceConfig.PipelineConfig> entry :
                service.pipelines().entrySet()) {
            pipelines.put(entry.getKey().toString(), value(entry.getValue()));
        }
        tree.put("pipelines", pipelines);
        tree.put("engine", value(service.engine()));
        return tree;
    }

    private Map<String, @Nullable Object> telemetry(TelemetryConfig telemetry) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("logs", value(telemetry.logs()));
        Map<String, @Nullable Object> metrics = new LinkedHashMap<>();
        metrics.put("level", value(telemetry.metrics().level()));
        List<PrometheusReader> readers = telemetry.metrics().readers();
        if (!readers.isEmpty()) {
            metrics.put("readers", readers.stream().map(this::reader).toList());
        }
        tree.put("metrics", metrics);
        Map<String, @Nullable Object> resource = new LinkedHashMap<>();
        // A default attribute that the user removed has to be removed again when this is read.
        TelemetryBinder.DEFAULT_ATTRIBUTES.forEach(name -> resource.put(name, null));
        telemetry.resource().forEach((name, text) -> resource.put(name, text(text)));
        tree.put("resource", resource);
        return tree;
    }

    private Map<String, Object> reader(PrometheusReader reader) {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("host", escaped(reader.host()));
        keys.put("port", reader.port());
        keys.put("without_type_suffix", reader.withoutTypeSuffix());
        keys.put("without_units", reader.withoutUnits());
        return Map.of("pull", Map.of("exporter", Map.of("prometheus", keys)));
    }

    private @Nullable Object value(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Secret secret -> secret(secret);
            case String text -> text(text);
            case Duration duration -> GoDuration.format(duration);
            case ComponentId id -> id.toString();
            case Enum<?> constant -> escaped(ScalarBinder.spelling(constant));
            case Headers headers -> map(headers.values());
            case Map<?, ?> map -> map(map);
            case List<?> list -> list.stream().map(this::value).toList();
            case Record record -> record(record);
            default -> value;
        };
    }

    private Map<String, @Nullable Object> map(Map<?, ?> map) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        map.forEach((key, item) -> tree.put(key(key), value(item)));
        return tree;
    }

    private static String key(Object key) {
        return key instanceof Enum<?> constant ? ScalarBinder.spelling(constant) : key.toString();
    }

    private Map<String, @Nullable Object> record(Record record) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        for (ShapeKey key : Shape.of(record.getClass()).keys()) {
            Object value = Shape.get(key, record);
            Block block = key.block();
            if (value != null) {
                tree.put(key.name(), value(value));
            } else if (block != null && block.absent() == Block.State.DEFAULTS) {
                tree.put(key.name(), Map.of("enabled", false));
            }
        }
        return tree;
    }

    private String secret(Secret secret) {
        return redacted ? REDACTED : escaped(secret.reveal());
    }

    private String text(String text) {
        return escaped(redacted ? Credentials.masked(text) : text);
    }

    /** A dollar in a value is written twice. */
    private static String escaped(String text) {
        return text.replace("$", "$$");
    }
}
