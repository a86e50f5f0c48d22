package io.sluice.processor.pii;

import io.sluice.api.Ack;
import io.sluice.api.RequestContext;
import io.sluice.pdata.MalformedException;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import io.sluice.processor.edit.EditedMessage;
import io.sluice.processor.edit.RecordEditor;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One worker's part of the processor: begins and ends batches, and hands each message to {@link MessageMasker}. Threads: one worker's. */
final class PiiEditor implements RecordEditor {

    private final Supplier<PiiTools> maker;
    private final PiiConfig config;
    private @Nullable PiiTools tools;
    private @Nullable MessageMasker masker;

    /** @param maker called with the first batch, when the processor has been started and has read its keys */
    PiiEditor(PiiConfig config, Supplier<PiiTools> maker) {
        this.config = config;
        this.maker = maker;
    }

    @Override
    public long wants() {
        return EVERYTHING;
    }

    @Override
    public void begin(Signal signal, RequestContext context, Payload payload) {
        PiiTools mine = tools;
        if (mine == null) {
            mine = maker.get();
            tools = mine;
            masker = new MessageMasker(config, mine);
        }
        mine.texts.beginBatch(config.trustAuthenticatedSenders() && context.identity() != null);
        mine.deadline.begin();
    }

    @Override
    public void edit(EditedMessage message) throws MalformedException {
        Objects.requireNonNull(masker).mask(message);
    }

    @Override
    public boolean dropUnknown() {
        return Objects.requireNonNull(masker).dropUnknown();
    }

    @Override
    public void end() {
        PiiTools mine = Objects.requireNonNull(tools);
        mine.metrics.flush();
    }

    @Override
    public void countDropped(int items, Ack ack) {
        ack.dropped(items, dropReason());
        Tally dropped = Objects.requireNonNull(tools).metrics.droppedItems;
        dropped.add(items);
        dropped.flush();
    }

    /** Rules are made again with the next batch: hardly any part of them holds nothing of the last one. */
    @Override
    public void forget() {
        tools = null;
        masker = null;
    }

    @Override
    public String dropReason() {
        return "personal_data";
    }
}
