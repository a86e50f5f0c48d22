package io.sluice.it;

import io.sluice.testkit.kafka.BrokerOptions;
import io.sluice.testkit.kafka.BrokerProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A gateway with a configuration of config-examples that receives over mTLS and sends to Kafka over SASL_SSL.
 *
 * @param example the file's name
 * @param grpc where it listens
 * @param metrics where it answers for Prometheus
 */
record ExampleGateway(String example, Pki pki, String grpc, String metrics) {

    /** Starts it, with further arguments, and waits until it is ready. */
    ProductProcess start(BrokerProcess broker, String... more) {
        int colon = metrics.lastIndexOf(':');
        List<String> arguments = new ArrayList<>(List.of(
                "--config=../config-examples/" + example,
                "--set=receivers.otlp.protocols.grpc.endpoint=" + grpc,
                "--set=receivers.otlp.protocols.grpc.tls.cert_file=" + pki.file("server.pem"),
                "--set=receivers.otlp.protocols.grpc.tls.key_file=" + pki.file("server.key"),
                "--set=receivers.otlp.protocols.grpc.tls.client_ca_file=" + pki.file("ca.pem"),
                "--set=extensions.health_check.endpoint=127.0.0.1:0",
                "--set=exporters.kafka.brokers=" + broker.endpoints().saslSsl(),
                "--set=exporters.kafka.tls.ca_file=" + broker.endpoints().caFile(),
                "--set=exporters.kafka.auth.sasl.username=" + BrokerOptions.USER,
                "--set=service.telemetry.metrics.readers=[{pull: {exporter: {prometheus: {host: "
                        + metrics.substring(0, colon) + ", port: " + metrics.substring(colon + 1) + "}}}}]"));
        arguments.addAll(List.of(more));
        return ProductProcess.start(
                ProductProcess.gateway(),
                Map.of("KAFKA_PASSWORD", BrokerOptions.PASSWORD),
                arguments.toArray(String[]::new));
    }
}
