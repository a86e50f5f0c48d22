package io.sluice.config;

import io.sluice.api.ComponentId;
import io.sluice.api.PipelineId;
import java.util.List;
import java.util.Map;

/**
 * The {@code service} section.
 *
 * @param telemetry the process's own logs and metrics
 * @param extensions extensions to start, in order
 * @param pipelines pipelines in the order written
 * @param engine bounds of the engine; Sluice's own section
 */
public record ServiceConfig(
        TelemetryConfig telemetry,
        List<ComponentId> extensions,
        Map<PipelineId, PipelineConfig> pipelines,
        EngineConfig engine) {

    /** One pipeline: ids of receivers, of processors in their order, and of exporters. */
    public record PipelineConfig(
            List<ComponentId> receivers, List<ComponentId> processors, List<ComponentId> exporters) {}
}
