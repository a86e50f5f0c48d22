package io.sluice.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Plain requests to a product's own endpoints on loopback. */
final class Http {

    private static final int PATIENCE_MILLIS = 2_000;

    private Http() {}

    /** True if {@code path} is answered with 200. */
    static boolean isOk(int port, String path) {
        try {
            HttpURLConnection connection = connect(port, path);
            int status = connection.getResponseCode();
            connection.disconnect();
            return status == HttpURLConnection.HTTP_OK;
        } catch (IOException _) {
            return false;
        }
    }

    /** The sum of a counter over all its labels, with or without {@code _total} in its name, from the metrics endpoint on {@code port}. */
    static double counter(int port, String name) throws IOException {
        String text = metrics(port);
        return sum(text, name) + sum(text, name + "_total");
    }

    /** What the metrics endpoint on {@code port} says, in Prometheus' text format. */
    static String metrics(int port) throws IOException {
        try (InputStream in = connect(port, "/metrics").getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The sum of a metric over all its labels in Prometheus' text format. */
    static double sum(String text, String name) {
        return text.lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static HttpURLConnection connect(int port, String path) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
        connection.setConnectTimeout(PATIENCE_MILLIS);
        connection.setReadTimeout(PATIENCE_MILLIS);
        return connection;
    }
}
