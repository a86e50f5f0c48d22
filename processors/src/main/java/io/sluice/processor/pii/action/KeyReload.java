package io.sluice.processor.pii.action;

import io.sluice.api.ComponentContext;
import io.sluice.api.FileReload;
import io.sluice.api.UnusableFilesException;
import io.sluice.api.telemetry.Counter;
import io.sluice.api.telemetry.Meter;
import org.slf4j.Logger;

/**
 * What happens when files of keys have changed: good keys are put in force; otherwise those in force stay, the failure is counted, and the
 * reason logged once. Threads: the reading task's.
 */
final class KeyReload implements FileReload.Source<KeyLoader.Snapshot> {

    private final PseudonymKeys keys;
    private final KeyLoader loader;
    private final Logger logger;
    private final Meter meter;
    private final String processor;
    private final Counter reloads;

    KeyReload(PseudonymKeys keys, KeyLoader loader, ComponentContext context) {
        this.keys = keys;
        this.loader = loader;
        this.logger = context.logger();
        this.meter = context.meter();
        this.processor = context.id().toString();
        this.reloads = meter.counter(
                "processor_pii_key_reloads", "Times that changed keys were taken over.", "processor", processor);
        for (KeyException.Reason reason : KeyException.Reason.values()) {
            failures(reason.label()).add(0);
        }
    }

    private Counter failures(String reason) {
        return meter.counter(
                "processor_pii_key_reload_failures",
                "Looks at files of keys that could not be used.",
                "processor",
                processor,
                "reason",
                reason);
    }

    @Override
    public KeyLoader.Snapshot read() throws KeyException {
        return loader.read();
    }

    @Override
    public String hash(KeyLoader.Snapshot read) {
        return read.hash();
    }

    @Override
    public void take(KeyLoader.Snapshot read) throws KeyException {
        keys.replace(loader.load(read));
        reloads.add(1);
        logger.info("keys reloaded: {}", keys.current());
    }

    @Override
    public void refuse(UnusableFilesException why, boolean isNew) {
        failures(why.label()).add(1);
        if (isNew) {
            logger.warn("{}; the keys in force stay: {}", why.getMessage(), keys.current());
        }
    }

    @Override
    public void fail(RuntimeException bug) {
        logger.error("looking for new keys failed; the present ones stay in force", bug);
    }
}
