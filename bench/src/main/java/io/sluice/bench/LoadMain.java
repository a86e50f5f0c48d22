package io.sluice.bench;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * The load generator as a program, so that it can be pinned to a core. Says what happens on standard output, a line each:
 *
 * <pre>
 *   BEGIN                                     warm-up is over
 *   MEASURED items=N nanos=N                  the window is over; items acknowledged within it
 *   ANSWERED p50=US p99=US p999=US            answer times of the requests that were due within the window
 *   UNACKNOWLEDGED N                          request N was not acknowledged (a line each)
 *   END requests=N refused=N failed=N         everything sent was answered
 * </pre>
 *
 * Item numbers of request N are N times {@code --items} and those that follow.
 */
@CommandLine.Command(name = "load")
final class LoadMain implements Callable<Integer> {

    private static final long DRAIN_SECONDS = 60;

    @Option(names = "--port", required = true)
    private int port;

    @Option(names = "--protocol", defaultValue = "grpc")
    private String protocol = "grpc";

    @Option(names = "--signal", defaultValue = "traces")
    private String signal = "traces";

    @Option(names = "--items", defaultValue = "512")
    private int items = 512;

    @Option(names = "--connections", defaultValue = "2")
    private int connections = 2;

    @Option(names = "--in-flight", defaultValue = "16")
    private int inFlight = 16;

    @Option(names = "--warm-up", defaultValue = "8")
    private int warmUpSeconds = 8;

    @Option(names = "--seconds", defaultValue = "10")
    private int seconds = 10;

    @Option(names = "--rate", defaultValue = "0", description = "items a second; 0 for as many as possible")
    private long rate;

    @Option(names = "--tls", description = "folder with ca.pem, client.pem and client.key")
    private @Nullable Path tls;

    @Option(
            names = "--wire-bytes",
            description = "size of a request, reached by longer attributes; 0 for ordinary spans")
    private int wireBytes;

    @Option(
            names = "--personal-share",
            defaultValue = "1",
            description = "share of spans that hold personal data: the client's address")
    private double personalShare;

    @Option(names = "--traces", description = "how spans make traces: TOGETHER, or APART with 512 a request")
    private Traces traces = Traces.TOGETHER;

    @Option(names = "--gzip")
    private boolean gzip;

    private final Histogram micros = new Histogram(TimeUnit.MINUTES.toMicros(5), 3);
    private final BitSet unacknowledged = new BitSet();
    private final CountDownLatch drained = new CountDownLatch(1);
    private long sent;
    private int outstanding;
    private long refused;
    private long failed;
    private long measuredItems;
    private boolean measuring;
    private long windowFrom = Long.MAX_VALUE;
    private long windowTo = Long.MAX_VALUE;
    private boolean ending;

    private LoadMain() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new LoadMain()).execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        EventLoop loop = (EventLoop) loops.iterator().next();
        Template template = template();
        Sending sending = protocol.equals("http")
                ? new HttpSending(loops, port, connections, "/v1/" + signal)
                : new GrpcSending(
                        loops,
                        port,
                        connections,
                        signal.equals("logs") ? "logs.v1.LogsService" : "trace.v1.TraceService",
                        tls,
                        gzip,
                        0);
        long begin = System.nanoTime();
        if (rate > 0) {
            loop.execute(() -> pace(loop, template, sending, begin));
        } else {
            for (int i = 0; i < inFlight; i++) {
                loop.execute(() -> next(template, sending, System.nanoTime()));
            }
        }
        TimeUnit.SECONDS.sleep(warmUpSeconds);
        loop.submit(() -> {
                    measuring = true;
                    windowFrom = System.nanoTime();
                    System.out.println("BEGIN");
                })
                .sync();
        long from = System.nanoTime();
        TimeUnit.SECONDS.sleep(seconds);
        loop.submit(() -> {
                    measuring = false;
                    ending = true;
                    windowTo = System.nanoTime();
                    System.out.println("MEASURED items=" + measuredItems + " nanos=" + (windowTo - from));
                    if (rate > 0) {
                        noteUnsent(begin);
                    }
                    if (outstanding == 0) {
                        drained.countDown();
                    }
                })
                .sync();
        boolean allAnswered = drained.await(DRAIN_SECONDS, TimeUnit.SECONDS);
        loop.submit(() -> {
                    System.out.println("ANSWERED p50=" + micros.getValueAtPercentile(50) + " p99="
                            + micros.getValueAtPercentile(99) + " p999=" + micros.getValueAtPercentile(99.9));
                    unacknowledged.stream().forEach(n -> System.out.println("UNACKNOWLEDGED " + n));
                    System.out.println("END requests=" + sent + " refused=" + refused + " failed=" + failed);
                })
                .sync();
        return allAnswered ? 0 : 1;
    }

    private Template template() {
        if (wireBytes > 0) {
            return Template.padded(items, wireBytes);
        }
        if (signal.equals("logs")) {
            return Template.logs(items);
        }
        Template spans = Template.spans(items, personalShare);
        return traces == Traces.TOGETHER ? spans : spans.with(traces);
    }

    /** At a fixed rate, catching up after a stall as long as requests in flight allow; answer time counts from when a request was due. */
    private void pace(EventLoop loop, Template template, Sending sending, long begin) {
        if (ending) {
            return;
        }
        while (outstanding < inFlight && begin + dueNanos(sent) - System.nanoTime() <= 0) {
            next(template, sending, begin + dueNanos(sent));
        }
        long untilDue = begin + dueNanos(sent) - System.nanoTime();
        long wait = untilDue > 0 ? untilDue : TimeUnit.MILLISECONDS.toNanos(1);
        var _ = loop.schedule(() -> pace(loop, template, sending, begin), wait, TimeUnit.NANOSECONDS);
    }

    /** What was due within the window and held back by those in flight would have waited at least until now. */
    private void noteUnsent(long begin) {
        for (long number = sent; begin + dueNanos(number) - windowTo < 0; number++) {
            noteAnswerTime(begin + dueNanos(number), windowTo);
        }
    }

    private void noteAnswerTime(long due, long answered) {
        if (due >= windowFrom && due < windowTo) {
            micros.recordValue(
                    Math.min(TimeUnit.NANOSECONDS.toMicros(answered - due), micros.getHighestTrackableValue()));
        }
    }

    /** When request {@code number} is due after the begin: the first at once. */
    private long dueNanos(long number) {
        return (long) ((double) number * items / rate * TimeUnit.SECONDS.toNanos(1));
    }

    private void next(Template template, Sending sending, long start) {
        long number = sent++;
        outstanding++;
        sending.send(template.numbered(number * items), ending -> ended(template, sending, number, start, ending));
    }

    private void ended(Template template, Sending sending, long number, long start, Sending.Ending how) {
        outstanding--;
        switch (how) {
            case ACKNOWLEDGED -> {
                if (measuring) {
                    measuredItems += items;
                }
                noteAnswerTime(start, System.nanoTime());
            }
            case REFUSED -> {
                refused++;
                unacknowledged.set(Math.toIntExact(number));
            }
            case FAILED -> {
                failed++;
                unacknowledged.set(Math.toIntExact(number));
            }
        }
        if (ending) {
            if (outstanding == 0) {
                drained.countDown();
            }
        } else if (rate == 0) {
            next(template, sending, System.nanoTime());
        }
    }
}
