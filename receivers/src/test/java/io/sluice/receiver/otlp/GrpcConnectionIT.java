package io.sluice.receiver.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.ListenableFuture;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.handler.codec.http2.Http2Headers;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import io.sluice.api.Batch;
import io.sluice.api.ComponentId;
import io.sluice.api.ComponentKind;
import io.sluice.api.Outcome;
import io.sluice.receiver.otlp.RawPeer.Frame;
import io.sluice.testkit.LiveContext;
import io.sluice.testkit.RecordingConsumer;
import io.sluice.transport.EventLoops;
import io.sluice.transport.server.ReceiveBudget;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the gRPC listener treats connections and streams, seen frame by frame. */
class GrpcConnectionIT {

    private static final int HEADER_TABLE_SIZE = 1;
    private static final int INITIAL_WINDOW_SIZE = 4;
    private static final int REFUSED_STREAM = 7;
    private static final int ENHANCE_YOUR_CALM = 11;

    private final RecordingConsumer pipeline = RecordingConsumer.holding();
    private final List<AutoCloseable> toClose = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable closeable : toClose.reversed()) {
            closeable.close();
        }
    }

    private Running start(OtlpGrpcConfig config) throws Exception {
        Running running = Running.start(Running.grpc(config), pipeline);
        toClose.add(running);
        return running;
    }

    private RawPeer peer(Running running, int... settings) throws IOException {
        RawPeer peer = new RawPeer(running.receiver.grpcPort(), settings);
        toClose.add(peer);
        return peer.agreed();
    }

    private static OtlpGrpcConfig caring(Duration idle, Duration age, Duration pingAfter, Duration pingTimeout) {
        OtlpGrpcConfig plain = Running.grpcConfig(null);
        return new OtlpGrpcConfig(
                plain.endpoint(),
                plain.transport(),
                null,
                1,
                1024,
                1000,
                new OtlpGrpcConfig.KeepaliveConfig(
                        new OtlpGrpcConfig.ServerParameters(idle, age, Duration.ZERO, pingAfter, pingTimeout),
                        new OtlpGrpcConfig.EnforcementPolicy(Duration.ZERO, false)),
                false,
                Duration.ofSeconds(8));
    }

    private static String status(RawPeer peer) throws Exception {
        Frame frame = peer.read();
        assertThat(frame.type()).isEqualTo(RawPeer.HEADERS);
        Http2Headers headers = peer.decoded(frame);
        if (frame.isLast()) {
            return headers.get("grpc-status") + " " + headers.get("grpc-message");
        }
        assertThat(headers.status()).asString().isEqualTo("200");
        assertThat(headers.get("content-type")).asString().isEqualTo("application/grpc");
        Frame message = peer.read();
        assertThat(message.type()).isEqualTo(RawPeer.DATA);
        assertThat(message.payload()).isEqualTo(new byte[5]);
        Frame trailers = peer.read();
        assertThat(trailers.isLast()).isTrue();
        return peer.decoded(trailers).get("grpc-status").toString();
    }

    @Test
    void aRequestMayComeByteByByte() throws Exception {
        RawPeer peer = peer(start(Running.grpcConfig(null)));
        byte[] request = Requests.spans(3).toByteArray();
        peer.headers(1, RawPeer.export(), false);
        for (byte octet : RawPeer.message(request)) {
            peer.write(RawPeer.DATA, 0, 1, octet);
        }
        peer.write(RawPeer.DATA, RawPeer.END_STREAM, 1);

        Batch batch = pipeline.take();

        assertThat(batch.payload().toExactArray()).isEqualTo(request);
        batch.complete(Outcome.accepted());
        assertThat(status(peer)).isEqualTo("0");
    }

    /** The kernel holds an acknowledgement back for up to 40 ms: 50 requests took over 2 s. */
    @Test
    void aClientThatWaitsForAcknowledgementsIsNotKeptWaiting() throws Exception {
        RawPeer peer = peer(start(Running.grpcConfig(null))).waiting();
        byte[] request = RawPeer.message(Requests.spans(10).toByteArray());
        long begin = System.nanoTime();
        for (int stream = 1; stream <= 99; stream += 2) {
            peer.headers(stream, RawPeer.export(), false);
            peer.write(RawPeer.DATA, 0, stream, request);
            peer.write(RawPeer.DATA, RawPeer.END_STREAM, stream);
            pipeline.take().complete(Outcome.accepted());
            assertThat(status(peer)).isEqualTo("0");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void severalCallsMayTakeTurns() throws Exception {
        RawPeer peer = peer(start(Running.grpcConfig(null)));
        byte[] first = RawPeer.message(Requests.spans(1).toByteArray());
        byte[] second = RawPeer.message(Requests.spans(2).toByteArray());
        peer.headers(1, RawPeer.export(), false);
        peer.headers(3, RawPeer.export(), false);
        peer.write(RawPeer.DATA, 0, 1, java.util.Arrays.copyOf(first, 9));
        peer.write(RawPeer.DATA, RawPeer.END_STREAM, 3, second);
        peer.write(RawPeer.DATA, RawPeer.END_STREAM, 1, java.util.Arrays.copyOfRange(first, 9, first.length));

        assertThat(pipeline.take().items()).isEqualTo(2);
        assertThat(pipeline.take().items()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"GET,application/grpc,405", "POST,text/plain,415", "POST,application/grpcx,415"})
    void whatIsNotGrpcIsToldByItsHttpStatus(String method, String type, String status) throws Exception {
        RawPeer peer = peer(start(Running.grpcConfig(null)));

        peer.headers(1, RawPeer.export().method(method).set("content-type", type), true);

        Frame answer = peer.read();
        assertThat(answer.isLast()).isTrue();
        assertThat(peer.decoded(answer).status()).asString().isEqualTo(status);
    }

    @Test
    void brokenCallsAreMalformed() throws Exception {
        RawPeer peer = peer(start(Running.grpcConfig(null)));
        byte[] good = RawPeer.message(Requests.spans(1).toByteArray());

        peer.headers(1, RawPeer.export(), true);
        assertThat(status(peer)).isEqualTo("3 the call ended without a request");

        peer.headers(3, RawPeer.export(), false);
        peer.write(RawPeer.DATA, RawPeer.END_STREAM, 3, java.util.Arrays.copyOf(good, good.length - 1));
        assertThat(status(peer)).isEqualTo("3 the call ended within its request");

        peer.headers(5, RawPeer.export(), false);
        ByteArrayOutputStream twice = new ByteArrayOutputStream();
        twice.writeBytes(good);
        twice.writeBytes(good);
        peer.write(RawPeer.DATA, RawPeer.END_STREAM, 5, twice.toByteArray());
        assertThat(status(peer)).isEqualTo("3 a call has one request");

        peer.headers(7, RawPeer.export(), false);
        good[0] = 1;
        peer.write(RawPeer.DATA, RawPeer.END_STREAM, 7, good);
        assertThat(status(peer)).startsWith("3 the message is flagged as compressed");
        assertThat(pipeline.size()).isZero();
    }

    @Test
    void anUnknownMethodIsUnimplementedAndAMessageStaysOneLine() throws Exception {
        RawPeer peer = peer(start(Running.grpcConfig(null)));

        peer.headers(1, RawPeer.export().path("/a%\u00fc/Export"), true);

        assertThat(status(peer)).startsWith("12 there is no method /a%25");
    }

    @Test
    void whoIsAnsweredEarlyNeedNotSendTheRest() throws Exception {
        RawPeer peer = peer(start(Running.grpcConfig(null)));
        peer.headers(1, RawPeer.export(), false);

        peer.write(RawPeer.DATA, 0, 1, (byte) 0, (byte) 0x7f, (byte) 0, (byte) 0, (byte) 0);

        assertThat(status(peer)).startsWith("8 the request has 2130706432 bytes");
        Frame reset = peer.read();
        assertThat(reset.type()).isEqualTo(RawPeer.RST_STREAM);
        assertThat(reset.firstInt()).isZero();
        peer.headers(3, RawPeer.export(), false);
        peer.write(RawPeer.DATA, RawPeer.END_STREAM, 3, RawPeer.message(new byte[0]));
        assertThat(status(peer)).isEqualTo("0");
    }

    @Test
    void anAnswerWaitsForRoomAndComesInPieces() throws Exception {
        RawPeer peer = peer(start(Running.grpcConfig(null)), INITIAL_WINDOW_SIZE, 2);
        peer.headers(1, RawPeer.export(), false);
        peer.write(RawPeer.DATA, RawPeer.END_STREAM, 1, RawPeer.message(new byte[0]));

        assertThat(peer.read().type()).isEqualTo(RawPeer.HEADERS);
        assertThat(peer.read().payload()).hasSize(2);
        peer.write(RawPeer.WINDOW_UPDATE, 0, 1, (byte) 0, (byte) 0, (byte) 0, (byte) 1);
        assertThat(peer.read().payload()).hasSize(1);
        peer.write(RawPeer.WINDOW_UPDATE, 0, 1, (byte) 0, (byte) 0, (byte) 0, (byte) 9);
        assertThat(peer.read().payload()).hasSize(2);
        assertThat(peer.decoded(peer.read()).get("grpc-status")).asString().isEqualTo("0");
    }

    @Test
    void anAnnouncedLengthAloneReservesLittle() throws Exception {
        ReceiveBudget budget = new ReceiveBudget(1 << 30);
        EventLoops loops = EventLoops.acquire();
        try (LiveContext context = new LiveContext(ComponentKind.RECEIVER, ComponentId.of("otlp"))) {
            GrpcListener listener = GrpcListener.start(context, Running.grpcConfig(null), _ -> pipeline, loops, budget);
            try (RawPeer peer = new RawPeer(listener.port())) {
                peer.headers(1, RawPeer.export(), false);
                peer.write(RawPeer.DATA, 0, 1, (byte) 0, (byte) 0, (byte) 0x0f, (byte) 0xff, (byte) 0xff, (byte) 1);
                Eventually.holds(() -> budget.taken() > 0);
                assertThat(budget.taken()).isEqualTo(4 << 10);

                peer.write(RawPeer.RST_STREAM, 0, 1, (byte) 0, (byte) 0, (byte) 0, (byte) 8);

                Eventually.holds(() -> budget.taken() == 0);
            }
            listener.stop(System.nanoTime() + TimeUnit.SECONDS.toNanos(1));
        } finally {
            loops.release();
        }
    }

    @Test
    void whatIsStillOnItsWayAfterAnEarlyAnswerHarmsNoOtherCall() throws Exception {
        RawPeer peer = peer(start(Running.grpcConfig(null)));
        for (int stream = 1; stream < 7; stream += 2) {
            peer.headers(stream, RawPeer.export(), false);
            peer.write(RawPeer.DATA, 0, stream, (byte) 0, (byte) 0x7f, (byte) 0, (byte) 0, (byte) 0);
            for (int i = 0; i < 200; i++) {
                peer.write(RawPeer.DATA, 0, stream, (byte) 1);
            }
            assertThat(status(peer)).startsWith("8 ");
            assertThat(peer.read().type()).isEqualTo(RawPeer.RST_STREAM);
        }

        peer.headers(7, RawPeer.export(), false);
        peer.write(RawPeer.DATA, RawPeer.END_STREAM, 7, RawPeer.message(new byte[0]));

        assertThat(status(peer)).isEqualTo("0");
    }

    @Test
    void theNumberOfCallsIsLimitedBeforeThePeerHasAgreed() throws Exception {
        RawPeer peer = new RawPeer(start(Running.grpcConfig(null)).receiver.grpcPort());
        toClose.add(peer);
        for (int i = 0; i < 1025; i++) {
            peer.headers(2 * i + 1, RawPeer.export(), false);
        }

        Frame refused = peer.read();

        assertThat(refused.type()).isEqualTo(RawPeer.RST_STREAM);
        assertThat(refused.stream()).isEqualTo(2049);
        assertThat(refused.firstInt()).isEqualTo(REFUSED_STREAM);
    }

    @Test
    void aPeerWithoutAHeaderTableUnderstandsEveryAnswer() throws Exception {
        RawPeer peer = peer(start(Running.grpcConfig(null)), HEADER_TABLE_SIZE, 0);
        peer.withoutTable();

        for (int stream = 1; stream < 9; stream += 4) {
            peer.headers(stream, RawPeer.export(), false);
            peer.write(RawPeer.DATA, RawPeer.END_STREAM, stream, RawPeer.message(new byte[0]));
            assertThat(status(peer)).isEqualTo("0");
            peer.headers(stream + 2, RawPeer.export().path("/none"), true);
            assertThat(status(peer)).startsWith("12 ");
        }
    }

    @Test
    void aPeerThatTakesNoAnswerDoesNotKeepTheListenerFromStopping() throws Exception {
        Running running = start(Running.grpcConfig(null));
        RawPeer peer = peer(running, INITIAL_WINDOW_SIZE, 0);
        peer.headers(1, RawPeer.export(), false);
        peer.write(
                RawPeer.DATA,
                RawPeer.END_STREAM,
                1,
                RawPeer.message(Requests.spans(1).toByteArray()));
        pipeline.take().complete(Outcome.accepted());

        running.receiver.stop(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(600));

        peer.awaitClosed();
    }

    @Test
    void whoPingsTooMuchIsDisconnected() throws Exception {
        RawPeer peer = peer(start(Running.grpcConfig(null)));
        for (int i = 0; i < 4; i++) {
            peer.write(RawPeer.PING, 0, 0, new byte[8]);
        }

        Frame frame = peer.read();
        while (frame.type() == RawPeer.PING) {
            frame = peer.read();
        }

        assertThat(frame.type()).isEqualTo(RawPeer.GOAWAY);
        assertThat(frame.secondInt()).isEqualTo(ENHANCE_YOUR_CALM);
        peer.awaitClosed();
    }

    @Test
    void aSilentPeerIsPingedAndDisconnectedIfItDoesNotAnswer() throws Exception {
        RawPeer peer = peer(start(caring(Duration.ZERO, Duration.ZERO, Duration.ofMillis(50), Duration.ofMillis(300))));

        Frame ping = peer.read();
        assertThat(ping.type()).isEqualTo(RawPeer.PING);
        peer.write(RawPeer.PING, RawPeer.ACK, 0, ping.payload());
        assertThat(peer.read().type()).isEqualTo(RawPeer.PING);

        peer.awaitClosed();
    }

    @Test
    void anIdleConnectionIsEnded() throws Exception {
        RawPeer peer = peer(start(caring(Duration.ofMillis(50), Duration.ZERO, Duration.ZERO, Duration.ZERO)));

        Frame goodbye = peer.read();
        assertThat(goodbye.type()).isEqualTo(RawPeer.GOAWAY);
        assertThat(goodbye.firstInt()).isEqualTo(Integer.MAX_VALUE);
        Frame ping = peer.read();
        peer.write(RawPeer.PING, RawPeer.ACK, 0, ping.payload());

        peer.awaitClosed();
    }

    @Test
    void anAgeingConnectionServesTheCallsThatCameBeforeThePeerKnew() throws Exception {
        RawPeer peer = peer(start(caring(Duration.ZERO, Duration.ofMillis(50), Duration.ZERO, Duration.ZERO)));
        Frame goodbye = peer.read();
        assertThat(goodbye.type()).isEqualTo(RawPeer.GOAWAY);
        Frame ping = peer.read();
        peer.headers(1, RawPeer.export(), false);
        peer.write(
                RawPeer.DATA,
                RawPeer.END_STREAM,
                1,
                RawPeer.message(Requests.spans(1).toByteArray()));

        peer.write(RawPeer.PING, RawPeer.ACK, 0, ping.payload());

        Frame last = peer.read();
        assertThat(last.type()).isEqualTo(RawPeer.GOAWAY);
        assertThat(last.firstInt()).isEqualTo(1);
        pipeline.take().complete(Outcome.accepted());
        assertThat(status(peer)).isEqualTo("0");
        peer.awaitClosed();
    }

    @Test
    void ageingConnectionsFailNoCallOfAnOrdinaryClient() throws Exception {
        Running running = start(caring(Duration.ZERO, Duration.ofMillis(30), Duration.ZERO, Duration.ZERO));
        ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", running.receiver.grpcPort())
                .usePlaintext()
                .build();
        toClose.add(channel::shutdownNow);
        TraceServiceGrpc.TraceServiceFutureStub stub = TraceServiceGrpc.newFutureStub(channel);
        Set<String> connections = new HashSet<>();
        while (connections.size() < 5) {
            ListenableFuture<ExportTraceServiceResponse> call = stub.export(Requests.spans(1));
            Batch batch = pipeline.take();
            connections.add(batch.context().peer());
            batch.complete(Outcome.accepted());
            call.get(30, TimeUnit.SECONDS);
        }
    }
}
