package io.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.Ack;
import io.sluice.api.Batch;
import io.sluice.api.ItemSet;
import io.sluice.api.Outcome;
import io.sluice.api.PipelineId;
import io.sluice.api.Processor;
import io.sluice.api.RateLimitedLog;
import io.sluice.api.Refusal;
import io.sluice.api.Rejection;
import io.sluice.api.RequestContext;
import io.sluice.api.Stage;
import io.sluice.pdata.BufferPool;
import io.sluice.pdata.MalformedException;
import io.sluice.pdata.OtlpBytes;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import io.sluice.pdata.TraceIdReader;
import io.sluice.pdata.WireReader;
import io.sluice.pdata.WireWriter;
import io.sluice.testkit.ManualClock;
import io.sluice.testkit.RecordingAck;
import io.sluice.testkit.RecordingConsumer;
import io.sluice.testkit.TestMeter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.helpers.NOPLogger;

/** Requests that come through a door whose workers each own a part of all traces. */
class TraceDispatchTest {

    private static final int WORKERS = 3;
    private static final int RING = 2;
    private static final long MAX_BYTES = 10_000;

    private final ManualClock clock = new ManualClock();
    private final CustodyLedger custody = new CustodyLedger();
    private final PipelineAccount account =
            new PipelineAccount(new PipelineId(Signal.TRACES, ""), MAX_BYTES, 1000, custody, new TestMeter());
    private final RateLimitedLog log = new RateLimitedLog(NOPLogger.NOP_LOGGER, clock);
    private final PipelineWorker[] workers = new PipelineWorker[WORKERS];
    private final RecordingConsumer[] ends = new RecordingConsumer[WORKERS];
    private final PipelineDoor door;
    private final RecordingAck ack = new RecordingAck();

    TraceDispatchTest() {
        for (int i = 0; i < WORKERS; i++) {
            workers[i] = new PipelineWorker("worker-" + i, RING, clock, log);
            ends[i] = RecordingConsumer.holding();
            workers[i].install(new Hop("exporter x", ends[i], new Hop.Hand(), log, _ -> {}), new Stage[0]);
        }
        door = new PipelineDoor(
                account,
                new Processor.Gate[0],
                new TraceDispatch(Signal.TRACES, workers, BufferPool.UNPOOLED, log),
                log);
    }

    /** The {@code n}-th trace id, from 0, that belongs to a worker. */
    private static long traceOf(int worker, int n) {
        int left = n;
        for (long id = 1; ; id++) {
            if (TraceDivider.shardOf(0, id, WORKERS) == worker && left-- == 0) {
                return id;
            }
        }
    }

    private static byte[] id(long low) {
        byte[] id = new byte[16];
        for (int i = 0; i < Long.BYTES; i++) {
            id[15 - i] = (byte) (low >>> 8 * i);
        }
        return id;
    }

