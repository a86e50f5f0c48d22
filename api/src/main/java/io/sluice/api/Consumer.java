package io.sluice.api;

/** Something that takes batches: a pipeline's door, the next processor, an exporter. */
@FunctionalInterface
public interface Consumer {

    /**
     * Takes ownership of {@code batch} and sees to it that it is completed, now or later. Never throws because of data and never blocks
     * for long: what is full refuses.
     *
     * <p>Threads: a processor's stage is called by its worker only; doors and exporters by any thread.
     */
    void consume(Batch batch);
}
