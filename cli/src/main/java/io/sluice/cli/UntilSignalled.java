package io.sluice.cli;

import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Until SIGTERM or SIGINT; a second one ends the process at once. SIGHUP is logged and ignored. */
final class UntilSignalled implements Lifetime {

    private final Logger logger = LoggerFactory.getLogger("sluice");
    private final CountDownLatch stop = new CountDownLatch(1);

    @Override
    public void begin() {
        Signals.handle("TERM", this::stop);
        Signals.handle("INT", this::stop);
        Signals.handle(
                "HUP", _ -> logger.warn("SIGHUP is ignored: a running configuration cannot be reloaded; restart"));
    }

    @Override
    public void await() throws InterruptedException {
        stop.await();
    }

    private synchronized void stop(String signal) {
        if (stop.getCount() == 0) {
            logger.warn("SIG{} again: not waiting for what is under way; its senders were not told OK", signal);
            Runtime.getRuntime().halt(1);
        }
        logger.info("SIG{}: shutting down", signal);
        stop.countDown();
    }
}
