package io.sluice.processor.pii.action;

import io.sluice.pdata.WireWriter;
import java.util.Arrays;

/**
 * Ends what a key made with a tag that only its holders can make, and recognises it: 30 bits of HMAC over everything between bracket and
 * tag. So neither a label, nor a hash, nor an address that somebody else wrote passes as ours. Threads: one at a time.
 */
final class Signer {

    static final int TAG_LENGTH = 6;

    private final byte[] id;
    private final Hmac hmac;
    private final byte[] digest = new byte[Hmac.BYTES];
    private final byte[] tag = new byte[TAG_LENGTH];

    Signer(SubKeys keys) {
        id = keys.id();
        hmac = keys.tags();
    }

    boolean isNamed(byte[] array, int from, int end) {
        return Arrays.equals(id, 0, id.length, array, from, end);
    }

    /** Appends the tag of what {@code out} holds from {@code from} on. */
    void sign(WireWriter out, int from) {
        compute(out.array(), from, out.length());
        out.raw(tag, 0, TAG_LENGTH);
    }

    /** Whether the tag of {@code array[from, tagStart)} follows there; always reads all of it. */
    boolean verify(byte[] array, int from, int tagStart) {
        compute(array, from, tagStart);
        int differences = 0;
        for (int i = 0; i < TAG_LENGTH; i++) {
            differences |= tag[i] ^ array[tagStart + i];
        }
        return differences == 0;
    }

    private void compute(byte[] array, int from, int end) {
        hmac.add(array, from, end).finish(digest);
        Base32.write(digest, tag, 0, TAG_LENGTH);
    }
}
