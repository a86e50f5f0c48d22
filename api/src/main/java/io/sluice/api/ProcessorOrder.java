package io.sluice.api;

import java.util.List;

/**
 * Where a processor stands in a pipeline, for checks of a configuration.
 *
 * @param before the processors whose output it sees, in their order
 * @param after those that see its output, in their order
 */
public record ProcessorOrder(PipelineId pipeline, List<Member> before, List<Member> after) {

    public ProcessorOrder {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    /**
     * One of the pipeline's processors.
     *
     * @param type its factory's type, whatever the alias written
     * @param config the record that its factory binds
     */
    public record Member(ComponentId id, String type, Object config) {}
}
