package io.sluice.processor.pii.detect;

/**
 * {@link Detector#IPV4}: four octets that stand alone. What has the form and is none: versions ({@code v1.2.3.4}, {@code 1.2.3.4.5}, {@code
 * Browser/1.2.3.4 }, {@code version: "1.2.3.4"}, {@code 1.2.3.4-SNAPSHOT}), object identifiers, networks that end in three zeros, netmasks.
 */
final class Ipv4Finder implements Finder {

    private static final int OCTETS = 4;
    private static final int MAX_WORD = 16;
    private static final byte[][] NO_ADDRESS_BEHIND =
            Bytes.words("version ver vers v rev revision release build firmware oid objectid section chapter so バージョン");
    private static final byte[][] NO_ADDRESS_BEFORE = Bytes.words(
            "snapshot rc beta alpha release final ga jre jdk el fc debian ubuntu alpine linux windows win dev build"
                    + " bin src dist slim patch hotfix amd64 arm64 x86 noarch");
    private static final byte[][] FILES =
            Bytes.words("jar war tar tgz zip gz dll exe so rpm deb whl nupkg pom js apk dmg msi");

    private final int[] octets = new int[OCTETS];

    @Override
    public void find(ScanText text, Hits hits) {
        byte[] array = text.array();
        int end = text.end();
        for (int at = text.from(); at < end; at++) {
            if (!Bytes.isDigit(array[at])) {
                continue;
            }
            int behind = parse(array, at, end);
            if (behind > 0 && isAlone(text, at, behind) && !isVersion(text, at, behind) && isHost()) {
                hits.add(at, behind, Detector.IPV4, Confidence.STRONG);
            }
            at = runEnd(array, at, end) - 1;
        }
    }

    /** Behind digits and single dots between them. */
    private static int runEnd(byte[] array, int from, int end) {
        int at = from;
        while (at < end
                && (Bytes.isDigit(array[at]) || (array[at] == '.' && at + 1 < end && Bytes.isDigit(array[at + 1])))) {
            at++;
        }
        return at;
    }

    /** Behind four octets; -1 if there are none. */
    private int parse(byte[] array, int from, int end) {
        int at = from;
        int padded = 0;
        boolean zero = false;
        for (int octet = 0; octet < OCTETS; octet++) {
            if (octet > 0) {
                if (at >= end || array[at] != '.') {
                    return -1;
                }
                at++;
            }
            int start = at;
            int value = 0;
            while (at < end && at - start < 4 && Bytes.isDigit(array[at])) {
                value = value * 10 + array[at++] - '0';
            }
            int length = at - start;
            if (length == 0 || length > 3 || value > 255) {
                return -1;
            }
            padded += length == 3 ? 1 : 0;
            zero |= length > 1 && array[start] == '0';
            octets[octet] = value;
        }
        return zero && padded < OCTETS ? -1 : at;
    }

    private static boolean isAlone(ScanText text, int start, int behind) {
        int before = text.at(start - 1);
        int after = text.at(behind);
        boolean separated = !Bytes.isAlnum(before) && before != '_';
        return (separated || (after < 0 && isBehindIp(text, start)))
                && !(before == '.' && Bytes.isDigit(text.at(start - 2)))
                && !Bytes.isAlnum(after)
                && after != '_'
                && !(after == '.' && Bytes.isDigit(text.at(behind + 1)));
    }

    /** True directly behind the word IP, as Japanese writes it. */
    private static boolean isBehindIp(ScanText text, int start) {
        int before = text.at(start - 3);
        return Bytes.lower(text.at(start - 1)) == 'p'
                && Bytes.lower(text.at(start - 2)) == 'i'
                && !Bytes.isAlnum(before)
                && before != '_';
    }

    private boolean isHost() {
        boolean network = octets[1] == 0 && octets[2] == 0 && octets[3] == 0;
        boolean mask = octets[0] == 255 && octets[1] == 255;
        return !network && !mask;
    }

    private static boolean isVersion(ScanText text, int start, int behind) {
        return isProduct(text, start, behind)
                || isAfterWord(text, start)
                || (text.at(behind) == '.' && isWordIn(text, behind + 1, FILES))
                || (text.at(behind) == '-' && isRelease(text, behind + 1));
    }

    /** True behind {@code Browser/}; an address behind the name of a host has its port with it: {@code Host/192.0.2.1:80}. */
    private static boolean isProduct(ScanText text, int start, int behind) {
        if (text.at(start - 1) != '/' || text.at(behind) == ':') {
            return false;
        }
        int at = start - 2;
        int limit = Math.max(text.from(), at - MAX_WORD);
        while (at >= limit && Bytes.isAlnum(text.at(at))) {
            at--;
        }
        return Bytes.is(text.at(at + 1), Bytes.UPPER) && at + 1 < start - 1 && text.at(at) != '/' && text.at(at) != '.';
    }

    /** True if the word before says that this is a version. */
    private static boolean isAfterWord(ScanText text, int start) {
        int behind = start;
        int limit = Math.max(text.from(), start - 6);
        while (behind > limit && isBetween(text.at(behind - 1))) {
            behind--;
        }
        if (isWideColon(text, behind)) {
            behind -= 3;
        }
        if (behind == text.from()) {
            return isWordEnd(text.key(), text.keyFrom(), text.keyEnd());
        }
        int least = Math.max(text.from(), behind - MAX_WORD);
        return isWordEnd(text.array(), least, behind);
    }

    /** True behind U+FF1A. */
    private static boolean isWideColon(ScanText text, int behind) {
        return text.at(behind - 1) == (byte) 0x9a
                && text.at(behind - 2) == (byte) 0xbc
                && text.at(behind - 3) == (byte) 0xef;
    }

    private static boolean isBetween(int b) {
        return switch (b) {
            case ' ', '\t', ':', '=', '"', '\'', '(', '[', '>', '.', '\\' -> true;
            default -> false;
        };
    }

    private static boolean isWordEnd(byte[] array, int from, int end) {
        for (byte[] word : NO_ADDRESS_BEHIND) {
            int start = end - word.length;
            if (start >= from
                    && Bytes.startsWithAnyCase(array, start, end, word)
                    && (word.length > 4 || start == from || !Bytes.isLetter(array[start - 1]))) {
                return true;
            }
        }
        return false;
    }

    /** True before {@code SNAPSHOT}, {@code beta2}, {@code 1.el7}. */
    private static boolean isRelease(ScanText text, int at) {
        int number = Bytes.skip(text.array(), Math.min(at, text.end()), text.end(), Bytes.DIGIT);
        return number == at
                ? isWordIn(text, at, NO_ADDRESS_BEFORE)
                : text.at(number) == '.' && Bytes.isLetter(text.at(number + 1));
    }

    private static boolean isWordIn(ScanText text, int at, byte[][] words) {
        for (byte[] word : words) {
            if (Bytes.startsWithAnyCase(text.array(), at, text.end(), word)
                    && !Bytes.isLetter(text.at(at + word.length))) {
                return true;
            }
        }
        return false;
    }
}
