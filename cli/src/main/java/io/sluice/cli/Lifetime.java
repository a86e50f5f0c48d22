package io.sluice.cli;

/** How long a started service runs. */
interface Lifetime {

    /** Called before the service starts, so that it can be told to stop from then on. */
    void begin();

    /** Returns when the service shall stop. */
    void await() throws InterruptedException;
}
