package io.sluice.processor.attributes;

import java.net.Inet6Address;
import java.net.InetAddress;

/** A peer's address without its port, IPv6 in the form of RFC 5952. */
final class ClientAddress {

    private static final int GROUPS = 8;

    private ClientAddress() {}

    /** Of {@code 192.0.2.1:4711} and {@code [2001:db8:0:0:0:0:0:1]:4711}; what is neither stays as it is. */
    static String of(String peer) {
        int port = peer.lastIndexOf(':');
        boolean bracketed = port > 1 && peer.charAt(0) == '[' && peer.charAt(port - 1) == ']';
        boolean plain = port > 0 && peer.indexOf(':') == port;
        String host = bracketed ? peer.substring(1, port - 1) : plain ? peer.substring(0, port) : peer;
        int zone = host.indexOf('%');
        try {
            InetAddress address = InetAddress.ofLiteral(zone > 0 ? host.substring(0, zone) : host);
            return address instanceof Inet6Address ? shortest(address.getAddress()) : address.getHostAddress();
        } catch (IllegalArgumentException _) {
            return peer;
        }
    }

    /** The longest run of zeros, at least two, becomes {@code ::}; of equal ones the first. */
    private static String shortest(byte[] address) {
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            groups[i] = ((address[2 * i] & 0xff) << 8) | (address[2 * i + 1] & 0xff);
        }
        int start = -1;
        int length = 1;
        for (int i = 0; i < GROUPS; i++) {
            int zeros = 0;
            while (i + zeros < GROUPS && groups[i + zeros] == 0) {
                zeros++;
            }
            if (zeros > length) {
                start = i;
                length = zeros;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            if (i == start) {
                text.append("::");
                i += length - 1;
                continue;
            }
            text.append(text.isEmpty() || text.charAt(text.length() - 1) == ':' ? "" : ":");
            text.append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }
}
