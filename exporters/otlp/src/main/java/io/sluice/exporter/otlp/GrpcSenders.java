package io.sluice.exporter.otlp;

import io.grpc.Metadata;
import io.sluice.api.ComponentContext;
import io.sluice.api.ComponentException;
import io.sluice.exporter.helper.Delivery;
import io.sluice.exporter.helper.Sender;
import io.sluice.transport.compression.Encoding;
import io.sluice.transport.tls.ClientTls;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes senders to several gRPC backends that share everything but the endpoint: settings, headers, and TLS material that is loaded and
 * watched once.
 *
 * <p>Threads: one at a time.
 */
public final class GrpcSenders implements AutoCloseable {

    private final ComponentContext context;
    private final OtlpGrpcExporterConfig template;
    private final Metadata headers;
    private final @Nullable Encoding encoding;
    private final @Nullable ClientTls tls;

    private GrpcSenders(ComponentContext context, OtlpGrpcExporterConfig template, @Nullable ClientTls tls) {
        this.context = context;
        this.template = template;
        this.headers = RequestHeaders.metadata(template.headers());
        this.encoding = Compression.encoding(template.compression());
        this.tls = tls;
    }

    /**
     * Loads what all share. To be closed, after the senders.
     *
     * @param template all settings; its endpoint, queue, retries and timeout are not looked at
     * @throws ComponentException if the TLS material cannot be used
     */
    public static GrpcSenders open(ComponentContext context, OtlpGrpcExporterConfig template)
            throws ComponentException {
        ClientTls tls = template.usesTls() ? ClientTls.open(template.tls(), context, "grpc", ClientTls.HTTP_2) : null;
        return new GrpcSenders(context, template, tls);
    }

    /** {@code host:port} of an endpoint as a configuration may have it; null if it is none. */
    public static @Nullable String hostPort(String endpoint) {
        GrpcEndpoint parsed = GrpcEndpoint.parse(endpoint);
        if (parsed == null || parsed.https()) {
            return null;
        }
        return parsed.host().indexOf(':') >= 0
                ? "[" + parsed.host() + "]:" + parsed.port()
                : parsed.host() + ":" + parsed.port();
    }

    /**
     * A sender to a backend, not started.
     *
     * @param endpoint {@code host:port}
     * @param notReached told of a delivery whose connection could not be made or broke, before it ends; from any thread
     */
    public Sender to(String endpoint, Consumer<Delivery> notReached) {
        return new GrpcSender(
                context,
                template.at(endpoint).settings("Sluice/" + context.buildInfo().version()),
                null,
                tls,
                headers,
                encoding,
                notReached);
    }

    @Override
    public void close() {
        if (tls != null) {
            tls.close();
        }
    }
}
