package io.sluice.bench;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/**
 * A workload.
 *
 * @param name what {@code --case} takes
 * @param config the configuration, a file in {@code bench/configs}; for two hops, that of the second
 * @param load arguments of {@link LoadMain}
 * @param items items of a request
 * @param port where the load goes
 * @param destination where items are counted
 */
record Case(String name, String config, List<String> load, int items, int port, Destination destination) {

    /** Where the data ends. */
    enum Destination {
        TRACES_IN_KAFKA,
        LOGS_IN_KAFKA,
        SINK
    }

    private static final String HEAD = "head";
    private static final String TAIL = "tail";
    private static final String TAIL_CUSTODY = "tail-custody";
    private static final int DECISION_WAIT_SECONDS = 5;
    private static final int GRPC = 4317;
    private static final int HTTP = 4318;

    private static final Map<String, Case> ALL = Map.ofEntries(
            entry(new Case("pass", "pass", List.of(), 512, GRPC, Destination.TRACES_IN_KAFKA)),
            entry(new Case("sync", "sync", List.of(), 512, GRPC, Destination.TRACES_IN_KAFKA)),
            entry(new Case("keyed", "keyed", List.of(), 512, GRPC, Destination.TRACES_IN_KAFKA)),
            entry(new Case("mask", "mask", List.of(), 512, GRPC, Destination.TRACES_IN_KAFKA)),
            entry(new Case("attr", "attr", List.of(), 512, GRPC, Destination.TRACES_IN_KAFKA)),
            entry(new Case(HEAD, "head", List.of(), 512, GRPC, Destination.TRACES_IN_KAFKA)),
            entry(new Case(TAIL, "tail", List.of("--traces", "APART"), 512, GRPC, Destination.TRACES_IN_KAFKA)),
            // All requests of decision_wait are in flight.
            entry(new Case(
                    TAIL_CUSTODY,
                    "tail-custody",
                    List.of("--traces", "APART", "--in-flight", "2048"),
                    512,
                    GRPC,
                    Destination.TRACES_IN_KAFKA)),
            entry(new Case("pii", "pii", List.of("--personal-share", "0.02"), 512, GRPC, Destination.TRACES_IN_KAFKA)),
            entry(new Case("mtls", "mtls", List.of("--tls"), 512, GRPC, Destination.TRACES_IN_KAFKA)),
            entry(new Case(
                    "small",
                    "pass",
                    List.of("--items", "10", "--connections", "4", "--in-flight", "1024"),
                    10,
                    GRPC,
                    Destination.TRACES_IN_KAFKA)),
            entry(new Case(
                    "http",
                    "pass",
                    List.of("--protocol", "http", "--connections", "16"),
                    512,
                    HTTP,
                    Destination.TRACES_IN_KAFKA)),
            entry(new Case("logs", "pass", List.of("--signal", "logs"), 512, GRPC, Destination.LOGS_IN_KAFKA)),
            entry(new Case("relay", "relay", List.of(), 512, GRPC, Destination.SINK)),
            entry(new Case("road", "road-gateway", List.of(), 512, GRPC, Destination.TRACES_IN_KAFKA)));

    private static Map.Entry<String, Case> entry(Case made) {
        return Map.entry(made.name, made);
    }

    /** The case of a name. */
    static Case named(String name) {
        Case found = ALL.get(name);
        if (found == null) {
            throw new IllegalArgumentException("there is no case " + name + "; there are "
                    + String.join(", ", ALL.keySet().stream().sorted().toList()));
        }
        return found;
    }

    /**
     * Which items are to arrive.
     *
     * @param compat true if what runs decides as the Collector does where Sluice by itself does not
     * @param requests how many were sent
     * @param unacknowledged those of them that were not acknowledged
     */
    Arrival arrival(boolean compat, long requests, BitSet unacknowledged) {
        return switch (name) {
            case HEAD -> new HeadSample();
            case TAIL, TAIL_CUSTODY ->
                compat ? TailSample.hashed(requests, unacknowledged) : TailSample.consistent(requests, unacknowledged);
            default -> Arrival.ALL;
        };
    }

    /** How long what was acknowledged may be held before it is sent on. */
    int holdSeconds() {
        return name.equals(TAIL) ? DECISION_WAIT_SECONDS : 0;
    }

    /** The same with so many requests in flight. */
    Case inFlight(int requests) {
        List<String> more = new ArrayList<>(load);
        more.addAll(List.of("--in-flight", Integer.toString(requests)));
        return new Case(name, config, more, items, port, destination);
    }

    boolean isRoad() {
        return name.equals("road");
    }
}
