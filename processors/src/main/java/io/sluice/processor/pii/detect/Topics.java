package io.sluice.processor.pii.detect;

/** What keywords speak of, as bits. */
final class Topics {

    static final int CARD = 1;
    static final int MY_NUMBER = 1 << 1;
    static final int CORPORATE = 1 << 2;
    static final int LICENSE = 1 << 3;
    static final int PASSPORT = 1 << 4;
    static final int RESIDENCE = 1 << 5;
    static final int PHONE = 1 << 6;
    static final int POSTAL = 1 << 7;
    static final int BANK = 1 << 8;
    /** Branch, bank and insurer codes: numbers so short that the keyword has to stand directly before. */
    static final int CODE = 1 << 9;
    /** Pension and insurance. */
    static final int WELFARE = 1 << 10;

    static final int SSN = 1 << 11;
    static final int DEVICE = 1 << 12;
    /** Numbers of things: orders, traces, times. Directly before a number it takes from it what other keywords say. */
    static final int HARMLESS = 1 << 13;

    private Topics() {}
}
