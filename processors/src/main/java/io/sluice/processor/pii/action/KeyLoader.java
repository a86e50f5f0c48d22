package io.sluice.processor.pii.action;

import io.sluice.processor.pii.action.KeyException.Reason;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Reads all keys, and makes a ring of them. What it reads at one time is a {@link Snapshot}, which is cheap to compare; only one that
 * differs is decoded.
 *
 * @param sources the active one first
 */
record KeyLoader(List<KeySource> sources) {

    /**
     * The texts of all keys at one time.
     *
     * @param texts one for each source
     * @param hash a digest of them, so that nobody need keep them to compare
     */
    record Snapshot(List<byte[]> texts, String hash) {

        /** Never printed: they are keys. */
        @Override
        public String toString() {
            return "keys";
        }
    }

    boolean readsFiles() {
        return sources.stream().anyMatch(source -> source.file() != null);
    }

    Snapshot read() throws KeyException {
        MessageDigest digest = sha256();
        List<byte[]> texts = new ArrayList<>();
        for (KeySource source : sources) {
            byte[] text = read(source);
            texts.add(text);
            digest.update(sha256().digest(text));
        }
        return new Snapshot(texts, HexFormat.of().formatHex(digest.digest()));
    }

    private static byte[] read(KeySource source) throws KeyException {
        try {
            return source.read();
        } catch (KeyException e) {
            throw e.about(source.name());
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the platform lacks SHA-256", e);
        }
    }

    /** Decodes and checks what was read. */
    KeyRing load(Snapshot snapshot) throws KeyException {
        List<SubKeys> ring = new ArrayList<>();
        List<byte[]> keys = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            KeySource source = sources.get(i);
            byte[] key = decode(snapshot.texts().get(i), source);
            for (int j = 0; j < i; j++) {
                if (MessageDigest.isEqual(key, keys.get(j))) {
                    throw new KeyException(
                            Reason.TWICE,
                            source.name() + " is the same as " + sources.get(j).name(),
                            "a new id needs a new key");
                }
            }
            keys.add(key);
            ring.add(SubKeys.of(source.id(), key));
        }
        return new KeyRing(ring);
    }

    private static byte[] decode(byte[] text, KeySource source) throws KeyException {
        try {
            return KeyText.decode(text);
        } catch (KeyException e) {
            throw e.about(source.name());
        }
    }
}
