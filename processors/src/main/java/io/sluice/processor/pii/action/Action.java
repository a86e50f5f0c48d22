package io.sluice.processor.pii.action;

/** What happens to a finding. Those with {@link #writes} are carried out by {@link Replacements}, the others by the caller. */
public enum Action {
    /** The label in brackets: {@code [EMAIL]}. */
    REPLACE,
    /** Most characters become {@code *}: {@code j***@example.com}, {@code 411111******1111}. */
    PARTIAL,
    /** A keyed hash that names its key: {@code [EMAIL:k1:2xkq...]}; the same value has the same token. Needs a key. */
    TOKEN,
    /** An address without its host: IPv4 to /24, IPv6 to /48. What is no address is replaced. */
    IP_TRUNCATE,
    /** Another address, the same for the same one, with common prefixes kept: {@code [IPV4:k1:135.242.180.132:abcd]}. Needs a key. */
    IP_PSEUDONYM,
    /** The attribute that holds the finding goes; a finding elsewhere is replaced. */
    DROP_ATTRIBUTE,
    /** The item that holds the finding goes, be it in an event, a link, an exemplar or the status; never an audit record. */
    DROP_RECORD,
    /** The item is marked for another destination, with all that belongs to it; the finding stays. */
    ROUTE,
    /** The finding is counted and stays. */
    COUNT;

    /** True if text is written in the finding's place. */
    public boolean writes() {
        return compareTo(DROP_ATTRIBUTE) < 0;
    }

    /** True if it can't be done without a key. */
    public boolean needsKey() {
        return this == TOKEN || this == IP_PSEUDONYM;
    }
}
