package io.sluice.cli;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Asks the health endpoint of a running process; for container images that hold no other program that could. */
@Command(description = "Asks a running process how it is: exit 0 if it is ready, else 1.")
final class HealthcheckCommand implements Callable<Integer> {

    private static final int TIMEOUT_MILLIS = 2_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--endpoint",
            defaultValue = "http://localhost:13133/",
            description = "URL of the health_check extension, ${DEFAULT-VALUE} if not given.")
    private String endpoint = "";

    @Override
    public Integer call() {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(endpoint).toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            int status = connection.getResponseCode();
            connection.disconnect();
            if (status != HttpURLConnection.HTTP_OK) {
                throw new UserError("not ready: HTTP " + status);
            }
            spec.commandLine().getOut().println("ready");
            return 0;
        } catch (IOException | IllegalArgumentException | ClassCastException e) {
            throw new UserError("nothing answers at " + endpoint + ": " + e.getMessage());
        }
    }
}
