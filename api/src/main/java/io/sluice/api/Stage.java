package io.sluice.api;

/**
 * One worker's part of a processor. Everything here runs on that worker's thread, so its state needs no lock. It hands on to the next
 * consumer that it was made with.
 */
public interface Stage {

    /** Takes ownership of a batch: hands it on, holds it, or completes it. Never throws because of data. */
    void process(Batch batch);

    /** The worker has no more input at hand just now. A stage that waits for company may decide to wait no longer. */
    default void idle() {}

    /** The pipeline stops: hands on everything it holds. No batch comes after this. */
    default void flush() {}
}
