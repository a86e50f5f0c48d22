package io.sluice.processor.pii;

import io.sluice.api.ComponentContext;
import io.sluice.api.ComponentException;
import io.sluice.api.PipelineId;
import io.sluice.api.StageContext;
import io.sluice.pdata.Signal;
import io.sluice.processor.edit.EditProcessor;
import io.sluice.processor.edit.RecordEditor;
import io.sluice.processor.pii.action.PseudonymKeys;
import org.jspecify.annotations.Nullable;

/** The {@code pii} processor of one pipeline: holds the keys, and makes an editor for each worker. */
final class PiiProcessor extends EditProcessor {

    private final PiiConfig config;
    private final PipelineId pipeline;
    private volatile @Nullable PseudonymKeys keys;

    PiiProcessor(ComponentContext context, PiiConfig config, PipelineId pipeline) {
        super(context);
        this.config = config;
        this.pipeline = pipeline;
    }

    @Override
    public void start() throws ComponentException {
        if (!config.pseudonymKeys().isEmpty()) {
            keys = PseudonymKeys.open(config.pseudonymKeys(), config.keyReloadInterval(), context());
        }
    }

    @Override
    public void stop(long deadlineNanos) {
        PseudonymKeys open = keys;
        if (open != null) {
            open.close();
        }
    }

    /** Nothing is shown below a log record. */
    @Override
    protected boolean looksAhead() {
        return pipeline.signal() != Signal.LOGS && config.looksAhead();
    }

    @Override
    protected RecordEditor newEditor(StageContext stage) {
        return new PiiEditor(
                config,
                () -> new PiiTools(
                        config,
                        keys,
                        context().meter(),
                        context().clock(),
                        context().id().toString(),
                        pipeline.signal().itemName(),
                        null));
    }
}
