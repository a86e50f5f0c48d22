package io.sluice.bench;

import io.sluice.pdata.MalformedException;
import io.sluice.pdata.WireReader;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;

/** Where the spans of a request tell their status and their end, to be overwritten without a change of length. Threads: any. */
final class Remarks {

    /** Of requests in which nothing is remarkable. */
    static final Remarks NONE = new Remarks(0);

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int END = 8;
    private static final int STATUS = 15;
    private static final int STATUS_CODE = 3;
    private static final byte OK = 1;
    private static final byte ERROR = 2;
    private static final long LATER = TimeUnit.SECONDS.toNanos(6);

    private final int[] statusAt;
    private final int[] endAt;
    private final long[] end;

    private Remarks(int spans) {
        statusAt = new int[spans];
        endAt = new int[spans];
        end = new long[spans];
    }

    /** Of a request of {@code spans} spans, each with a status of OK and an end. */
    static Remarks of(byte[] request, int spans) {
        Remarks found = new Remarks(spans);
        WireReader resources = new WireReader().reset(request, 0, request.length);
        WireReader scopes = new WireReader();
        WireReader items = new WireReader();
        int count = 0;
        try {
            while (resources.next()) {
                scopes.enter(resources);
                while (scopes.next()) {
                    if (scopes.isBytes(2)) {
                        items.enter(scopes);
                        while (items.next()) {
                            if (items.isBytes(2)) {
                                found.note(items, count++);
                            }
                        }
                    }
                }
            }
        } catch (MalformedException e) {
            throw new IllegalStateException("the request is not OTLP", e);
        }
        if (count != spans) {
            throw new IllegalStateException("found " + count + " spans of " + spans);
        }
        return found;
    }

    private void note(WireReader item, int number) throws MalformedException {
        WireReader field = new WireReader().enter(item);
        while (field.next()) {
            if (field.fieldNumber() == END) {
                endAt[number] = field.valueStart();
                end[number] = field.fixed64();
            } else if (field.isBytes(STATUS)) {
                WireReader status = new WireReader().enter(field);
                while (status.next()) {
                    if (status.fieldNumber() == STATUS_CODE && status.varint() == OK) {
                        statusAt[number] = status.valueStart();
                    }
                }
            }
        }
        if (endAt[number] == 0 || statusAt[number] == 0) {
            throw new IllegalStateException("span " + number + " has no end, or no status of OK");
        }
    }

    /** Makes that of a span which its trace's event says. */
    void put(byte[] request, int number, Traces.Event event) {
        request[statusAt[number]] = event == Traces.Event.ERROR ? ERROR : OK;
        LONGS.set(request, endAt[number], end[number] + (event == Traces.Event.SLOW ? LATER : 0));
    }
}
