package io.sluice.processor.pii.corpus;

/** What a corpus is made from. */
enum Seed {
    /** Rules may be tuned with it. */
    DEVELOPMENT("development", 20_261_126),
    /** Only measures. {@code -Dpii.corpus.seed=N} makes another one. */
    HELD_OUT("held-out", Long.getLong("pii.corpus.seed", 7_919));

    private final String pool;
    private final long value;

    Seed(String pool, long value) {
        this.pool = pool;
        this.value = value;
    }

    /** The name of its values in files. */
    String pool() {
        return pool;
    }

    long value() {
        return value;
    }
}
