package io.sluice.cli;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;

/** Runs command lines of a product in this JVM; what it starts is told to stop at once. */
final class CommandLineHarness {

    /** What a command line left behind. */
    record Run(int exitCode, String out, String err) {}

    private static final Lifetime SHORT = new Lifetime() {
        @Override
        public void begin() {}

        @Override
        public void await() {}
    };

    private CommandLineHarness() {}

    static Run run(Product product, String... arguments) {
        return run(product, "", arguments);
    }

    /** @param in what stands on standard input */
    static Run run(Product product, String in, String[] arguments) {
        return run(product, in.getBytes(StandardCharsets.UTF_8), arguments);
    }

    /** @param in what stands on standard input */
    static Run run(Product product, byte[] in, String[] arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Main.execute(
                product,
                SHORT,
                new ByteArrayInputStream(in),
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                arguments);
        return new Run(exitCode, out.toString(), err.toString());
    }
}
