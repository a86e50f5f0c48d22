package io.sluice.processor.pii.corpus;

/** Who made or confirmed a value. */
enum Source {
    /** {@code com.googlecode.libphonenumber}. */
    LIBPHONENUMBER,
    /** {@code org.iban4j}. */
    IBAN4J,
    /** {@code net.datafaker}, mostly its Japanese locale. */
    DATAFAKER,
    /** python-stdnum, through {@code scripts/pii-corpus/stdnum_values.py}. */
    STDNUM,
    /** This package. */
    OWN;

    boolean isIndependent() {
        return this != OWN;
    }
}
