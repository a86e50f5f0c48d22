package io.sluice.pdata.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.sun.management.ThreadMXBean;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.sluice.pdata.MalformedException;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** That nothing is allocated once views exist, however a request is written. */
class ViewsAllocationTest {

    private static final int REQUESTS = 50;
    private static final int ROUNDS = 20;

    private final RequestView<SpanView> view = RequestView.traces();
    private final AnyValueView elements = new AnyValueView();
    private final AttributesView entries = new AttributesView();
    private long seen;

    @Test
    void readingAllocatesNothingOnceTheViewsExist() throws MalformedException {
        Descriptor type = ExportTraceServiceRequest.getDescriptor();
        byte[][] requests = new byte[REQUESTS][];
        for (int seed = 0; seed < REQUESTS; seed++) {
            requests[seed] = new RandomWire(seed).message(type);
        }
        walkSeveralTimes(requests);

        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        walkSeveralTimes(requests);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(seen).as("what was read").isGreaterThan(REQUESTS * ROUNDS);
        assertThat(allocated / ROUNDS).as("bytes for %d requests", REQUESTS).isLessThan(REQUESTS);
    }

    private void walkSeveralTimes(byte[][] requests) throws MalformedException {
        for (int round = 0; round < ROUNDS; round++) {
            walk(requests);
        }
    }

    private void walk(byte[][] requests) throws MalformedException {
        for (byte[] request : requests) {
            view.reset(request, 0, request.length);
            ResourceItemsView<SpanView> resources = view.resources();
            while (resources.next()) {
                walk(resources.resource().attributes());
                ScopeItemsView<SpanView> scopes = resources.scopes();
                while (scopes.next()) {
                    walk(scopes.scope().attributes());
                    walk(scopes.items());
                }
            }
        }
    }

    private void walk(SpanView spans) throws MalformedException {
        while (spans.next()) {
            seen += spans.name().length()
                    + spans.traceId().low() % 2
                    + spans.status().code() % 2;
            walk(spans.attributes());
            EventView events = spans.events();
            while (events.next()) {
                walk(events.attributes());
            }
            LinkView links = spans.links();
            while (links.next()) {
                walk(links.attributes());
            }
        }
    }

    private void walk(AttributesView attributes) throws MalformedException {
        while (attributes.next()) {
            seen += attributes.key().length();
            AnyValueView value = attributes.value();
            value.array(elements);
            while (elements.next()) {
                seen += elements.kind().ordinal();
            }
            value.kvlist(entries);
            while (entries.next()) {
                seen += entries.value().kind().ordinal();
            }
        }
    }
}
