package io.sluice.api;

/** What this process holds: batches let in at a door whose outcome is still due. Threads: any. */
public interface Custody {

    /** Payload bytes held, over all pipelines. */
    long bytes();

    /** Items held, over all pipelines. */
    long items();
}
