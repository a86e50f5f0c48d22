package io.sluice.processor.edit;

import io.sluice.api.ComponentContext;
import io.sluice.api.Consumer;
import io.sluice.api.Processor;
import io.sluice.api.Stage;
import io.sluice.api.StageContext;
import java.util.ArrayList;
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

    /**
     * True if its editor {@linkplain EditedMessage#glanceBelow glances} at messages before they are shown. Then processors before it have a
     * walk of their own, so that what it sees is what they made of them.
     */
    protected boolean looksAhead() {
        return false;
    }

    /** The two in one walk; null if they can't share one. */
    static @Nullable MergedEdits merge(List<EditProcessor> members, Processor.Staged following) {
        if (!(following instanceof EditProcessor other) || other.looksAhead()) {
            return null;
        }
        List<EditProcessor> more = new ArrayList<>(members);
        more.add(other);
        return new MergedEdits(more);
    }

    @Override
    public final Stage newStage(StageContext stage, Consumer next) {
        return new EditStage(List.of(this), stage, next);
    }

    @Override
    public final Processor.@Nullable Staged mergedWith(Processor.Staged following) {
        return merge(List.of(this), following);
    }
}
