package io.sluice.gateway;

import io.sluice.api.BuildInfo;
import io.sluice.api.Catalog;
import io.sluice.cli.DefaultConfig;
import io.sluice.cli.Main;
import io.sluice.cli.Product;
import io.sluice.exporter.kafka.KafkaExporterFactory;
import io.sluice.exporter.loadbalancing.LoadBalancingExporterFactory;
import io.sluice.exporter.local.DebugExporterFactory;
import io.sluice.exporter.local.FileExporterFactory;
import io.sluice.exporter.local.NopExporterFactory;
import io.sluice.exporter.otlp.OtlpGrpcExporterFactory;
import io.sluice.exporter.otlp.OtlpHttpExporterFactory;
import io.sluice.extension.healthcheck.HealthCheckFactory;
import io.sluice.processor.attributes.AttributesFactory;
import io.sluice.processor.batch.BatchProcessorFactory;
import io.sluice.processor.memorylimiter.MemoryLimiterFactory;
import io.sluice.processor.pii.PiiFactory;
import io.sluice.processor.probabilisticsampler.ProbabilisticSamplerFactory;
import io.sluice.processor.ratelimiter.RateLimiterFactory;
import io.sluice.processor.redaction.RedactionFactory;
import io.sluice.processor.requiredattributes.RequiredAttributesFactory;
import io.sluice.processor.resource.ResourceFactory;
import io.sluice.processor.tailsampling.TailSamplingFactory;
import io.sluice.receiver.otlp.OtlpReceiverFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The gateway's name, components and default. */
public final class GatewayMain {

    private GatewayMain() {}

    public static void main(String[] arguments) {
        Main.run(product(), arguments);
    }

    static Product product() {
        return new Product(
                new BuildInfo(
                        "sluice-gateway",
                        "Takes OTLP from agents and writes it to Kafka.",
                        Product.versionOf(GatewayMain.class)),
                catalog(),
                DefaultConfig.installed("gateway.yaml", requiredEnvironment()),
                Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    }

    private static Catalog catalog() {
        return new Catalog(List.of(
                new OtlpReceiverFactory(),
                new MemoryLimiterFactory(),
                new RateLimiterFactory(),
                new ProbabilisticSamplerFactory(),
                new AttributesFactory(),
                new ResourceFactory(),
                new RedactionFactory(),
                new PiiFactory(),
                new RequiredAttributesFactory(),
                new TailSamplingFactory(),
                new BatchProcessorFactory(),
                new KafkaExporterFactory(),
                new OtlpGrpcExporterFactory(),
                new OtlpHttpExporterFactory(),
                new LoadBalancingExporterFactory(),
                new DebugExporterFactory(),
                new FileExporterFactory(),
                new NopExporterFactory(),
                new HealthCheckFactory()));
    }

    private static Map<String, String> requiredEnvironment() {
        Map<String, String> required = new LinkedHashMap<>();
        required.put("SLUICE_CERT_FILE", "PEM certificate chain of this gateway");
        required.put("SLUICE_KEY_FILE", "PEM key of that certificate");
        required.put("SLUICE_CLIENT_CA_FILE", "PEM authorities whose clients may send");
        required.put("SLUICE_KAFKA_BROKERS", "host:port of Kafka brokers, separated by commas");
        required.put("SLUICE_KAFKA_USERNAME", "SCRAM user of Kafka");
        required.put("SLUICE_KAFKA_PASSWORD", "password of that user");
        return required;
    }
}
