package io.sluice.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Commands that run a class of this program in a JVM of its own. */
final class Jvm {

    private Jvm() {}

    static List<String> command(List<String> flags, Class<?> main) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        return command;
    }
}
