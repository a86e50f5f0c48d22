package io.sluice.testkit.kafka;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/**
 * The ports of a broker on the loopback interface.
 *
 * @param saslSsl SASL over TLS; 0 to have one chosen, as for the others
 * @param saslPlaintext SASL without TLS
 * @param internal neither SASL nor TLS: every user is the super user
 * @param controller the KRaft controller's
 */
public record BrokerPorts(int saslSsl, int saslPlaintext, int internal, int controller) {

    /** All to be chosen. */
    public static final BrokerPorts ANY = new BrokerPorts(0, 0, 0, 0);

    /**
     * These ports with every 0 replaced by a free one. The choice is below the range from which the system takes ports for outgoing
     * connections, so that a broker that was killed finds its ports free when it starts again.
     */
    public BrokerPorts chosen() {
        Set<Integer> taken = new HashSet<>(Set.of(0));
        return new BrokerPorts(
                choose(saslSsl, taken),
                choose(saslPlaintext, taken),
                choose(internal, taken),
                choose(controller, taken));
    }

    private static int choose(int wanted, Set<Integer> taken) {
        if (wanted != 0) {
            return wanted;
        }
        Random random = new Random();
        while (true) {
            int port = 20_000 + random.nextInt(12_000);
            if (taken.add(port) && isFree(port)) {
                return port;
            }
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException _) {
            return false;
        }
    }
}
