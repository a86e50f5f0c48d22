package io.sluice.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What is measured: {@code null} or {@code plain} for a reference relay, {@code sluice} for the packaged gateway, {@code peer} for another
 * program that takes {@code --config}.
 *
 * @param name how it is called in the report
 * @param command the command for a configuration; empty for the relays
 * @param agentCommand likewise, for the first of two hops
 */
record Subject(String name, List<String> command, List<String> agentCommand) {

    private static final String PEER = "peer";

    static Subject sluice(Path root) {
        return new Subject("sluice", List.of(script(root, "gateway")), List.of(script(root, "agent")));
    }

    private static String script(Path root, String product) {
        String name = "sluice-" + product;
        return root.resolve(Path.of(product, "target", name, "bin", name)).toString();
    }

    boolean isPeer() {
        return name.equals(PEER);
    }

    static Subject peer(String command) {
        List<String> words = List.of(command.split(" ", -1));
        return new Subject(PEER, words, words);
    }

    static Subject relay(String name) {
        return new Subject(name, List.of(), List.of());
    }

    /** What runs as the first of two hops. */
    Subject firstHop() {
        return new Subject(name, agentCommand, agentCommand);
    }

    boolean isRelay() {
        return command.isEmpty();
    }

    /** The command line that runs it. */
    List<String> commandLine(Path config, int port, String brokers, String user, String password) {
        if (!isRelay()) {
            List<String> line = new ArrayList<>(command);
            line.add("--config");
            line.add(config.toString());
            return line;
        }
        List<String> line = Jvm.command(List.of("-Xmx512m", "-XX:+UseParallelGC"), NullRelay.class);
        line.addAll(List.of(name, Integer.toString(port), brokers, user, password));
        return line;
    }
}
