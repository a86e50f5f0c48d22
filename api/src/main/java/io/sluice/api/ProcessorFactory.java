package io.sluice.api;

import io.sluice.api.config.Problems;
import io.sluice.pdata.Signal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes processors. */
public non-sealed interface ProcessorFactory<C> extends Factory<C> {

    @Override
    default ComponentKind kind() {
        return ComponentKind.PROCESSOR;
    }

    /**
     * Reports what is wrong with a configuration, which was {@linkplain io.sluice.api.config.Checked checked} as such, in a pipeline that
     * names it: what makes no sense for its signal. Opens no files or sockets.
     */
    default void check(C config, PipelineId pipeline, Problems problems) {}

    /**
     * Reports what makes no sense among the other processors of a pipeline that names it. Only called if the configurations of all of them
     * could be bound. Opens no files or sockets.
     */
    default void checkOrder(C config, ProcessorOrder order, Problems problems) {}

    /**
     * True if its processors of traces keep or drop spans by rules of their own and need nothing but a clock and a meter for it, so that
     * {@code sample-report} can run them without an engine. They are {@link Processor.Staged}.
     */
    default boolean samples() {
        return false;
    }

    /**
     * Reports what makes no sense in all pipelines together that name it. Called once, if there is one. Opens no files or sockets.
     */
    default void checkUse(C config, List<PipelineId> pipelines, Problems problems) {}

    /**
     * When a sender of that signal hears OK from a processor that holds data, and what that risks; null for one that holds nothing.
     */
    default @Nullable CustodyPoint custody(C config, Signal signal) {
        return null;
    }

    /** Makes the processor of one pipeline; pipelines that name the same id get one each. */
    Processor create(ComponentContext context, C config, PipelineId pipeline);
}