    private static byte[] request(long... traces) {
        byte[][] ids = new byte[traces.length][];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = id(traces[i]);
        }
        return request("key", ids);
    }

    private static byte[] request(String key, byte[]... traceIds) {
        WireWriter out = new WireWriter(256);
        int resourceMark = out.openMessage(1);
        int described = out.openMessage(1);
        int attribute = out.openMessage(1);
        out.bytesField(1, key.getBytes(StandardCharsets.UTF_8), 0, key.length());
        out.closeMessage(attribute);
        out.closeMessage(described);
        int scopeMark = out.openMessage(2);
        for (byte[] traceId : traceIds) {
            int span = out.openMessage(2);
            out.bytesField(1, traceId, 0, traceId.length);
            out.closeMessage(span);
        }
        out.closeMessage(scopeMark);
        out.closeMessage(resourceMark);
        return Arrays.copyOf(out.array(), out.length());
    }

    private Batch batch(byte[] bytes, int items, Ack itsAck) {
        return new Batch(Signal.TRACES, Payload.of(bytes), items, RequestContext.NONE, itsAck);
    }

    private void send(long... traces) {
        door.consume(batch(request(traces), traces.length, ack));
    }

    private Batch arrived(int worker) {
        workers[worker].doWork();
        return ends[worker].take();
    }

    private boolean gotNothing(int worker) {
        workers[worker].doWork();
        return ends[worker].size() == 0;
    }

    /** The low halves of all trace ids of a batch. */
    private static List<Long> traces(Batch batch) throws MalformedException {
        List<Long> traces = new ArrayList<>();
        TraceIdReader id = new TraceIdReader(Signal.TRACES);
        WireReader resource = new WireReader()
                .reset(
                        batch.payload().array(),
                        batch.payload().offset(),
                        batch.payload().end());
        while (resource.next()) {
            WireReader scope = new WireReader().enter(resource);
            while (scope.next()) {
                if (scope.isBytes(2)) {
                    WireReader span = new WireReader().enter(scope);
                    while (span.next()) {
                        id.read(span.array(), span.valueStart(), span.valueEnd());
                        traces.add(id.low());
                    }
                }
            }
        }
        return traces;
    }

    @Test
    void eachWorkerGetsTheSpansOfItsTraces() throws MalformedException {
        long first = traceOf(0, 0);
        long second = traceOf(2, 0);
        long third = traceOf(0, 1);

        send(first, second, third, first);

        Batch ofFirst = arrived(0);
        assertThat(traces(ofFirst)).containsExactly(first, third, first);
        assertThat(ofFirst.items()).isEqualTo(3);
        Batch ofThird = arrived(2);
        assertThat(traces(ofThird)).containsExactly(second);
        assertThat(OtlpBytes.validate(
                        Signal.TRACES,
                        ofThird.payload().array(),
                        ofThird.payload().offset(),
                        ofThird.bytes()))
                .isEqualTo(1);
        assertThat(gotNothing(1)).isTrue();
    }

    @Test
    void aRequestOfOneWorkersTracesIsNotCopied() {
        byte[] bytes = request(traceOf(1, 0), traceOf(1, 3));

        door.consume(batch(bytes, 2, ack));

        assertThat(arrived(1).payload().array()).isSameAs(bytes);
    }

    @Test
    void theSenderHearsOkOnceAllPartsAreDelivered() {
        send(traceOf(0, 0), traceOf(1, 0));

        arrived(0).complete(Outcome.accepted());
        assertThat(ack.outcome()).isNull();
        arrived(1).complete(Outcome.accepted());

        assertThat(ack.outcome()).isEqualTo(Outcome.accepted());
        assertThat(account.heldBytes()).isZero();
        assertThat(account.heldItems()).isZero();
        assertThat(custody.bytes()).isZero();
        assertThat(account.imbalance()).isZero();
    }

    @Test
    void itemsThatAPartRejectsAreNamedByTheirPlaceInTheRequest() {
        send(traceOf(0, 0), traceOf(1, 0), traceOf(1, 1), traceOf(0, 1));

        arrived(0).complete(Outcome.rejected(Rejection.BACKEND, "too large"));
        arrived(1).complete(new Outcome.PartiallyAccepted(1, ItemSet.of(1), "too large"));

        assertThat(ack.outcome()).isEqualTo(new Outcome.PartiallyAccepted(3, ItemSet.of(0, 2, 3), "too large"));
        assertThat(account.imbalance()).isZero();
    }

    @Test
    void aFullRingRefusesTheRequestAtOnceAndWithdrawsItsOtherParts() {
        for (int i = 0; i < RING; i++) {
            door.consume(batch(request(traceOf(1, 0)), 1, new RecordingAck()));
        }

        send(traceOf(0, 0), traceOf(1, 0));

        assertThat(ack.answer())
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Refusal.QUEUE_FULL));
        Batch other = arrived(0);
        assertThat(other.isWithdrawn()).isTrue();
        other.complete(Outcome.refused(Refusal.DEADLINE, "nobody waits"));
        assertThat(ack.outcome()).isInstanceOf(Outcome.Refused.class);
        assertThat(account.heldItems()).isEqualTo(RING);
        assertThat(account.imbalance()).isZero();
    }

    @Test
    void bytesAreFreeOnceAllWorkersHaveTakenThemOver() {
        send(traceOf(0, 0), traceOf(1, 0));
        long held = account.heldBytes();

        Ack first = arrived(0).keepAck();
        assertThat(account.heldBytes()).isEqualTo(held);
        Ack second = arrived(1).keepAck();

        assertThat(account.heldBytes()).isZero();
        assertThat(account.heldItems()).isEqualTo(2);
        first.complete(Outcome.accepted());
        second.complete(Outcome.accepted());
        assertThat(ack.outcome()).isEqualTo(Outcome.accepted());
        assertThat(account.heldBytes()).isZero();
        assertThat(custody.bytes()).isZero();
    }

    @Test
    void whatDividingAddsIsHeldToo() {
        byte[] bytes = request("r".repeat(3000), id(traceOf(0, 0)), id(traceOf(1, 0)));

        door.consume(batch(bytes, 2, ack));

        int parts = arrived(0).bytes() + arrived(1).bytes();
        assertThat(account.heldBytes()).isBetween((long) parts, parts + 100L);
        assertThat(custody.bytes()).isEqualTo(account.heldBytes());
    }

    @Test
    void refusesWhatWouldPassTheBoundOnceItIsDivided() {
        door.consume(batch(request("r".repeat(3000), id(traceOf(0, 0))), 1, new RecordingAck()));

        door.consume(batch(request("r".repeat(6000), id(traceOf(0, 0)), id(traceOf(1, 0))), 2, ack));

        assertThat(ack.outcome())
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Refusal.MEMORY));
        assertThat(account.heldItems()).isEqualTo(1);
        assertThat(account.imbalance()).isZero();
    }

    @Test
    void spansWithoutATraceIdComeToTheFirstWorker() {
        door.consume(batch(request("r", new byte[0], new byte[3], new byte[16]), 3, ack));

        assertThat(arrived(0).items()).isEqualTo(3);
    }

    @Test
    void aRequestWithoutSpansPasses() {
        door.consume(batch(new byte[0], 0, ack));

        arrived(0).complete(Outcome.accepted());
        assertThat(ack.outcome()).isEqualTo(Outcome.accepted());
    }

    @Test
    void whatIsNoRequestIsRejected() {
        door.consume(batch(new byte[] {0x0a, 0x7f}, 1, ack));

        assertThat(ack.outcome()).isInstanceOf(Outcome.Rejected.class);
        assertThat(account.heldItems()).isZero();
        assertThat(account.imbalance()).isZero();
    }
}
