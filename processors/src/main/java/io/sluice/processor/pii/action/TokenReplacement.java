package io.sluice.processor.pii.action;

import io.sluice.pdata.WireWriter;

/**
 * {@link Action#TOKEN}: 100 bits of HMAC over the label, a zero and the {@linkplain NormalForm normal form} of the value. Of an address it
 * is the canonical text.
 *
 * <p>Allocates what {@code javax.crypto.Mac} does, an array of 32 bytes for each of hash and tag.
 */
final class TokenReplacement implements Replacement {

    private static final int ADDRESS_CAPACITY = 64;

    private final NormalForm normal = new NormalForm();
    private final Address address = new Address();
    private final WireWriter canonical = new WireWriter(ADDRESS_CAPACITY);
    private final byte[] digest = new byte[Hmac.BYTES];
    private final byte[] hash = new byte[Brackets.HASH_LENGTH];
    private Ink ink;

    TokenReplacement(Ink ink) {
        this.ink = ink;
    }

    /** Writes with another key from now on. */
    void use(Ink newInk) {
        ink = newInk;
    }

    @Override
    public void write(byte[] array, int start, int end, Label label, WireWriter out) {
        Shape shape = Shape.of(label.detector());
        normal.set(array, start, end, shape);
        if (shape == Shape.ADDRESS && address.parse(normal.array(), 0, normal.length())) {
            address.write(canonical.reset());
            write(canonical.array(), canonical.length(), label.ofFamily(address.isV4()), out);
        } else {
            write(normal.array(), normal.length(), label, out);
        }
    }

    private void write(byte[] value, int length, Label label, WireWriter out) {
        byte[] name = label.name();
        ink.tokens().add(name, 0, name.length).add(0).add(value, 0, length).finish(digest);
        Base32.write(digest, hash, 0, hash.length);
        int from = ink.open(label, out);
        out.raw(hash, 0, hash.length);
        ink.close(out, from);
    }
}
