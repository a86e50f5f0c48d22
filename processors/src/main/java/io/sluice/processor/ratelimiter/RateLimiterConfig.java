package io.sluice.processor.ratelimiter;

import io.sluice.api.config.Checked;
import io.sluice.api.config.Default;
import io.sluice.api.config.Problems;
import io.sluice.api.config.Range;
import java.util.List;

/**
 * Configuration of {@code rate_limiter}, a processor of Sluice's own. At least one of the two rates is set.
 *
 * @param itemsPerSecond spans, data points or log records that one key may send each second; 0 is no limit
 * @param itemsBurst items that a key may send at once after a pause; 0 is a second's worth
 * @param bytesPerSecond payload bytes (OTLP protobuf, inflated) that one key may send each second; 0 is no limit
 * @param bytesBurst bytes that a key may send at once after a pause; 0 is a second's worth
 * @param key what has a budget of its own: empty for the pipeline as a whole, {@code client} for each sender (the name in its
 *     certificate, else its address), {@code resource.NAME} for each value of the resource attribute NAME
 * @param maxKeys keys that have a budget of their own at a time; further ones share one
 * @param action what happens to data above the rate
 * @param floor what is never limited
 */
public record RateLimiterConfig(
        @Default("0") @Range(min = 0, max = MAX_RATE) long itemsPerSecond,
        @Default("0") @Range(min = 0, max = MAX_RATE) long itemsBurst,
        @Default("0") @Range(min = 0, max = MAX_RATE) long bytesPerSecond,
        @Default("0") @Range(min = 0, max = MAX_RATE) long bytesBurst,
        @Default("\"\"") String key,
        @Default("10000") @Range(min = 1, max = 1 << 20) int maxKeys,
        @Default("refuse") Action action,
        Floor floor)
        implements Checked {

    static final long MAX_RATE = 1_000_000_000_000L;
    private static final String CLIENT = "client";
    private static final String RESOURCE = "resource.";

    /** What happens to data above the rate. */
    public enum Action {
        /** The request is refused retryably, and its sender told when to come again. */
        REFUSE,
        /** The items above the rate are dropped and counted; the sender hears OK. */
        DROP
    }

    /**
     * What is never limited: errors, and what carries one of some attributes.
     *
     * @param errors true to never limit log records of severity ERROR and above, and spans with status ERROR
     * @param attributes {@code NAME} or {@code NAME=VALUE} of item or resource attributes; an item that has one is never limited
     */
    public record Floor(
            @Default("true") boolean errors, @Default("[]") List<String> attributes) {
        public Floor {
            attributes = List.copyOf(attributes);
        }
    }

    long effectiveItemsBurst() {
        return itemsBurst > 0 ? itemsBurst : itemsPerSecond;
    }

    long effectiveBytesBurst() {
        return bytesBurst > 0 ? bytesBurst : bytesPerSecond;
    }

    boolean isByClient() {
        return key.equals(CLIENT);
    }

    /** The resource attribute that is the key, or empty. */
    String resourceAttribute() {
        return key.startsWith(RESOURCE) ? key.substring(RESOURCE.length()) : "";
    }

    @Override
    public void check(Problems problems) {
        if (itemsPerSecond == 0 && bytesPerSecond == 0) {
            problems.error("", "limits nothing", "Set items_per_second or bytes_per_second.");
        }
        if (itemsBurst > 0 && itemsPerSecond == 0) {
            problems.error("items_burst", "has no meaning without items_per_second", "Set items_per_second.");
        }
        if (bytesBurst > 0 && bytesPerSecond == 0) {
            problems.error("bytes_burst", "has no meaning without bytes_per_second", "Set bytes_per_second.");
        }
        if (!key.isEmpty() && !isByClient() && resourceAttribute().isEmpty()) {
            problems.error(
                    "key",
                    "\"" + key + "\" is not a key",
                    "Use client, resource.NAME (resource.service.name), or leave it out.");
        }
        for (int i = 0; i < floor.attributes().size(); i++) {
            String attribute = floor.attributes().get(i);
            if (attribute.isEmpty() || attribute.startsWith("=")) {
                problems.at("floor")
                        .at("attributes")
                        .error(Integer.toString(i), "names no attribute", "Write NAME or NAME=VALUE.");
            }
        }
    }
}
