package io.sluice.pdata.view;

import com.google.protobuf.Message;
import io.sluice.pdata.MalformedException;
import io.sluice.pdata.Signal;

/** Makes a generated request of what views say about its bytes. The views are reused from request to request. */
final class Rebuild {

    private final RequestView<SpanView> traces = RequestView.traces();

    Message request(Signal signal, byte[] array, int from, int end) throws MalformedException {
        return switch (signal) {
            case TRACES -> {
                traces.reset(array, from, end);
                yield RebuildTraces.request(traces);
            }
            case LOGS, METRICS -> throw new AssertionError(signal);
        };
    }
}
