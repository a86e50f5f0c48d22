package io.sluice.api;

import org.jspecify.annotations.Nullable;

/**
 * A step of a pipeline. One instance per id and pipeline; either a {@link Gate}, which only lets pass or turns away, or {@link Staged},
 * which works on the data.
 */
public sealed interface Processor extends Component {

    /**
     * A processor that decides over a batch at once and holds nothing. Leading gates stand at the pipeline's door, on the receiver's
     * thread, so that a refusal costs next to nothing; elsewhere the worker asks them.
     */
    non-sealed interface Gate extends Processor {

        /**
         * Decides over a batch that stays the caller's. May {@linkplain Batch#replace edit} it. Threads: any number at once; no lock.
         *
         * @return null to let it pass, else the outcome to complete it with
         */
        @Nullable
        Outcome admit(Batch batch);
    }

    /** A processor that works on the data, one {@link Stage} per worker. */
    non-sealed interface Staged extends Processor {

        /** True if all spans of a trace must reach the same worker. */
        default boolean needsTraceAffinity() {
            return false;
        }

        /** Makes the part of this processor that belongs to one worker. */
        Stage newStage(StageContext context, Consumer next);

        /**
         * The two as one, if this processor can do the work of the next one in the same stage; it must come to the same as one after the
         * other. Only {@link #newStage} and this method are called of the result, and none but {@link #start} and {@link #stop} of the two.
         *
         * @param following the processor behind this one
         * @return null if they stay apart
         */
        default @Nullable Staged mergedWith(Staged following) {
            return null;
        }
    }
}
