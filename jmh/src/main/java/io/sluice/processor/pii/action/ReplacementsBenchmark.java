package io.sluice.processor.pii.action;

import io.sluice.api.ComponentException;
import io.sluice.api.config.Secret;
import io.sluice.pdata.WireWriter;
import io.sluice.processor.pii.detect.Detector;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What does it cost to write in the place of one finding? The baseline is {@link #replace}, which copies a label. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ReplacementsBenchmark {

    private static final String KEY = "ZtQnVnz0mWfK2dG0gkQp1mJm3fJY0w1B7c6q3o5nXhU=";

    private final Replacements replacements = replacements();
    private final WireWriter out = new WireWriter(1024);
    private final byte[] mail = bytes("jane.doe@example.com");
    private final byte[] card = bytes("4111-1111-1111-1111");
    private final byte[] v4 = bytes("203.0.113.25");
    private final byte[] v6 = bytes("2001:db8:85a3::8a2e:370:7334");
    private final byte[] ourToken = token();

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static Replacements replacements() {
        try {
            return new Replacements(PseudonymKeys.read(List.of(new KeyConfig("k1", null, Secret.of(KEY)))), false);
        } catch (ComponentException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] token() {
        WireWriter writer = write(Action.TOKEN, mail, Detector.EMAIL);
        byte[] token = new byte[writer.length()];
        System.arraycopy(writer.array(), 0, token, 0, token.length);
        return token;
    }

    private WireWriter write(Action action, byte[] text, Detector detector) {
        replacements.of(action).write(text, 0, text.length, Label.of(detector), out.reset());
        return out;
    }

    @Benchmark
    public WireWriter replace() {
        return write(Action.REPLACE, mail, Detector.EMAIL);
    }

    @Benchmark
    public WireWriter partialMail() {
        return write(Action.PARTIAL, mail, Detector.EMAIL);
    }

    @Benchmark
    public WireWriter partialCard() {
        return write(Action.PARTIAL, card, Detector.CARD);
    }

    @Benchmark
    public WireWriter tokenMail() {
        return write(Action.TOKEN, mail, Detector.EMAIL);
    }

    @Benchmark
    public WireWriter truncateV4() {
        return write(Action.IP_TRUNCATE, v4, Detector.IPV4);
    }

    @Benchmark
    public WireWriter pseudonymV4() {
        return write(Action.IP_PSEUDONYM, v4, Detector.IPV4);
    }

    @Benchmark
    public WireWriter pseudonymV6() {
        return write(Action.IP_PSEUDONYM, v6, Detector.IPV6);
    }

    @Benchmark
    public boolean recogniseToken() {
        return replacements.isGenuine(ourToken, 0, ourToken.length, false);
    }
}
