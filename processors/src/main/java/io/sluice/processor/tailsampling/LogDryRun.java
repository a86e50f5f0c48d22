package io.sluice.processor.tailsampling;

import io.sluice.api.telemetry.Meter;
import io.sluice.pdata.MalformedException;
import io.sluice.pdata.ServiceName;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Counts log records in a dry run, as {@link DryRunCounts} does. Requests of a sender mostly have the same resources in the same order, so the
 * names found last are known by their places, and nothing is made for a resource whose name stays.
 *
 * <p>Threads: one worker's.
 */
final class LogDryRun {

    private static final int PLACES = 1 << 10;
    private static final DryRunCounts.Kind RECORDS = new DryRunCounts.Kind(
            "dry_run_logs",
            "Log records that follow their traces by what would have become of them, and by service.",
            Stream.of(LogFate.values()).map(LogFate::label).toList(),
            name -> ServiceNames.text(name, 0, name.length));

    private final DryRunCounts counts;
    private final ServiceName name = new ServiceName();
    private final byte[][] names = new byte[PLACES][0];
    private int resources;

    /** @param policies as they are called in metrics, in the order of their numbers */
    LogDryRun(Meter meter, String[] labels, List<String> policies) {
        counts = new DryRunCounts(meter, labels, RECORDS, policies);
    }

    /** A request begins. */
    void begin() {
        resources = 0;
    }

    /** A {@code ResourceLogs} begins, whose content lies there. */
    void enterResource(byte[] array, int from, int end) throws MalformedException {
        name.find(array, from, end);
        int to = Math.min(name.to(), name.from() + ServiceNames.MAX_BYTES);
        int place = resources++ % PLACES;
        byte[] known = names[place];
        if (!Arrays.equals(known, 0, known.length, array, name.from(), to)) {
            names[place] = Arrays.copyOfRange(array, name.from(), to);
        }
    }

    /**
     * Counts a record of the resource entered last, unless it waits.
     *
     * @param policy which one kept its trace, or -1
     */
    void count(LogFate fate, int policy) {
        if (fate != LogFate.WAITING) {
            int place = (resources - 1) % PLACES;
            counts.count(place, names[place], policy, fate.number(), 1);
        }
    }

    /** Hands on what was counted since the last call. */
    void tell() {
        counts.tell();
    }
}
