package io.sluice.processor.ratelimiter;

import io.sluice.api.Batch;
import io.sluice.api.Clock;
import io.sluice.api.ComponentContext;
import io.sluice.api.Outcome;
import io.sluice.api.PipelineId;
import io.sluice.api.Processor;
import io.sluice.api.RateLimitedLog;
import io.sluice.api.Refusal;
import io.sluice.api.RequestContext;
import io.sluice.api.telemetry.Counter;
import io.sluice.pdata.BufferPool;
import io.sluice.pdata.ItemFilter;
import io.sluice.pdata.MalformedException;
import io.sluice.pdata.OtlpBytes;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import io.sluice.pdata.WireReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Lets pass what is within budget, and refuses or drops the rest but for the floor. */
final class RateLimiter implements Processor.Gate {

    private static final byte[] ONE_KEY = {};

    private final RateLimiterConfig config;
    private final Signal signal;
    private final Clock clock;
    private final BufferPool buffers;
    private final BudgetTable budgets;
    private final boolean byResource;
    private final ThreadLocal<Tools> tools;
    private final Counter limited;
    private final RateLimitedLog log;

    /** What one thread needs to look into requests. */
    private static final class Tools {
        private final FloorScan floor;
        private final ResourceKey key;
        private final WireReader request = new WireReader();
        private final ItemFilter filter = new ItemFilter();

        Tools(Signal signal, RateLimiterConfig config) {
            floor = new FloorScan(signal, config.floor());
            key = new ResourceKey(config.resourceAttribute());
        }
    }

    RateLimiter(ComponentContext context, RateLimiterConfig config, PipelineId pipeline) {
        this.config = config;
        this.signal = pipeline.signal();
        this.clock = context.clock();
        this.buffers = context.buffers();
        this.byResource = !config.resourceAttribute().isEmpty();
        this.budgets = new BudgetTable(config.maxKeys(), now -> Budget.of(config, now), clock.nanoTime());
        this.tools = ThreadLocal.withInitial(() -> new Tools(signal, config));
        String id = context.id().toString();
        String action = config.action() == RateLimiterConfig.Action.DROP ? "drop" : "refuse";
        this.limited = context.meter()
                .counter(
                        "processor_rate_limiter_limited_" + signal.itemName(),
                        "Items above the rate that were refused or dropped.",
                        "processor",
                        id,
                        "action",
                        action);
        context.meter()
                .gauge(
                        "processor_rate_limiter_keys",
                        "Keys whose budget is not full.",
                        () -> budgets.busyKeys(clock.nanoTime()),
                        "processor",
                        id,
                        "pipeline",
                        pipeline.toString());
        this.log = new RateLimitedLog(context.logger(), clock);
    }

    @Override
    public @Nullable Outcome admit(Batch batch) {
        long now = clock.nanoTime();
        try {
            if (byResource) {
                return admitByResource(batch, now);
            }
            byte[] key = config.isByClient() ? clientKey(batch.context()) : ONE_KEY;
            Budget budget = budgets.of(key, 0, key.length, now);
            return budget.take(batch.items(), batch.bytes(), now)
                    ? null
                    : limit(batch, budget, budget.nanosUntil(batch.items(), batch.bytes(), now), now);
        } catch (MalformedException e) {
            throw new IllegalStateException("a request came here without validation", e);
        }
    }

    /** Who sends: the certificate's name, else the address without its port. */
    private static byte[] clientKey(RequestContext context) {
        String peer = context.peer();
        int port = peer.lastIndexOf(':');
        boolean hasPort = port > 0 && (peer.indexOf(':') == port || peer.charAt(port - 1) == ']');
        String name = context.identity() != null ? context.identity().name() : hasPort ? peer.substring(0, port) : peer;
        return name.getBytes(StandardCharsets.UTF_8);
    }

    private @Nullable Outcome admitByResource(Batch batch, long now) throws MalformedException {
        Tools mine = tools.get();
        Payload payload = batch.payload();
        byte[] array = payload.array();
        WireReader request = mine.request.reset(array, payload.offset(), payload.end());
        while (request.next()) {
            if (!request.isBytes(1)) {
                continue;
            }
            Budget budget = budgetOfResource(mine.key, array, request.valueStart(), request.valueEnd(), now);
            int items = itemsOfResource(request);
            int bytes = request.valueLength();
            if (!budget.take(items, bytes, now)) {
                int refusedAt = request.fieldStart();
                giveBackBefore(refusedAt, batch, mine, now);
                return limit(batch, null, budget.nanosUntil(items, bytes, now), now);
            }
        }
        return null;
    }

