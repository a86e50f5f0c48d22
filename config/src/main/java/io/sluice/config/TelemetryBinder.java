package io.sluice.config;

import io.sluice.api.config.Block;
import io.sluice.api.config.Default;
import io.sluice.api.config.Range;
import io.sluice.api.config.Unsupported;
import io.sluice.config.TelemetryConfig.LogsConfig;
import io.sluice.config.TelemetryConfig.MetricsConfig;
import io.sluice.config.TelemetryConfig.MetricsLevel;
import io.sluice.config.TelemetryConfig.PrometheusReader;
import io.sluice.config.Value.Entry;
import io.sluice.config.Value.Kind;
import io.sluice.config.Value.Mapping;
import io.sluice.config.Value.Scalar;
import io.sluice.config.Value.Sequence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Binds {@code service::telemetry}: what the Collector writes there, reduced to what is done with it here. */
final class TelemetryBinder {

    private static final String PATH = "service::telemetry";
    /** What the process says of itself unless the user removes it. */
    static final List<String> DEFAULT_ATTRIBUTES = List.of("service.name", "service.version", "service.instance.id");

    private static final String INSTANCE_ID = "service.instance.id";
    private static final String ATTRIBUTES = "attributes";

    private final Binder binder;
    private final Reporter reporter;
    private final Map<String, String> defaults;

    TelemetryBinder(Binder binder, Reporter reporter, Map<String, String> defaults) {
        this.binder = binder;
        this.reporter = reporter;
        this.defaults = defaults;
    }

    /** The keys of the section. */
    @Unsupported(value = "traces", instead = "This process makes no spans of its own; remove it.")
    record TelemetryKeys(
            LogsConfig logs, MetricsKeys metrics, @Nullable Value resource) {}

    /** {@code metrics}; {@code address} is where older Collectors had the endpoint. */
    @Unsupported(value = "views", instead = "The metrics are fixed; drop what you don't want where you scrape.")
    record MetricsKeys(
            @Default("normal") MetricsLevel level,
            @Nullable List<ReaderKeys> readers,
            @Nullable String address) {}

    /** An element of {@code readers}. */
    @Unsupported(value = "periodic", instead = "Own metrics are only offered to Prometheus; use a pull reader.")
    record ReaderKeys(@Block @Nullable PullKeys pull) {}

    /** {@code pull}. */
    record PullKeys(ExporterKeys exporter) {}

    /** {@code exporter}. */
    record ExporterKeys(
            @Block(absent = Block.State.DEFAULTS, empty = Block.State.DEFAULTS) @Nullable
            PrometheusKeys prometheus) {}

    /** {@code prometheus}. */
    @Unsupported(
            value = {"with_resource_constant_labels", "translation_strategy"},
            instead = "Names and labels are as without it; remove it.")
    record PrometheusKeys(
            @Default("localhost") String host,
            @Default("8888") @Range(max = 65_535) int port,
            @Default("true") boolean withoutScopeInfo,
            @Default("true") boolean withoutTypeSuffix,
            @Default("true") boolean withoutUnits) {}

    /** An element of {@code resource::attributes}. */
    @Unsupported(value = "type", instead = "Attributes of this process are text; remove it.")
    record AttributeKeys(String name, @Nullable Value value) {}

    /** The section, or null if errors were reported. */
    @Nullable
    TelemetryConfig bind(@Nullable Value value, Place place) {
        TelemetryKeys keys = binder.bind(TelemetryKeys.class, value, place, PATH);
        Mapping written = value instanceof Mapping mapping ? mapping : new Mapping(place, Map.of(), null);
        Map<String, String> attributes = resource(written.get("resource"));
        if (keys == null) {
            return null;
        }
        Map<String, Entry> metrics = written.get("metrics") instanceof Mapping below ? below.entries() : Map.of();
        return new TelemetryConfig(keys.logs(), metrics(keys.metrics(), metrics), attributes);
    }

