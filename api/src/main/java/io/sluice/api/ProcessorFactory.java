package io.sluice.api;

/** Makes processors. */
public non-sealed interface ProcessorFactory<C> extends Factory<C> {

    @Override
    default ComponentKind kind() {
        return ComponentKind.PROCESSOR;
    }

    /** Makes the processor of one pipeline; pipelines that name the same id get one each. */
    Processor create(ComponentContext context, C config, PipelineId pipeline);
}
