package io.sluice.transport.client;

import io.grpc.Drainable;
import io.grpc.KnownLength;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A lent payload as a gRPC message. Its length is known and it drains itself, so that the framer makes one copy, from the payload's array
 * into the buffer that goes to the socket.
 *
 * <p>Drained as a whole, the bytes are spent: gRPC's own retries are off, so that it frames a message once.
 *
 * <p>If the attempt has ended by the time the message is framed, zeros stand in for the bytes: its stream is closed, nobody gets them,
 * and an exception at that place would bring down the whole channel.
 *
 * <p>Threads: one at a time.
 */
final class PayloadStream extends InputStream implements KnownLength, Drainable {

    private static final byte[] ZEROS = new byte[8 * 1024];

    private final PayloadLease lease;
    private int position;

    PayloadStream(PayloadLease lease) {
        this.lease = lease;
    }

    @Override
    public int available() {
        return lease.length() - position;
    }

    @Override
    public int drainTo(OutputStream target) throws IOException {
        int length = available();
        boolean read = lease.read(
                payload -> target.write(payload.array(), payload.offset() + position, payload.length() - position));
        if (!read) {
            for (int left = length; left > 0; left -= ZEROS.length) {
                target.write(ZEROS, 0, Math.min(left, ZEROS.length));
            }
        }
        position += length;
        lease.spend();
        return length;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        int n = Math.min(length, available());
        if (n <= 0) {
            return length == 0 ? 0 : -1;
        }
        int from = position;
        boolean read =
                lease.read(payload -> System.arraycopy(payload.array(), payload.offset() + from, into, offset, n));
        if (!read) {
            java.util.Arrays.fill(into, offset, offset + n, (byte) 0);
        }
        position += n;
        return n;
    }
}
