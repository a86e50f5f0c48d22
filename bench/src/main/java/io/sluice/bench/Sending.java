package io.sluice.bench;

/** A way to send requests. Threads: everything happens on the generator's one event loop. */
interface Sending {

    /** How a request ended. */
    enum Ending {
        /** Answered with success. */
        ACKNOWLEDGED,
        /** Refused, but may be sent again. */
        REFUSED,
        /** Refused for good, or nobody knows. */
        FAILED
    }

    /** Hears how a request ended. */
    @FunctionalInterface
    interface Listener {
        void ended(Ending ending);
    }

    /** Sends the bytes, which may be overwritten once this returns. */
    void send(byte[] request, Listener listener);
}
