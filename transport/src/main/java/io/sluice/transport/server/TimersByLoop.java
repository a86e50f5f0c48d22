package io.sluice.transport.server;

import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.FastThreadLocal;
import io.sluice.transport.EventLoops;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The {@link LoopTimers} of one listener, one for each event loop. */
public final class TimersByLoop {

    private final EventLoopGroup group;
    private final List<LoopTimers> made = new CopyOnWriteArrayList<>();
    private final FastThreadLocal<LoopTimers> ofThread = new FastThreadLocal<>() {
        @Override
        protected LoopTimers initialValue() {
            return make();
        }
    };

    public TimersByLoop(EventLoops loops) {
        this.group = loops.group();
    }

    /** The timers of the event loop that calls. */
    public LoopTimers current() {
        return ofThread.get();
    }

    private LoopTimers make() {
        for (EventExecutor loop : group) {
            if (loop.inEventLoop()) {
                LoopTimers timers = new LoopTimers(loop);
                made.add(timers);
                return timers;
            }
        }
        throw new IllegalStateException("not on an event loop");
    }

    /** Lets all timers fire with {@link LoopTimer.Cause#STOP}, each on its loop. Any thread; does not wait. */
    public void stop() {
        for (LoopTimers timers : made) {
            timers.loop().execute(timers::stop);
        }
    }
}
