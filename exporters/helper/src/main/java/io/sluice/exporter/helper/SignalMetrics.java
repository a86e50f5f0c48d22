package io.sluice.exporter.helper;

import io.sluice.api.telemetry.Counter;
import io.sluice.api.telemetry.Meter;
import io.sluice.pdata.Signal;

/**
 * The Collector's counters of one exporter and signal, in items. Every item handed to the exporter ends in exactly one of the three.
 * Threads: any.
 */
final class SignalMetrics {

    private final Counter sent;
    private final Counter sendFailed;
    private final Counter enqueueFailed;

    SignalMetrics(Meter meter, String exporter, Signal signal) {
        String items = signal.itemName();
        sent = meter.counter(
                "exporter_sent_" + items, "Number of " + items + " the backend has taken.", "exporter", exporter);
        sendFailed = meter.counter(
                "exporter_send_failed_" + items,
                "Number of " + items + " given up: dropped, or handed back to their sender.",
                "exporter",
                exporter);
        enqueueFailed = meter.counter(
                "exporter_enqueue_failed_" + items,
                "Number of " + items + " that found no room in the sending queue.",
                "exporter",
                exporter);
    }

    void sent(int items) {
        sent.add(items);
    }

    void sendFailed(int items) {
        sendFailed.add(items);
    }

    void enqueueFailed(int items) {
        enqueueFailed.add(items);
    }
}
