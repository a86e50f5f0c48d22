package io.sluice.exporter.local;

/** Configuration of {@code nop}: it has none. */
public record NopConfig() {}
