package io.sluice.api;

/** What this process holds: batches let in at a door whose outcome is still due. Threads: any. */
public interface Custody {

    /** Nothing is held. */
    Custody NONE = new Custody() {
        @Override
        public long bytes() {
            return 0;
        }

        @Override
        public long items() {
            return 0;
        }
    };

    /** Payload bytes held, over all pipelines. */
    long bytes();

    /** Items held, over all pipelines. */
    long items();
}
