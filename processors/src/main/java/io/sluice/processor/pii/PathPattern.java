package io.sluice.processor.pii;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * An entry of {@code paths}. Without {@code *} it is a place and all that is below it, with {@code *} all places that it is the whole of.
 * Immutable. Threads: any.
 */
final class PathPattern {

    private static final char DOT = '.';
    private static final char ANY = '*';

    private final Glob glob;
    private final int length;
    private final boolean exact;

    PathPattern(String entry) {
        glob = new Glob(entry);
        length = entry.getBytes(StandardCharsets.UTF_8).length;
        exact = entry.indexOf(ANY) < 0;
    }

    boolean matches(byte[] place, int from, int end) {
        return exact ? covers(place, from, end) : glob.matches(place, from, end);
    }

    private boolean covers(byte[] place, int from, int end) {
        int behind = from + length;
        return behind <= end && (behind == end || place[behind] == DOT) && glob.matches(place, from, behind);
    }

    /** True if an entry can match a place of any signal. */
    static boolean isAnywhere(String entry) {
        String lower = entry.toLowerCase(Locale.ROOT);
        for (Place place : Place.values()) {
            if (lower.indexOf(ANY) < 0 ? isAround(lower, place) || isBelow(lower, place) : mayMatch(lower, place)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAround(String entry, Place place) {
        return (place.path() + DOT).startsWith(entry + DOT);
    }

    private static boolean isBelow(String entry, Place place) {
        return place.holdsKeys() && entry.startsWith(place.path() + DOT);
    }

    private static boolean mayMatch(String entry, Place place) {
        byte[] path = place.path().getBytes(StandardCharsets.US_ASCII);
        return new Glob(entry).matches(path, 0, path.length)
                || (place.holdsKeys() && mayMatchBehind(entry, place.path() + DOT));
    }

    /** True if a pattern may match a text that begins with {@code start}: its first {@code *} takes the rest of that and more. */
    private static boolean mayMatchBehind(String pattern, String start) {
        return pattern.regionMatches(0, start, 0, Math.min(pattern.indexOf(ANY), start.length()));
    }

    /** The place that is nearest to an entry that matches none, with what the entry has below it. */
    static String nearest(String entry) {
        String best = "";
        int bestDistance = Integer.MAX_VALUE;
        for (Place place : Place.values()) {
            int cut = endOfParts(entry, place.path().split("\\.").length);
            int distance = distance(entry.substring(0, cut).toLowerCase(Locale.ROOT), place.path());
            if (distance < bestDistance) {
                bestDistance = distance;
                best = place.path() + (place.holdsKeys() ? entry.substring(cut) : "");
            }
        }
        return best;
    }

    private static int endOfParts(String entry, int parts) {
        int at = -1;
        for (int i = 0; i < parts; i++) {
            at = entry.indexOf(DOT, at + 1);
            if (at < 0) {
                return entry.length();
            }
        }
        return at;
    }

    /** How many characters of both lie between what they have in common in front and at the end. */
    private static int distance(String one, String other) {
        int shorter = Math.min(one.length(), other.length());
        int front = 0;
        while (front < shorter && one.charAt(front) == other.charAt(front)) {
            front++;
        }
        int back = 0;
        while (back < shorter - front
                && one.charAt(one.length() - 1 - back) == other.charAt(other.length() - 1 - back)) {
            back++;
        }
        return one.length() + other.length() - 2 * (front + back);
    }
}
