package io.sluice.bench;

/** Looks at what is measured while it is. Threads: one at a time. */
interface Probe {

    /** Sees nothing. */
    Probe NONE = new Probe() {
        @Override
        public void begin() {}

        @Override
        public void end() {}
    };

    /** The window opens. */
    void begin();

    /** It closes. */
    void end();
}
