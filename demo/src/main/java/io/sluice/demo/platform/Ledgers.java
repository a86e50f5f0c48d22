package io.sluice.demo.platform;

/** The ledgers of the three signals, and the traces that spans make. */
public record Ledgers(Ledger spans, Ledger logs, Ledger points, MadeTraces traces) {

    static Ledgers empty() {
        return new Ledgers(new Ledger(), new Ledger(), new Ledger(), new MadeTraces());
    }
}
