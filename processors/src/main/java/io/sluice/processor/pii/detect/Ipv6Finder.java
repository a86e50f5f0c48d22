package io.sluice.processor.pii.detect;

/**
 * {@link Detector#IPV6}: eight groups, or fewer with exactly one {@code ::}, also with an IPv4 address for the last two. Three to seven
 * groups are times and hardware addresses; {@code add::def} without a digit is code.
 */
final class Ipv6Finder implements Finder {

    private static final int GROUPS = 8;
    private static final int MAX_GROUP = 4;
    private static final int WITHOUT_DIGIT = 4;

    @Override
    public void find(ScanText text, Hits hits) {
        byte[] array = text.array();
        int end = text.end();
        int least = text.from();
        for (int at = text.from(); at < end; at++) {
            if (array[at] != ':') {
                continue;
            }
            int start = start(text, at, least);
            int behind = start < 0 ? -1 : parse(text, start);
            if (behind > 0) {
                hits.add(start, behind, Detector.IPV6, Confidence.STRONG);
            }
            int run = at;
            while (run < end && (array[run] == ':' || Bytes.is(array[run], Bytes.HEX))) {
                run++;
            }
            at = Math.max(run, behind) - 1;
            least = at + 1;
        }
    }

    /** Where an address may begin whose first colon is at an index; -1 if none can. */
    private static int start(ScanText text, int colon, int least) {
        int start = colon;
        while (start > least && colon - start <= MAX_GROUP && Bytes.is(text.at(start - 1), Bytes.HEX)) {
            start--;
        }
        int before = text.at(start - 1);
        boolean word = colon - start > MAX_GROUP || Bytes.isAlnum(before) || before == '_';
        if (!word) {
            return start < colon || text.at(colon + 1) == ':' ? start : colon + 1;
        }
        return text.at(colon + 1) == ':' ? -1 : colon + 1;
    }

    /** Behind the address that begins at an index; -1 if none does. */
    private static int parse(ScanText text, int start) {
        int at = start;
        int groups = 0;
        int gap = -1;
        boolean digit = false;
        int eighth = -1;
        if (text.at(at) == ':') {
            gap = 0;
            at += 2;
        }
        while (groups <= GROUPS && Bytes.is(text.at(at), Bytes.HEX)) {
            int group = at;
            while (at - group <= MAX_GROUP && Bytes.is(text.at(at), Bytes.HEX)) {
                digit |= Bytes.isDigit(text.at(at));
                at++;
            }
            if (at - group > MAX_GROUP) {
                return -1;
            }
            int dotted = text.at(at) == '.' && groups <= GROUPS - 2 ? dottedEnd(text, group) : -1;
            if (dotted > 0) {
                groups += 2;
                at = dotted;
                break;
            }
            groups++;
            eighth = groups == GROUPS ? at : eighth;
            if (text.at(at) != ':') {
                break;
            }
            if (text.at(at + 1) == ':') {
                if (gap >= 0) {
                    return -1;
                }
                gap = groups;
                at += 2;
            } else if (Bytes.is(text.at(at + 1), Bytes.HEX)) {
                at++;
            } else {
                break;
            }
        }
        if (gap < 0 && groups == GROUPS + 1 && isPort(text, eighth + 1)) {
            return eighth;
        }
        boolean whole =
                gap < 0 ? groups == GROUPS : groups > 0 && groups < GROUPS && (digit || groups >= WITHOUT_DIGIT);
        return whole && isEnd(text, at) ? at : -1;
    }

    private static boolean isEnd(ScanText text, int at) {
        int after = text.at(at);
        return !Bytes.isAlnum(after)
                && after != '_'
                && !(after == ':' && (text.at(at + 1) == ':' || text.at(at - 1) == ':'))
                && !(after == '.' && Bytes.isDigit(text.at(at + 1)));
    }

    private static boolean isPort(ScanText text, int from) {
        int behind = Bytes.skip(text.array(), from, text.end(), Bytes.DIGIT);
        return behind > from && !Bytes.isAlnum(text.at(behind)) && text.at(behind) != ':';
    }

    private static int dottedEnd(ScanText text, int from) {
        int at = from;
        for (int octet = 0; octet < 4; octet++) {
            if (octet > 0 && text.at(at++) != '.') {
                return -1;
            }
            int start = at;
            int value = 0;
            while (at - start < 4 && Bytes.isDigit(text.at(at))) {
                value = value * 10 + text.at(at++) - '0';
            }
            if (at == start || at - start > 3 || value > 255) {
                return -1;
            }
        }
        return at;
    }
}
