package io.sluice.exporter.local;

import io.sluice.api.Batch;
import io.sluice.api.Clock;
import io.sluice.api.Outcome;
import io.sluice.exporter.helper.Delivery;
import io.sluice.exporter.helper.Sender;
import io.sluice.exporter.local.DebugConfig.Verbosity;
import io.sluice.json.OtlpJsonWriter;
import io.sluice.pdata.MalformedException;
import io.sluice.pdata.Payload;
import io.sluice.pdata.WireReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/**
 * Writes a batch as text: a line of counts, and above {@code basic} a line of OTLP/JSON for each resource. Whatever it is given is
 * accepted: to watch must not change what is watched.
 */
final class DebugSender implements Sender {

    static final int NORMAL_BYTES = 1 << 10;
    static final int DETAILED_BYTES = 64 << 10;

    /** Field of the repeated resource in every request. */
    private static final int RESOURCES = 1;

    private final Verbosity verbosity;
    private final DebugSampler sampler;
    private final Consumer<String> lines;
    private final WireReader cursor = new WireReader();
    private final OtlpJsonWriter json = new OtlpJsonWriter();
    private final BoundedText text;

    DebugSender(DebugConfig config, Clock clock, Consumer<String> lines) {
        this.verbosity = config.verbosity();
        this.sampler = new DebugSampler(clock, config.samplingInitial(), config.samplingThereafter());
        this.lines = lines;
        this.text = new BoundedText(verbosity == Verbosity.DETAILED ? DETAILED_BYTES : NORMAL_BYTES);
    }

    @Override
    public void send(Delivery delivery) {
        Batch batch = delivery.batch();
        if (sampler.shows(batch.signal())) {
            try {
                show(batch);
            } catch (MalformedException e) {
                lines.accept("the data cannot be shown, it is not valid OTLP: " + e.getMessage());
            }
        }
        delivery.done(Outcome.accepted());
    }

    private void show(Batch batch) throws MalformedException {
        Payload payload = batch.payload();
        lines.accept(counts(batch, resources(payload)));
        if (verbosity == Verbosity.BASIC) {
            return;
        }
        cursor.reset(payload.array(), payload.offset(), payload.end());
        while (cursor.next()) {
            if (cursor.fieldNumber() == RESOURCES) {
                // A field with its tag is itself a request of one resource.
                int from = cursor.fieldStart();
                lines.accept(line(batch, Payload.of(payload.array(), from, cursor.valueEnd() - from)));
            }
        }
    }

    private int resources(Payload payload) throws MalformedException {
        int resources = 0;
        cursor.reset(payload.array(), payload.offset(), payload.end());
        while (cursor.next()) {
            if (cursor.fieldNumber() == RESOURCES) {
                resources++;
            }
        }
        return resources;
    }

    private static String counts(Batch batch, int resources) {
        String noun = switch (batch.signal()) {
            case TRACES -> "Traces resource_spans=";
            case METRICS -> "Metrics resource_metrics=";
            case LOGS -> "Logs resource_logs=";
        };
        return noun + resources + " " + batch.signal().itemName() + "=" + batch.items() + " bytes=" + batch.bytes();
    }

    private String line(Batch batch, Payload resource) throws MalformedException {
        text.reset();
        try {
            json.write(batch.signal(), resource, text);
        } catch (IOException e) {
            throw new UncheckedIOException("an array cannot fail to be written", e);
        }
        return text.text();
    }
}
