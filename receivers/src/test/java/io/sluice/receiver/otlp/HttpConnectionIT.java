package io.sluice.receiver.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.Batch;
import io.sluice.api.ComponentException;
import io.sluice.api.Outcome;
import io.sluice.testkit.RecordingConsumer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happens on one connection, byte by byte. */
class HttpConnectionIT {

    private final RecordingConsumer pipeline = RecordingConsumer.holding();
    private final List<AutoCloseable> toClose = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable closeable : toClose.reversed()) {
            closeable.close();
        }
    }

    private Running start() throws ComponentException {
        Running running = Running.start(Running.http(Running.httpConfig(null)), pipeline);
        toClose.add(running);
        return running;
    }

    private Socket connect(Running running) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), running.receiver.httpPort());
        socket.setSoTimeout(30_000);
        toClose.add(socket);
        return socket;
    }

    private static byte[] head(String more) {
        return ("POST /v1/traces HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-protobuf\r\n" + more + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Reads until a text has come {@code times} times; returns all that came. */
    private static String read(InputStream in, String text, int times) throws IOException {
        StringBuilder all = new StringBuilder();
        int found = 0;
        while (found < times) {
            int b = in.read();
            if (b < 0) {
                throw new AssertionError("the connection ended after " + found + " answers");
            }
            all.append((char) b);
            int from = all.length() - text.length();
            if (from >= 0 && all.indexOf(text, from) == from) {
                found++;
            }
        }
        return all.toString();
    }

    /** One request that waits for its outcome, with others behind it that need none. */
    private void pipeline(Socket socket, int empties) throws IOException {
        byte[] first = Requests.spans(1).toByteArray();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(head("Content-Length: " + first.length));
        all.write(first);
        byte[] empty = head("Content-Length: 0");
        for (int i = 0; i < empties; i++) {
            all.write(empty);
        }
        socket.getOutputStream().write(all.toByteArray());
    }

    @Test
    void whatIsSentBehindARequestThatWaitsIsAnsweredAfterIt() throws Exception {
        Running running = start();
        Socket socket = connect(running);
        pipeline(socket, 100);

        pipeline.take().complete(Outcome.accepted());

        read(socket.getInputStream(), "HTTP/1.1 200 OK", 101);
    }

    @Test
    void whoSendsFarTooManyAheadIsDisconnectedAndWithdrawn() throws Exception {
        Running running = start();
        pipeline(connect(running), 200);

        Batch batch = pipeline.take();

        Eventually.holds(batch::isWithdrawn);
        batch.complete(Outcome.accepted());
    }

    @Test
    void chunksAreOneBody() throws Exception {
        Running running = start();
        Socket socket = connect(running);
        byte[] body = Requests.spans(40, "x".repeat(2000)).toByteArray();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(head("Transfer-Encoding: chunked"));
        for (int at = 0; at < body.length; at += 7001) {
            int n = Math.min(7001, body.length - at);
            all.write((Integer.toHexString(n) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            all.write(body, at, n);
            all.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        all.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(all.toByteArray());

        Batch batch = pipeline.take();

        assertThat(batch.payload().toExactArray()).isEqualTo(body);
        batch.complete(Outcome.accepted());
        read(socket.getInputStream(), "HTTP/1.1 200 OK", 1);
    }

    @Test
    void chunksBeyondTheLimitAreCutOffOnTheWay() throws Exception {
        Running running = start();
        Socket socket = connect(running);
        socket.getOutputStream().write(head("Transfer-Encoding: chunked"));
        byte[] chunk = ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 17; i++) {
            socket.getOutputStream().write(chunk);
        }

        String answer = read(socket.getInputStream(), "HTTP/1.1 413", 1);

        assertThat(answer).isEqualTo("HTTP/1.1 413");
    }

    @Test
    void aClientThatWaitsIsToldToGoOn() throws Exception {
        Running running = start();
        Socket socket = connect(running);
        byte[] body = Requests.spans(1).toByteArray();
        socket.getOutputStream().write(head("Expect: 100-continue\r\nContent-Length: " + body.length));
        read(socket.getInputStream(), "HTTP/1.1 100 Continue\r\n\r\n", 1);
        socket.getOutputStream().write(body);

        pipeline.take().complete(Outcome.accepted());

        read(socket.getInputStream(), "HTTP/1.1 200 OK", 1);
    }

    @Test
    void stopAnswersWhatWaitsAndWhatIsHalfThereRetryably() throws Exception {
        Running running = start();
        byte[] body = Requests.spans(1).toByteArray();
        Socket waits = connect(running);
        waits.getOutputStream().write(head("Content-Length: " + body.length));
        waits.getOutputStream().write(body);
        Socket half = connect(running);
        half.getOutputStream().write(head("Expect: 100-continue\r\nContent-Length: " + body.length));
        read(half.getInputStream(), "100 Continue\r\n\r\n", 1);
        Batch batch = pipeline.take();

        running.receiver.stop(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(600));

        read(waits.getInputStream(), "HTTP/1.1 503", 1);
        assertThat(read(half.getInputStream(), "HTTP/1.1 ", 1)
                        + new String(half.getInputStream().readNBytes(3)))
                .isEqualTo("HTTP/1.1 503");
        assertThat(batch.isWithdrawn()).isTrue();
        batch.complete(Outcome.accepted());
    }
}
