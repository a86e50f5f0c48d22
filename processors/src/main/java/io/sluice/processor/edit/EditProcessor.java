package io.sluice.processor.edit;

import io.sluice.api.ComponentContext;
import io.sluice.api.Consumer;
import io.sluice.api.Processor;
import io.sluice.api.Stage;
import io.sluice.api.StageContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A processor that edits messages in place. Neighbours in a pipeline share one stage, which walks a batch and writes it once for all of
 * them; what each does stays the same.
 */
public abstract class EditProcessor implements Processor.Staged {

    private final ComponentContext context;

    protected EditProcessor(ComponentContext context) {
        this.context = context;
    }

    /** What the processor was made with. */
    protected final ComponentContext context() {
        return context;
    }

    /**
     * Makes the editor of one worker, before {@link #start}: what that opens is to be asked for when a batch begins.
     *
     * @param stage of that worker; shared with neighbours, so names and metrics are {@link #context}'s
     */
    protected abstract RecordEditor newEditor(StageContext stage);

    @Override
    public final Stage newStage(StageContext stage, Consumer next) {
        return new EditStage(List.of(this), stage, next);
    }

    @Override
    public final Processor.@Nullable Staged mergedWith(Processor.Staged following) {
        return following instanceof EditProcessor other ? new MergedEdits(List.of(this, other)) : null;
    }
}
