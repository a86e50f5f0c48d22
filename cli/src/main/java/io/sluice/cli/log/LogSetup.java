package io.sluice.cli.log;

import io.sluice.config.TelemetryConfig.LogEncoding;
import io.sluice.config.TelemetryConfig.LogLevel;
import io.sluice.config.TelemetryConfig.LogsConfig;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** Makes the process log as {@code service::telemetry::logs} wants it. */
public final class LogSetup {

    /** Held because the log manager holds loggers weakly, and a collected logger forgets its level. */
    private static final Logger OWN = Logger.getLogger("sluice");

    private static final Logger ROOT = Logger.getLogger("");

    /**
     * Libraries whose troubles our components report themselves, in a sentence and at a bounded rate. What these write is caused by
     * peers and brokers, at their rate, with stack traces; it is heard at level {@code debug}.
     */
    private static final List<Logger> NETWORK_LIBRARIES =
            List.of(Logger.getLogger("org.apache.kafka"), Logger.getLogger("io.grpc"), Logger.getLogger("io.netty"));

    private LogSetup() {}

    /**
     * Replaces whatever logging was set up. Libraries are heard from warnings on, whatever level is configured: what they say below that
     * is about their insides.
     *
     * @param resource attributes of this process, for each JSON line
     */
    public static void install(LogsConfig logs, Map<String, String> resource) {
        LogManager.getLogManager().reset();
        Level level = level(logs.level());
        OWN.setLevel(level);
        ROOT.setLevel(level.intValue() > Level.WARNING.intValue() ? level : Level.WARNING);
        for (Logger library : NETWORK_LIBRARIES) {
            library.setLevel(level.equals(Level.FINE) ? Level.WARNING : Level.OFF);
        }
        ROOT.addHandler(handler(formatter(logs.encoding(), resource)));
    }

    private static Handler handler(Formatter formatter) {
        Handler handler = new ConsoleHandler();
        handler.setLevel(Level.ALL);
        handler.setFormatter(formatter);
        try {
            handler.setEncoding(StandardCharsets.UTF_8.name());
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e); // every JVM has UTF-8
        }
        return handler;
    }

    private static Formatter formatter(LogEncoding encoding, Map<String, String> resource) {
        return switch (encoding) {
            case CONSOLE -> new ConsoleLines();
            case JSON -> new JsonLines(resource);
        };
    }

    private static Level level(LogLevel level) {
        return switch (level) {
            case DEBUG -> Level.FINE;
            case INFO -> Level.INFO;
            case WARN -> Level.WARNING;
            case ERROR -> Level.SEVERE;
        };
    }
}
