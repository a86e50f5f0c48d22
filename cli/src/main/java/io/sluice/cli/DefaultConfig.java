package io.sluice.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a product runs without {@code --config}: a file that comes with it, filled in from the environment.
 *
 * @param file the file; a product that is not installed has none
 * @param required environment variables that the file cannot do without, each with what it holds
 */
public record DefaultConfig(Path file, Map<String, String> required) {

    /** A file in the {@code conf} folder of the installation, which the start script names in {@code sluice.home}. */
    public static DefaultConfig installed(String name, Map<String, String> required) {
        return new DefaultConfig(Path.of(System.getProperty("sluice.home", "."), "conf", name), required);
    }

    /**
     * Where to load it from.
     *
     * @throws UserError if there is no such file, or if variables are missing: it names them all
     */
    String location(Map<String, String> environment) {
        if (!Files.isReadable(file)) {
            throw new UserError("at least one config flag must be provided: --config FILE");
        }
        List<String> missing = new ArrayList<>();
        required.forEach((name, holds) -> {
            if (environment.getOrDefault(name, "").isBlank()) {
                missing.add(name + " (" + holds + ")");
            }
        });
        if (!missing.isEmpty()) {
            throw new UserError("the default configuration " + file + " needs "
                    + (missing.size() == 1 ? "the environment variable " : "the environment variables ")
                    + String.join(", ", missing) + "; set " + (missing.size() == 1 ? "it" : "them")
                    + ", or give a configuration of your own with --config.");
        }
        return "file:" + file;
    }
}