    private MetricsConfig metrics(MetricsKeys keys, Map<String, Entry> written) {
        String path = Nesting.join(PATH, "metrics");
        Entry address = written.get("address");
        if (address != null) {
            reporter.warning(
                    PlacedProblems.pointAt(address),
                    Nesting.join(path, "address"),
                    "the Collector has removed the key; it is still read here",
                    "Write readers: [{pull: {exporter: {prometheus: {host: ..., port: ...}}}}].");
        }
        if (keys.level() == MetricsLevel.NONE) {
            return new MetricsConfig(MetricsLevel.NONE, List.of());
        }
        List<PrometheusReader> readers = new ArrayList<>();
        Entry readersEntry = written.get("readers");
        if (keys.readers() != null && readersEntry != null) {
            if (keys.readers().isEmpty()) {
                reporter.error(
                        PlacedProblems.pointAt(readersEntry),
                        Nesting.join(path, "readers"),
                        "is empty, and level is not none",
                        "Remove readers for localhost:8888, or set level: none.");
            }
            keys.readers().forEach(reader -> add(reader, readers));
        } else if (address != null && keys.address() != null) {
            PrometheusReader reader = reader(keys.address());
            if (reader == null) {
                reporter.error(
                        PlacedProblems.pointAt(address),
                        Nesting.join(path, "address"),
                        "is not host:port",
                        "Write localhost:8888.");
            } else {
                readers.add(reader);
            }
        } else {
            readers.add(new PrometheusReader("localhost", 8888, true, true));
        }
        return new MetricsConfig(keys.level(), List.copyOf(readers));
    }

    private static void add(ReaderKeys reader, List<PrometheusReader> readers) {
        if (reader.pull() != null && reader.pull().exporter().prometheus() != null) {
            PrometheusKeys keys = reader.pull().exporter().prometheus();
            readers.add(new PrometheusReader(keys.host(), keys.port(), keys.withoutTypeSuffix(), keys.withoutUnits()));
        }
    }

    private static @Nullable PrometheusReader reader(String address) {
        int colon = address.lastIndexOf(':');
        String port = address.substring(colon + 1);
        if (colon < 0 || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65_535) {
            return null;
        }
        String host = address.substring(0, colon).replaceAll("[\\[\\]]", "");
        return new PrometheusReader(host.isEmpty() ? "0.0.0.0" : host, Integer.parseInt(port), true, true);
    }

    private Map<String, String> resource(@Nullable Value value) {
        String path = Nesting.join(PATH, "resource");
        Map<String, String> attributes = new LinkedHashMap<>(defaults);
        attributes.putIfAbsent(INSTANCE_ID, UUID.randomUUID().toString());
        switch (value) {
            case Mapping mapping
            when mapping.get(ATTRIBUTES) instanceof Sequence list -> attributes(mapping, list, path, attributes);
            case Mapping mapping ->
                mapping.entries()
                        .forEach((key, entry) -> attribute(key, entry.value(), Nesting.join(path, key), attributes));
            case null -> {}
            case Scalar scalar when scalar.kind() == Kind.NULL -> {}
            default -> reporter.error(value.place(), path, "takes a map, not " + value.label(), "");
        }
        return Collections.unmodifiableMap(attributes);
    }

    private void attributes(Mapping resource, Sequence list, String path, Map<String, String> attributes) {
        resource.entries().forEach((key, entry) -> {
            String below = Nesting.join(path, key);
            if (key.equals("schema_url") || key.equals("detection/development")) {
                reporter.warning(entry.keyPlace(), below, "is not supported and has no effect", "Remove it.");
            } else if (!key.equals(ATTRIBUTES)) {
                reporter.error(
                        entry.keyPlace(), below, "stands beside attributes", "Write it as an element of attributes.");
            }
        });
        for (int i = 0; i < list.items().size(); i++) {
            String below = Nesting.join(Nesting.join(path, ATTRIBUTES), String.valueOf(i));
            Value item = list.items().get(i);
            AttributeKeys keys = binder.bind(AttributeKeys.class, item, item.place(), below);
            if (keys != null) {
                attribute(keys.name(), keys.value(), Nesting.join(below, "value"), attributes);
            }
        }
    }

    private void attribute(String name, @Nullable Value value, String path, Map<String, String> attributes) {
        switch (value) {
            case null -> attributes.remove(name);
            case Scalar scalar when scalar.kind() == Kind.NULL -> attributes.remove(name);
            case Scalar scalar -> attributes.put(name, scalar.original() == null ? scalar.text() : scalar.original());
            default -> reporter.error(value.place(), path, "takes text, not " + value.label(), "");
        }
    }
}
