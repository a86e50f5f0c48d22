package io.sluice.buildtools.options;

import java.util.List;

/**
 * Keys of the Collector that Sluice does not have.
 *
 * @param keys with the keys that they are below
 * @param fails true if their presence is an error and not a warning
 */
record Foreign(List<String> keys, boolean fails, String instead) {}
