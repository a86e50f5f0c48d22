package io.sluice.processor.edit;

import io.sluice.api.Batch;
import io.sluice.api.ComponentContext;
import io.sluice.api.Consumer;
import io.sluice.api.Outcome;
import io.sluice.api.RateLimitedLog;
import io.sluice.api.Rejection;
import io.sluice.api.Stage;
import io.sluice.api.StageContext;
import io.sluice.api.telemetry.Counter;
import io.sluice.pdata.MalformedException;
import io.sluice.pdata.Payload;
import io.sluice.pdata.PayloadTooLargeException;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Walks each batch once with the editors of one or several processors and hands on what they made of it. A batch on which one of them
 * fails is rejected for good, counted and logged without its content: it is never handed on half edited.
 */
final class EditStage implements Stage {

    /** What a batch of more bytes made grow is let go behind it. */
    private static final long LARGE_BYTES = 2L << 20;

    /** Large batches are edited one after the other, in the whole process. */
    private static final ReentrantLock LARGE = new ReentrantLock();

    /** What is edited may take several times its size, and that must not be all there is. */
    private static final int HEAP_PARTS = 8;

    private static final long LEAST_MOST_BYTES = 4L << 20;

    private final StageContext stage;
    private final Consumer next;
    private final long mostBytes;
    private final RecordEditor[] editors;
    private final String[] names;
    private final Counter[] failures;
    private final RateLimitedLog[] logs;
    private RecordWalk walk;

    EditStage(List<EditProcessor> members, StageContext stage, Consumer next) {
        this(
                members,
                stage,
                next,
                Math.max(LEAST_MOST_BYTES, Runtime.getRuntime().maxMemory() / HEAP_PARTS));
    }

    /** @param mostBytes larger batches are rejected for good */
    EditStage(List<EditProcessor> members, StageContext stage, Consumer next, long mostBytes) {
        this.stage = stage;
        this.next = next;
        this.mostBytes = mostBytes;
        int count = members.size();
        this.editors = new RecordEditor[count];
        this.names = new String[count];
        this.failures = new Counter[count];
        this.logs = new RateLimitedLog[count];
        for (int i = 0; i < count; i++) {
            EditProcessor member = members.get(i);
            ComponentContext context = member.context();
            editors[i] = member.newEditor(stage);
            names[i] = context.id().toString();
            failures[i] = context.meter()
                    .counter(
                            "processor_edit_failures",
                            "Batches rejected because the processor failed to edit them.",
                            "processor",
                            names[i]);
            logs[i] = new RateLimitedLog(context.logger(), context.clock());
        }
        this.walk = new RecordWalk(List.of(editors));
    }

    @Override
    public void process(Batch batch) {
        if (batch.bytes() > mostBytes) {
            batch.complete(Outcome.rejected(
                    Rejection.TOO_LARGE,
                    "the request's " + batch.bytes() + " bytes are more than the " + mostBytes
                            + " that processor " + names[0]
                            + " edits, an eighth of the heap; send smaller requests, or give the process more heap"));
            return;
        }
        boolean alive;
        if (batch.bytes() > LARGE_BYTES) {
            // What they take adds up otherwise, of all workers and pipelines.
            LARGE.lock();
            try {
                alive = edit(batch);
                letGo();
            } finally {
                LARGE.unlock();
            }
        } else {
            alive = edit(batch);
        }
        if (alive) {
            next.consume(batch);
        }
    }

    private void letGo() {
        for (RecordEditor editor : editors) {
            editor.forget();
        }
        walk = new RecordWalk(List.of(editors));
    }

    /** True if the batch is to be handed on; else it is complete. */
    private boolean edit(Batch batch) {
        Payload edited;
        try {
            edited = walk.edit(batch.signal(), batch.context(), batch.payload(), stage.buffers());
        } catch (EditRejectedException e) {
            batch.complete(Outcome.rejected(e.reason(), String.valueOf(e.getMessage())));
            return false;
        } catch (PayloadTooLargeException _) {
            batch.complete(Outcome.rejected(Rejection.TOO_LARGE, "the data is too large after processor " + culprit()));
            return false;
        } catch (MalformedException | RuntimeException | StackOverflowError e) {
            fail(batch, e);
            return false;
        }
        if (edited == null) {
            return true;
        }
        int left = countDropped(batch);
        batch.replace(edited, left);
        if (left == 0) {
            batch.complete(Outcome.accepted());
        }
        return left > 0;
    }

    private int rank() {
        return Math.max(0, walk.editorAtWork());
    }

    private String culprit() {
        return names[rank()];
    }

    /** The trace of an exception of ours names classes and lines; its message may hold content and is left out. */
    private void fail(Batch batch, Throwable cause) {
        int rank = rank();
        failures[rank].add(1);
        logs[rank].bug(
                "a batch is rejected: processor " + names[rank] + " failed with "
                        + cause.getClass().getName(),
                withoutMessage(cause));
        batch.complete(
                Outcome.rejected(Rejection.BACKEND, "processor " + names[rank] + " failed; nothing was passed on"));
    }

    private static Throwable withoutMessage(Throwable cause) {
        Throwable bare = new IllegalStateException("an editor failed");
        bare.setStackTrace(cause.getStackTrace());
        return bare;
    }

    private int countDropped(Batch batch) {
        int left = batch.items();
        for (int i = 0; i < editors.length; i++) {
            int dropped = walk.dropped(i);
            if (dropped > 0) {
                editors[i].countDropped(dropped, batch.ack());
                stage.dropped(i, dropped);
                left -= dropped;
            }
        }
        return left;
    }
}
