package io.sluice.exporter.loadbalancing;

import io.sluice.pdata.BufferPool;
import io.sluice.pdata.ItemGrouper;
import io.sluice.pdata.MalformedException;
import io.sluice.pdata.Payload;
import io.sluice.pdata.ServiceName;
import io.sluice.pdata.Signal;
import io.sluice.pdata.TraceIdReader;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Divides requests of one signal by the backend that their items belong to.
 *
 * <p>What has no trace id goes to all backends in turn, request by request. Resources without {@code service.name} share a backend.
 *
 * <p>Threads: the sender thread.
 */
final class Router implements ItemGrouper.Grouping {

    private static final long NO_SERVICE = Hash.ofBytes(new byte[0], 0, 0);

    private final RoutingKey key;
    private final TraceIdReader traceId;
    private final Backends backends;
    private final ItemGrouper grouper;
    private final ServiceName service = new ServiceName();

    private Backend[] ofPart = new Backend[8];
    private int parts;
    private long request;
    private @Nullable Progress progress;
    private int granule;
    private long serviceHash;

    private boolean anyTrace;
    private long lastHigh;
    private long lastLow;
    private int lastPart;

    Router(Signal signal, RoutingKey key, Backends backends) {
        this.key = key;
        this.traceId = new TraceIdReader(signal);
        this.backends = backends;
        this.grouper = new ItemGrouper(signal);
    }

    /**
     * Divides a request, which must stay as it is until the last part is written.
     *
     * @param ended what is left out because it has ended, or null
     * @return how many parts there are
     */
    int divide(Payload payload, @Nullable Progress ended) throws MalformedException {
        request = backends.nextRequest();
        parts = 0;
        progress = ended;
        granule = 0;
        anyTrace = false;
        serviceHash = NO_SERVICE;
        return grouper.group(payload, this);
    }

    @Override
    public void enterResource(byte[] array, int from, int to) throws MalformedException {
        if (key != RoutingKey.SERVICE) {
            return;
        }
        service.find(array, from, to);
        serviceHash = Hash.ofBytes(array, service.from(), service.to());
    }

    @Override
    public int groupOf(byte[] array, int from, int to) throws MalformedException {
        int own = granule++;
        if (progress != null && !progress.isPending(own)) {
            return ItemGrouper.LEFT_OUT;
        }
        return key == RoutingKey.SERVICE ? part(backends.ofKey(serviceHash)) : partOfTrace(array, from, to);
    }

    private int partOfTrace(byte[] array, int from, int to) throws MalformedException {
        traceId.read(array, from, to);
        long high = traceId.high();
        long low = traceId.low();
        // Spans of a trace mostly lie side by side.
        if (anyTrace && high == lastHigh && low == lastLow) {
            return lastPart;
        }
        anyTrace = true;
        lastHigh = high;
        lastLow = low;
        lastPart = part(traceId.isNone() ? backends.inTurn(request) : backends.ofTrace(Hash.ofTraceId(high, low)));
        return lastPart;
    }

    private int part(Backend backend) {
        int number = backend.part(request);
        if (number < 0) {
            if (parts == ofPart.length) {
                ofPart = Arrays.copyOf(ofPart, 2 * parts);
            }
            number = parts++;
            ofPart[number] = backend;
            backend.setPart(request, number);
        }
        return number;
    }

    /** The backend of a part. */
    Backend backend(int part) {
        return ofPart[part];
    }

    /** How many spans, log records or metrics the request has, ended or not. */
    int granules() {
        return grouper.granules();
    }

    /** The granules of a part. */
    int[] granules(int part) {
        int[] own = new int[grouper.size(part)];
        for (int i = 0; i < own.length; i++) {
            own[i] = grouper.granule(part, i);
        }
        return own;
    }

    /** The items of some granules. */
    int items(int[] ofGranules) {
        int items = 0;
        for (int one : ofGranules) {
            items += grouper.items(one);
        }
        return items;
    }

    /** The bytes of a part, as a payload of its own. */
    Payload payload(int part, BufferPool pool) {
        return grouper.payload(part, pool);
    }

    /** Lets go of the request. */
    void forget() {
        progress = null;
        grouper.forget();
    }
}
