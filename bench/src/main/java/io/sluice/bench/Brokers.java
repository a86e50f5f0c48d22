package io.sluice.bench;

import io.sluice.testkit.kafka.BrokerOptions;
import io.sluice.testkit.kafka.BrokerProcess;
import java.nio.file.Path;
import java.util.List;

/** The broker behind gateways with their default configuration. */
final class Brokers {

    static final String TRACES = "telemetry.traces";
    private static final int PARTITIONS = 4;

    private Brokers() {}

    static BrokerProcess start(Path folder) {
        return new BrokerProcess(
                BrokerOptions.DEFAULT
                        .withDirectory(folder.resolve("kafka"))
                        .withTopic(TRACES, PARTITIONS)
                        .withTopic("telemetry.logs", PARTITIONS)
                        .withTopic("telemetry.metrics", PARTITIONS),
                BrokerProcess.FAST,
                List.of());
    }
}
