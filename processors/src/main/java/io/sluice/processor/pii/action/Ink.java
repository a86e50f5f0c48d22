package io.sluice.processor.pii.action;

import io.sluice.pdata.WireWriter;

/** What one thread writes tokens and pseudonyms with: ciphers under the active key. Threads: one at a time. */
final class Ink {

    private static final byte[] PUNCTUATION = {'[', ':', ']'};

    private final byte[] id;
    private final Hmac tokens;
    private final PrefixCipher addresses;
    private final Signer signer;

    Ink(SubKeys keys) {
        id = keys.id();
        tokens = keys.tokens();
        addresses = keys.addresses();
        signer = new Signer(keys);
    }

    Hmac tokens() {
        return tokens;
    }

    PrefixCipher addresses() {
        return addresses;
    }

    /**
     * Writes {@code [LABEL:id:}.
     *
     * @return what {@link #close} wants
     */
    int open(Label label, WireWriter out) {
        byte[] name = label.name();
        out.raw(PUNCTUATION, 0, 1);
        int from = out.length();
        out.raw(name, 0, name.length).raw(PUNCTUATION, 1, 1).raw(id, 0, id.length);
        colon(out);
        return from;
    }

    void colon(WireWriter out) {
        out.raw(PUNCTUATION, 1, 1);
    }

    /** Writes the tag and the bracket. */
    void close(WireWriter out, int from) {
        signer.sign(out, from);
        out.raw(PUNCTUATION, 2, 1);
    }
}
