package io.sluice.processor.pii.corpus;

import java.util.List;

/** A log record without personal data: its attributes, and its body as the value of no key. */
record CleanRecord(List<Negative> texts) {}
