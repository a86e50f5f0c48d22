package io.sluice.processor.batch;

import io.sluice.api.Batch;
import io.sluice.api.Consumer;
import io.sluice.api.RequestContext;
import io.sluice.api.Stage;
import io.sluice.api.StageContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One worker's part of a batch processor: chooses the group of requests that a batch may be merged with. */
final class BatchStage implements Stage {

    private final BatchConfig config;
    private final StageContext context;
    private final Consumer next;
    private final BatchMetrics metrics;
    private final List<String> metadataKeys = new ArrayList<>();
    private final BatchGroup ungrouped;
    private final Map<List<List<String>>, BatchGroup> groups = new LinkedHashMap<>();

    BatchStage(BatchConfig config, StageContext context, Consumer next, BatchMetrics metrics) {
        this.config = config;
        this.context = context;
        this.next = next;
        this.metrics = metrics;
        config.metadataKeys().forEach(key -> metadataKeys.add(key.toLowerCase(Locale.ROOT)));
        this.ungrouped = newGroup(RequestContext.NONE);
        if (!metadataKeys.isEmpty()) {
            metrics.measureGroups(context.worker(), groups::size);
        }
    }

    private BatchGroup newGroup(RequestContext merged) {
        return new BatchGroup(config, context, next, metrics, merged);
    }

    @Override
    public void process(Batch batch) {
        if (metadataKeys.isEmpty()) {
            ungrouped.add(batch);
            return;
        }
        List<List<String>> values = new ArrayList<>(metadataKeys.size());
        for (String key : metadataKeys) {
            values.add(batch.context().metadata().getOrDefault(key, List.of()));
        }
        BatchGroup group = groups.get(values);
        if (group == null) {
            int limit = config.metadataCardinalityLimit();
            if (limit > 0 && groups.size() >= limit && !dropIdleGroup()) {
                next.consume(batch);
                return;
            }
            group = newGroup(metadataOf(values));
            groups.put(values, group);
        }
        group.add(batch);
    }

    private boolean dropIdleGroup() {
        var iterator = groups.values().iterator();
        while (iterator.hasNext()) {
            if (iterator.next().isUnused()) {
                iterator.remove();
                return true;
            }
        }
        return false;
    }

    private RequestContext metadataOf(List<List<String>> values) {
        Map<String, List<String>> metadata = new LinkedHashMap<>();
        for (int i = 0; i < values.size(); i++) {
            if (!values.get(i).isEmpty()) {
                metadata.put(metadataKeys.get(i), values.get(i));
            }
        }
        return new RequestContext("", "", "", null, Map.copyOf(metadata), 0);
    }

    @Override
    public void idle() {
        if (metadataKeys.isEmpty()) {
            ungrouped.idle();
        } else {
            groups.values().forEach(BatchGroup::idle);
        }
    }

    @Override
    public void flush() {
        ungrouped.flush();
        groups.values().forEach(BatchGroup::flush);
    }
}