    private Budget budgetOfResource(ResourceKey key, byte[] array, int from, int end, long now)
            throws MalformedException {
        key.find(array, from, end);
        return budgets.of(array, key.from(), key.end(), now);
    }

    /** A request of one resource is a request: count it as such. */
    private int itemsOfResource(WireReader request) throws MalformedException {
        return OtlpBytes.count(
                signal, request.array(), request.fieldStart(), request.valueEnd() - request.fieldStart());
    }

    private void giveBackBefore(int position, Batch batch, Tools mine, long now) throws MalformedException {
        Payload payload = batch.payload();
        WireReader request = mine.request.reset(payload.array(), payload.offset(), position);
        while (request.next()) {
            if (request.isBytes(1)) {
                budgetOfResource(mine.key, payload.array(), request.valueStart(), request.valueEnd(), now)
                        .giveBack(itemsOfResource(request), request.valueLength());
            }
        }
    }

    /**
     * Deals with a request above the rate, of which nothing is taken.
     *
     * @param budget null where each resource has its own
     */
    private @Nullable Outcome limit(Batch batch, @Nullable Budget budget, long waitNanos, long now)
            throws MalformedException {
        return config.action() == RateLimiterConfig.Action.DROP
                ? drop(batch, budget, now)
                : refuse(batch, budget, waitNanos, now);
    }

    private @Nullable Outcome refuse(Batch batch, @Nullable Budget budget, long waitNanos, long now)
            throws MalformedException {
        Tools mine = tools.get();
        Payload payload = batch.payload();
        if (mine.floor.isInRequest(payload.array(), payload.offset(), payload.end())) {
            charge(batch, budget, mine, now);
            return null;
        }
        limited.add(batch.items());
        log.info("refusing data above the rate");
        return Outcome.refused(Refusal.RATE_LIMITED, Math.max(1, waitNanos), "above the rate limit; send again later");
    }

    private void charge(Batch batch, @Nullable Budget budget, Tools mine, long now) throws MalformedException {
        if (budget != null) {
            budget.charge(batch.items(), batch.bytes(), now);
            return;
        }
        Payload payload = batch.payload();
        WireReader request = mine.request.reset(payload.array(), payload.offset(), payload.end());
        while (request.next()) {
            if (request.isBytes(1)) {
                budgetOfResource(mine.key, payload.array(), request.valueStart(), request.valueEnd(), now)
                        .charge(itemsOfResource(request), request.valueLength(), now);
            }
        }
    }

    private @Nullable Outcome drop(Batch batch, @Nullable Budget budget, long now) throws MalformedException {
        Tools mine = tools.get();
        Dropper dropper = new Dropper(mine, budget, now);
        Payload kept = mine.filter.filter(signal, batch.payload(), buffers, dropper);
        int dropped = batch.items() - dropper.kept;
        if (dropped == 0) {
            kept.release();
            return null;
        }
        limited.add(dropped);
        log.info("dropping data above the rate");
        batch.ack().dropped(dropped, "rate_limited");
        batch.replace(kept, dropper.kept);
        return dropper.kept == 0 ? Outcome.accepted() : null;
    }

    /** Keeps the floor, and of the rest the first items that the budget still has tokens for. */
    private final class Dropper implements ItemFilter.Decision {

        private final Tools mine;
        private final @Nullable Budget common;
        private final long now;
        private Budget budget;
        private boolean floor;
        private boolean exhausted;
        private int kept;

        Dropper(Tools mine, @Nullable Budget common, long now) {
            this.mine = mine;
            this.common = common;
            this.now = now;
            this.budget = common == null ? budgets.shared() : common;
        }

        @Override
        public void enterResource(byte[] array, int from, int end) {
            try {
                floor = mine.floor.isResource(array, from, end);
                if (common == null) {
                    budget = budgetOfResource(mine.key, array, from, end, now);
                    exhausted = false;
                }
            } catch (MalformedException e) {
                throw new IllegalStateException("a request came here without validation", e);
            }
        }

        @Override
        public boolean keeps(byte[] array, int from, int end) {
            boolean keep = floor || isFloor(array, from, end) || take(end - from);
            kept += keep ? 1 : 0;
            return keep;
        }

        private boolean isFloor(byte[] array, int from, int end) {
            try {
                return mine.floor.isItem(array, from, end);
            } catch (MalformedException e) {
                throw new IllegalStateException("a request came here without validation", e);
            }
        }

        private boolean take(int bytes) {
            exhausted = exhausted || !budget.take(1, bytes, now);
            return !exhausted;
        }
    }
}
