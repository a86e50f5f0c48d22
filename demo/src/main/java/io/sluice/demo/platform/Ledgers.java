package io.sluice.demo.platform;

/** The ledgers of the three signals. */
public record Ledgers(Ledger spans, Ledger logs, Ledger points) {

    static Ledgers empty() {
        return new Ledgers(new Ledger(), new Ledger(), new Ledger());
    }
}
