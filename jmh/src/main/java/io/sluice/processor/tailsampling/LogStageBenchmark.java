package io.sluice.processor.tailsampling;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.resource.v1.Resource;
import io.sluice.api.Batch;
import io.sluice.api.ComponentId;
import io.sluice.api.ComponentKind;
import io.sluice.api.Outcome;
import io.sluice.api.RequestContext;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import io.sluice.processor.KeyValues;
import io.sluice.processor.SilentAck;
import io.sluice.testkit.TestContext;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What does a log record cost that follows its trace, in requests of 512 records of about 300 bytes, two to a trace, at 45,000 records a second
 * of the benchmark's clock? A tenth of the traces is kept, with a threshold. In {@link #waits} traces are decided 2 s after their records came,
 * in {@link #known} before. The baseline is {@link #copy}, which gives the request's records other trace ids, decides about the traces
 * and copies the bytes.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(LogStageBenchmark.RECORDS)
public class LogStageBenchmark {

    static final int RECORDS = 512;

    private static final int RECORDS_OF_TRACE = 2;
    private static final int TRACES = RECORDS / RECORDS_OF_TRACE;
    private static final Duration PACE = Duration.ofNanos(RECORDS * 1_000_000_000L / 45_000);
    private static final Duration WAIT = Duration.ofSeconds(2);
    private static final int REQUESTS_OF_WAIT = (int) (WAIT.toNanos() / PACE.toNanos());
    private static final long KEPT = VerdictBoard.kept(0xe6666666666666L, 0);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final TestContext context = new TestContext(ComponentKind.PROCESSOR, ComponentId.of("tail_sampling"));
    private final VerdictBoards boards = context.shared(VerdictBoards.class, VerdictBoards::new);
    private final VerdictBoard board = boards.add(new VerdictBoard(1 << 18, 1 << 30));
    private final SplittableRandom ids = new SplittableRandom(1);
    private final byte[] target = new byte[1 << 20];
    private final int[] places = new int[RECORDS];
    private final long[] traces = new long[REQUESTS_OF_WAIT * TRACES];
    private int oldest;
    private byte[] request = {};
    private LogStage stage = stage();

    private LogStage stage() {
        TailSamplingConfig config = TailSamplingBenchmark.config(WAIT, 100_000, 1L << 28, List.of(), true, 1 << 27);
        return new LogStage(
                config,
                PolicySet.of(config),
                context,
                batch -> batch.complete(Outcome.accepted()),
                new LogMetrics(context));
    }

    /** Makes the request, and fills what is held. */
    @Setup
    public void prepare() {
        Random random = new Random(1);
        ScopeLogs.Builder logs = ScopeLogs.newBuilder()
                .setScope(InstrumentationScope.newBuilder().setName("lib"));
        byte[][] tokens = new byte[RECORDS][16];
        for (int i = 0; i < RECORDS; i++) {
            random.nextBytes(tokens[i]);
            LogRecord.Builder log = LogRecord.newBuilder()
                    .setTimeUnixNano(1_700_000_000_000_000_000L)
                    .setObservedTimeUnixNano(1_700_000_000_000_000_000L)
                    .setSeverityNumberValue(9)
                    .setSeverityText("INFO")
                    .setBody(AnyValue.newBuilder()
                            .setStringValue("order " + random.nextInt(1 << 30) + " was handled by worker "
                                    + random.nextInt(100) + " after some time"))
                    .setTraceId(ByteString.copyFrom(tokens[i]))
                    .setSpanId(ByteString.copyFrom(tokens[i], 0, 8))
                    .setFlags(1);
            for (int j = 0; j < 4; j++) {
                log.addAttributes(KeyValues.text("attribute." + j, "value-" + random.nextInt(1 << 20)));
            }
            logs.addLogRecords(log);
        }
        Resource.Builder resource = Resource.newBuilder();
        for (int i = 0; i < 6; i++) {
            resource.addAttributes(KeyValues.text("resource.attribute." + i, "some-value-" + i));
        }
        request = ExportLogsServiceRequest.newBuilder()
                .addResourceLogs(ResourceLogs.newBuilder().setResource(resource).addScopeLogs(logs))
                .build()
                .toByteArray();
        int at = 0;
        for (int i = 0; i < RECORDS; i++) {
            while ((long) LONGS.get(request, at) != (long) LONGS.get(tokens[i], 0)
                    || (long) LONGS.get(request, at + Long.BYTES) != (long) LONGS.get(tokens[i], Long.BYTES)) {
                at++;
            }
            places[i] = at;
        }
        stage = stage();
        for (int i = 0; i < 3 * REQUESTS_OF_WAIT; i++) {
            waits();
        }
    }

    /** Gives the records other ids; decides about their traces, or about those of {@link #WAIT} ago. */
    private void giveOtherIds(boolean decideThem) {
        for (int i = 0; i < TRACES; i++) {
            long high = ids.nextLong();
            long low = ids.nextLong();
            for (int j = 0; j < RECORDS_OF_TRACE; j++) {
                int place = places[RECORDS_OF_TRACE * i + j];
                LONGS.set(request, place, high);
                LONGS.set(request, place + Long.BYTES, low);
            }
            long hash = boards.hash().of(high, low);
            int slot = oldest + i;
            if (decideThem) {
                board.put(hash, i % 10 == 0 ? KEPT : VerdictBoard.DROPPED);
            } else {
                board.put(traces[slot], i % 10 == 0 ? KEPT : VerdictBoard.DROPPED);
                board.put(hash, VerdictBoard.PENDING);
                traces[slot] = hash;
            }
        }
        oldest = (oldest + TRACES) % traces.length;
    }

    @Benchmark
    public byte[] copy() {
        giveOtherIds(false);
        System.arraycopy(request, 0, target, 0, request.length);
        return target;
    }

    @Benchmark
    public void waits() {
        giveOtherIds(false);
        take();
    }

    @Benchmark
    public void known() {
        giveOtherIds(true);
        take();
    }

    private void take() {
        stage.process(new Batch(Signal.LOGS, Payload.of(request), RECORDS, RequestContext.NONE, SilentAck.INSTANCE));
        context.clock().advance(PACE);
    }
}
