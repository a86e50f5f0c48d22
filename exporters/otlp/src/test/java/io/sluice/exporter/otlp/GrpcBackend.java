package io.sluice.exporter.otlp;

import com.github.luben.zstd.ZstdInputStream;
import com.google.protobuf.Message;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Decompressor;
import io.grpc.DecompressorRegistry;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.netty.handler.ssl.SslContext;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.logs.v1.LogsServiceGrpc;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.MetricsServiceGrpc;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** An OTLP/gRPC backend of generated classes that answers as told. */
public final class GrpcBackend implements AutoCloseable {

    /** What to answer. */
    public sealed interface Reply {
        /** With this status. */
        record Error(Status status, Metadata trailers) implements Reply {}

        /** OK. */
        record Ok(long rejected, String message) implements Reply {}

        /** Nothing, until {@link #letGo}. */
        record Hold() implements Reply {}

        /** OK, so much later. */
        record Late(Duration after) implements Reply {}
    }

    /** A request as it came. */
    public record Received(
            Message request,
            Metadata headers,
            SocketAddress peer,
            @Nullable Certificate certificate,
            long millisToDeadline) {

        @Nullable
        String header(String name) {
            return headers.get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
        }
    }

    private record CallInfo(
            Metadata headers, SocketAddress peer, @Nullable Certificate certificate) {}

    private static final Context.Key<CallInfo> INFO = Context.key("info");

    public static final Reply OK = new Reply.Ok(0, "");
    public static final Reply HOLD = new Reply.Hold();

    private final Server server;
    private final int port;
    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private final ConcurrentLinkedQueue<Runnable> held = new ConcurrentLinkedQueue<>();
    private final Set<SocketAddress> peers = ConcurrentHashMap.newKeySet();
    private volatile Function<Received, Reply> reply = _ -> OK;

    private GrpcBackend(InetSocketAddress address, @Nullable SslContext tls) {
        NettyServerBuilder builder = NettyServerBuilder.forAddress(address)
                .maxInboundMessageSize(100 << 20)
                .decompressorRegistry(DecompressorRegistry.getDefaultInstance().with(new Zstd(), true))
                .intercept(new Recorder())
                .addService(new Traces())
                .addService(new Metrics())
                .addService(new Logs());
        if (tls != null) {
            builder.sslContext(tls);
        }
        try {
            server = builder.build().start();
            port = server.getPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static GrpcBackend start() {
        return startAt("127.0.0.1", 0, null);
    }

    public static GrpcBackend startAt(String host, int port, @Nullable SslContext tls) {
        return new GrpcBackend(new InetSocketAddress(host, port), tls);
    }

    public static Reply error(Status status) {
        return new Reply.Error(status, new Metadata());
    }

    public int port() {
        return port;
    }

    /** Answers so from now on. */
    public void reply(Reply with) {
        reply = _ -> with;
    }

    public void reply(Function<Received, Reply> with) {
        reply = with;
    }

    /** Answers OK to what was held. */
    public void letGo() {
        Runnable answer;
        while ((answer = held.poll()) != null) {
            answer.run();
        }
    }

    /** The next request, waiting at most 30 s. */
    public Received take() {
        try {
            Received next = received.poll(30, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("no request within 30 s");
            }
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    public int waiting() {
        return received.size();
    }

    /** From which addresses requests came. */
    Set<SocketAddress> peers() {
        return peers;
    }

    @Override
    public void close() {
        server.shutdownNow();
        try {
            server.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private <R> void answer(Message request, StreamObserver<R> observer, Function<Reply.Ok, R> response) {
        CallInfo info = INFO.get();
        long millis = Context.current().getDeadline() == null
                ? Long.MAX_VALUE
                : Context.current().getDeadline().timeRemaining(TimeUnit.MILLISECONDS);
        Received one = new Received(request, info.headers(), info.peer(), info.certificate(), millis);
        peers.add(info.peer());
        Reply with = reply.apply(one);
        if (with instanceof Reply.Hold) {
            held.add(() -> finish(observer, response.apply(new Reply.Ok(0, ""))));
        }
        // Before the answer, behind which tests look at what has come.
        received.add(one);
        switch (with) {
            case Reply.Error error -> observer.onError(error.status().asRuntimeException(error.trailers()));
            case Reply.Ok ok -> finish(observer, response.apply(ok));
            case Reply.Late late ->
                CompletableFuture.delayedExecutor(late.after().toMillis(), TimeUnit.MILLISECONDS)
                        .execute(() -> finish(observer, response.apply(new Reply.Ok(0, ""))));
            case Reply.Hold _ -> {}
        }
    }

    private static <R> void finish(StreamObserver<R> observer, R response) {
        try {
            observer.onNext(response);
            observer.onCompleted();
        } catch (RuntimeException _) {
            // The client has gone.
        }
    }

    private static final class Recorder implements ServerInterceptor {
        @Override
        public <Q, R> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
            SSLSession session = call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
            Certificate certificate = null;
            try {
                certificate = session == null ? null : session.getPeerCertificates()[0];
            } catch (SSLPeerUnverifiedException _) {
                // Stays null.
            }
            CallInfo info =
                    new CallInfo(headers, call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR), certificate);
            return Contexts.interceptCall(Context.current().withValue(INFO, info), call, headers, next);
        }
    }

    private final class Traces extends TraceServiceGrpc.TraceServiceImplBase {
        @Override
        public void export(ExportTraceServiceRequest request, StreamObserver<ExportTraceServiceResponse> observer) {
            answer(
                    request,
                    observer,
                    ok -> ok.rejected() == 0 && ok.message().isEmpty()
                            ? ExportTraceServiceResponse.getDefaultInstance()
                            : ExportTraceServiceResponse.newBuilder()
                                    .setPartialSuccess(ExportTracePartialSuccess.newBuilder()
                                            .setRejectedSpans(ok.rejected())
                                            .setErrorMessage(ok.message()))
                                    .build());
        }
    }

    private final class Metrics extends MetricsServiceGrpc.MetricsServiceImplBase {
        @Override
        public void export(ExportMetricsServiceRequest request, StreamObserver<ExportMetricsServiceResponse> observer) {
            answer(request, observer, _ -> ExportMetricsServiceResponse.getDefaultInstance());
        }
    }

    private final class Logs extends LogsServiceGrpc.LogsServiceImplBase {
        @Override
        public void export(ExportLogsServiceRequest request, StreamObserver<ExportLogsServiceResponse> observer) {
            answer(request, observer, _ -> ExportLogsServiceResponse.getDefaultInstance());
        }
    }

    private static final class Zstd implements Decompressor {
        @Override
        public String getMessageEncoding() {
            return "zstd";
        }

        @Override
        public InputStream decompress(InputStream in) throws IOException {
            return new ZstdInputStream(in);
        }
    }
}
