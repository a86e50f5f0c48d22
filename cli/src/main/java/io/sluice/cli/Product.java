package io.sluice.cli;

import io.sluice.api.BuildInfo;
import io.sluice.api.Catalog;

/**
 * What makes a product: its name, its components and what it runs when it is told nothing.
 *
 * @param defaultWorkers threads per pipeline where the configuration doesn't say
 */
public record Product(BuildInfo buildInfo, Catalog catalog, DefaultConfig defaults, int defaultWorkers) {

    /** The version in the manifest of the archive that holds {@code main}; {@code development} outside one. */
    public static String versionOf(Class<?> main) {
        String version = main.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
