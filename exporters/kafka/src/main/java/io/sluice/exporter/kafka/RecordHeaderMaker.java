package io.sluice.exporter.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.api.RequestContext;
import io.sluice.pdata.Signal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** The headers of a request's records: static ones, the signal, and request metadata. Threads: any. */
final class RecordHeaderMaker {

    /** A metadata key as configured, which names the header, and in lower case, which finds it. */
    private record MetadataKey(String name, String lowerCase) {}

    private final Map<Signal, List<Header>> fixed = new EnumMap<>(Signal.class);
    private final List<MetadataKey> metadata = new ArrayList<>();

    RecordHeaderMaker(KafkaConfig config) {
        for (Signal signal : Signal.values()) {
            List<Header> headers = new ArrayList<>();
            config.recordHeaders()
                    .values()
                    .forEach((name, value) ->
                            headers.add(new RecordHeader(name, value.reveal().getBytes(UTF_8))));
            if (config.signalHeader()) {
                headers.add(new RecordHeader(
                        KafkaConfig.SIGNAL_HEADER, signal.configName().getBytes(UTF_8)));
            }
            fixed.put(signal, List.copyOf(headers));
        }
        for (String key : config.includeMetadataKeys()) {
            metadata.add(new MetadataKey(key, key.toLowerCase(Locale.ROOT)));
        }
    }

    /** The headers for all records of a request; shared, not to be changed. */
    List<Header> of(Signal signal, RequestContext context) {
        List<Header> always = fixed.getOrDefault(signal, List.of());
        if (metadata.isEmpty() || context.metadata().isEmpty()) {
            return always;
        }
        List<Header> all = new ArrayList<>(always);
        for (MetadataKey key : metadata) {
            for (String value : context.metadata().getOrDefault(key.lowerCase(), List.of())) {
                all.add(new RecordHeader(key.name(), value.getBytes(UTF_8)));
            }
        }
        return all;
    }
}
