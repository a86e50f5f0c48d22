package io.sluice.pdata;

/**
 * A message that would not fit into one array. Protobuf itself allows no message of 2 GiB or more, so nobody could read it.
 *
 * <p>It is unchecked because no request that a receiver admits comes near this size.
 */
public final class PayloadTooLargeException extends IllegalStateException {

    /** The most bytes a message may have; a few less than the largest {@code int}, which not every JVM can allocate. */
    public static final int MAX_BYTES = Integer.MAX_VALUE - 16;

    private static final long serialVersionUID = 1L;

    /** @param bytes size of the message that was asked for */
    public PayloadTooLargeException(long bytes) {
        super("a message of " + bytes + " bytes, more than " + MAX_BYTES);
    }
}
