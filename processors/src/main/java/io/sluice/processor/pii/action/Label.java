package io.sluice.processor.pii.action;

import io.sluice.processor.pii.detect.Detector;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What masked text says that stood there: a detector's name, or that of a rule of the user's. Immutable. Threads: any. */
public final class Label {

    private static final int MAX_LENGTH = 64;
    private static final Map<Detector, Label> OF_DETECTORS = ofDetectors();

    private final byte[] name;
    private final @Nullable Detector detector;

    private Label(String name, @Nullable Detector detector) {
        this.name = name.getBytes(StandardCharsets.US_ASCII);
        this.detector = detector;
    }

    private static Map<Detector, Label> ofDetectors() {
        Map<Detector, Label> labels = new EnumMap<>(Detector.class);
        for (Detector detector : Detector.values()) {
            labels.put(detector, new Label(detector.name(), detector));
        }
        return labels;
    }

    /** The one of a detector. */
    public static Label of(Detector detector) {
        return Objects.requireNonNull(OF_DETECTORS.get(detector));
    }

    /** That of a rule of the user's: its name in upper case, {@code _} for what is no letter or digit of ASCII, at most 64 characters. */
    public static Label ofRule(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        int length = Math.min(upper.length(), MAX_LENGTH);
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            char c = upper.charAt(i);
            text.append((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ? c : '_');
        }
        return new Label(text.toString(), null);
    }

    /** The detector, or null for a rule of the user's. */
    public @Nullable Detector detector() {
        return detector;
    }

    /** The one that fits an address; that of a rule of the user's stays. */
    Label ofFamily(boolean v4) {
        return detector == null ? this : of(v4 ? Detector.IPV4 : Detector.IPV6);
    }

    /** The text, ASCII of {@code [A-Z0-9_]}; not to be changed. */
    byte[] name() {
        return name;
    }

    @Override
    public String toString() {
        return new String(name, StandardCharsets.US_ASCII);
    }
}
