package io.sluice.exporter.helper;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testkit.ManualClock;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.helpers.MessageFormatter;

class ExporterLogTest {

    private final List<String> lines = new ArrayList<>();
    private final ManualClock clock = new ManualClock();
    private final ExporterLog log = new ExporterLog(
            (Logger) Proxy.newProxyInstance(
                    Logger.class.getClassLoader(), new Class<?>[] {Logger.class}, (_, method, args) -> {
                        lines.add(method.getName() + " "
                                + MessageFormatter.arrayFormat(
                                                (String) args[0],
                                                args[1] instanceof Object[] all
                                                        ? all
                                                        : Arrays.copyOfRange(args, 1, args.length))
                                        .getMessage());
                        return null;
                    }),
            clock);

    @Test
    void writesWhatUsersOfTheCollectorLookFor() {
        log.retrying("backend is down", 5_200_000_000L, 7);
        log.dropping("backend is down", 7);
        log.rejecting("backend is down", 7);
        log.partial("too old", 2);

        assertThat(lines)
                .containsExactly(
                        "info Exporting failed. Will retry the request after interval. interval=5200ms items=7"
                                + " error=\"backend is down\"",
                        "error Exporting failed. Dropping data. dropped_items=7 error=\"backend is down\"",
                        "warn Exporting failed. Rejecting data. rejected_items=7 error=\"backend is down\"",
                        "warn Partial success response. rejected_items=2 message=\"too old\"");
    }

    @Test
    void writesEachKindOnceAMinute() {
        for (int i = 0; i < 100; i++) {
            log.dropping("no", 1);
            log.rejecting("no", 1);
        }
        assertThat(lines).hasSize(2);

        clock.advance(Duration.ofMinutes(1));
        log.dropping("no", 1);
        assertThat(lines.get(2)).contains("99");
    }
}
