package io.sluice.processor.pii.action;

/** One generation of {@link PseudonymKeys}. Immutable. Threads: any. */
final class KeyRing {}
