package io.sluice.processor.edit;

import io.sluice.api.Consumer;
import io.sluice.api.Processor;
import io.sluice.api.Stage;
import io.sluice.api.StageContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Neighbours that share a stage. Their start and stop remain their own. */
final class MergedEdits implements Processor.Staged {

    private final List<EditProcessor> members;

    MergedEdits(List<EditProcessor> members) {
        this.members = members;
    }

    @Override
    public Stage newStage(StageContext context, Consumer next) {
        return new EditStage(members, context, next);
    }

    @Override
    public Processor.@Nullable Staged mergedWith(Processor.Staged following) {
        return EditProcessor.merge(members, following);
    }
}
