package io.sluice.bench;

import java.util.List;

/**
 * What became of all items of an {@link OpenLoad}.
 *
 * @param offered all that came due
 * @param acknowledged accepted, sooner or later
 * @param overflowed never sent: the backlog was full
 * @param missing acknowledged but not in Kafka
 * @param permanentErrors requests refused for good
 * @param firstError the first of these, or empty
 */
record Totals(long offered, long acknowledged, long overflowed, long missing, long permanentErrors, String firstError) {

    static Totals of(List<Offer> offers, long missing) {
        long offered = 0;
        long acknowledged = 0;
        long overflowed = 0;
        long errors = 0;
        String first = "";
        for (Offer offer : offers) {
            offered += offer.items;
            acknowledged += offer.isAcknowledged() ? offer.items : 0;
            overflowed += offer.sentNanos == Offer.NEVER ? offer.items : 0;
            if (offer.error != null) {
                first = errors++ == 0 ? offer.error : first;
            }
        }
        return new Totals(offered, acknowledged, overflowed, missing, errors, first);
    }

    /** True if nothing is missing and no client was refused for good. */
    boolean isMet() {
        return missing == 0 && permanentErrors == 0 && acknowledged > 0;
    }

    String text() {
        return String.format(
                "%noffered %d, acknowledged %d, backlog overflow %d, missing %d (bar 0), permanent errors %d (bar 0)"
                        + " %s%n",
                offered, acknowledged, overflowed, missing, permanentErrors, firstError);
    }

    /** Members of a JSON object. */
    String json() {
        return String.format(
                "\"offered\":%d,\"acknowledged\":%d,\"overflowed\":%d,\"missing\":%d,\"permanent_errors\":%d",
                offered, acknowledged, overflowed, missing, permanentErrors);
    }
}
