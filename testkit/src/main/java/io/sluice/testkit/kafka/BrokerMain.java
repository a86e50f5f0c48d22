package io.sluice.testkit.kafka;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The broker as a program. It prints one line, {@code READY sasl_ssl=… sasl_plaintext=… internal=… certificates=…}, and nothing else;
 * it ends when its standard input is closed, so that it never outlives whoever started it, or at SIGTERM.
 *
 * <p>Arguments, all optional: {@code --directory DIR} (else temporary), {@code --certificates DIR}, {@code --ports
 * SASL_SSL,SASL_PLAINTEXT,INTERNAL,CONTROLLER} (0 for any), {@code --user NAME=PASSWORD} (several), {@code --topic NAME=PARTITIONS}
 * (several), {@code --acls}, {@code --auto-create-topics}, {@code --property KEY=VALUE} (several), {@code --stay} (ignore standard input).
 */
public final class BrokerMain {

    private BrokerMain() {}

    /** Runs the broker until told to stop. */
    public static void main(String[] args) throws IOException {
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        PrintStream out = System.out;
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        KafkaBroker broker;
        boolean stay = List.of(args).contains("--stay");
        try {
            broker = new KafkaBroker(parse(args));
        } catch (RuntimeException e) {
            System.err.println("the Kafka broker does not start: " + e.getMessage());
            Runtime.getRuntime().halt(1);
            return;
        }
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            broker.close();
                            Runtime.getRuntime().halt(0);
                        },
                        "shutdown"));
        out.println(broker.endpoints().toReadyLine());
        out.flush();
        if (!stay) {
            awaitEnd(System.in);
            System.exit(0);
        }
    }

    private static void awaitEnd(InputStream in) throws IOException {
        while (in.read() >= 0) {
            // Whatever comes, only the end counts.
        }
    }

    /** Reads the command line. */
    static BrokerOptions parse(String... args) {
        BrokerOptions options = BrokerOptions.DEFAULT;
        for (int i = 0; i < args.length; i++) {
            options = switch (args[i]) {
                case "--directory" -> options.withDirectory(Path.of(args[++i]));
                case "--certificates" -> options.withCertificates(Path.of(args[++i]));
                case "--ports" -> options.withPorts(ports(args[++i]));
                case "--user" -> options.withUser(before(args[++i]), after(args[i]));
                case "--topic" -> options.withTopic(before(args[++i]), Integer.parseInt(after(args[i])));
                case "--acls" -> options.withAcls();
                case "--auto-create-topics" -> options.withAutoCreateTopics();
                case "--property" -> options.withProperty(before(args[++i]), after(args[i]));
                case "--stay" -> options;
                default -> throw new IllegalArgumentException("unknown argument " + args[i]);
            };
        }
        return options;
    }

    /** The command line that {@link #parse} reads as {@code options}. */
    static List<String> toArguments(BrokerOptions options) {
        List<String> args = new ArrayList<>();
        if (options.directory() != null) {
            args.addAll(List.of("--directory", options.directory().toString()));
        }
        if (options.certificates() != null) {
            args.addAll(List.of("--certificates", options.certificates().toString()));
        }
        BrokerPorts ports = options.ports();
        args.addAll(List.of(
                "--ports",
                ports.saslSsl() + "," + ports.saslPlaintext() + "," + ports.internal() + "," + ports.controller()));
        options.users().forEach((name, password) -> args.addAll(List.of("--user", name + "=" + password)));
        options.topics().forEach((name, partitions) -> args.addAll(List.of("--topic", name + "=" + partitions)));
        options.properties().forEach((key, value) -> args.addAll(List.of("--property", key + "=" + value)));
        if (options.acls()) {
            args.add("--acls");
        }
        if (options.autoCreateTopics()) {
            args.add("--auto-create-topics");
        }
        return args;
    }

    private static BrokerPorts ports(String text) {
        String[] ports = text.split(",", -1);
        if (ports.length != 4) {
            throw new IllegalArgumentException("--ports needs four numbers, not " + text);
        }
        return new BrokerPorts(
                Integer.parseInt(ports[0]),
                Integer.parseInt(ports[1]),
                Integer.parseInt(ports[2]),
                Integer.parseInt(ports[3]));
    }

    private static String before(String pair) {
        return pair.substring(0, equalsSign(pair));
    }

    private static String after(String pair) {
        return pair.substring(equalsSign(pair) + 1);
    }

    private static int equalsSign(String pair) {
        int at = pair.indexOf('=');
        if (at <= 0) {
            throw new IllegalArgumentException("expected NAME=VALUE, not " + pair);
        }
        return at;
    }
}
