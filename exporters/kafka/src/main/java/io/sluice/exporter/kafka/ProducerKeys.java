package io.sluice.exporter.kafka;

import io.sluice.api.config.Checked;
import io.sluice.api.config.Default;
import io.sluice.api.config.Problems;
import io.sluice.api.config.Range;
import io.sluice.api.config.Unsupported;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * {@code producer}.
 *
 * @param maxMessageBytes largest record with key and headers, before compression; also the most of one request to a broker
 * @param requiredAcks whose word counts: 0, 1, -1 or all. The Collector's default is 1; with {@code all} an OK means that the in-sync
 *     replicas have the data, and writing is idempotent
 * @param compression none, gzip, snappy, lz4 or zstd
 * @param compressionParams the codec's level
 * @param linger longest that a record waits for others to share a request with. Unset is 0 without record keys, since a request is one
 *     record then and its sender waits for the answer, and 2ms with them. The Collector's default is 10ms
 * @param allowAutoTopicCreation brokers may make topics that are missing; to forbid it is the brokers' business
 */
@Unsupported(
        value = "flush_max_messages",
        instead = "Leave it out: what the client holds is bounded in bytes and by sending_queue::num_consumers.")
@Unsupported(
        value = "max_broker_write_bytes",
        instead = "Leave it out: a request to a broker holds max_message_bytes at most.")
public record ProducerKeys(
        @Default("1000000") @Range(min = 1, max = Integer.MAX_VALUE)
        int maxMessageBytes,

        @Default("all") RequiredAcks requiredAcks,
        @Default("none") Compression compression,
        CompressionConfig compressionParams,
        @Nullable Duration linger,
        @Default("true") boolean allowAutoTopicCreation)
        implements Checked {

    /** What every key is when absent. */
    public static final ProducerKeys DEFAULTS =
            new ProducerKeys(1_000_000, RequiredAcks.ALL, Compression.NONE, new CompressionConfig(null), null, true);

    @Override
    public void check(Problems problems) {
        if (linger != null && linger.isNegative()) {
            problems.error("linger", "must not be negative", "Use 0s to wait for nothing.");
        }
        if (!requiredAcks.isAll()) {
            problems.warning(
                    "required_acks",
                    "a record that Kafka has accepted can be lost with its broker",
                    "Use all, so that OK means that the data is safe.");
        }
        if (!allowAutoTopicCreation) {
            problems.warning(
                    "allow_auto_topic_creation",
                    "false has no effect: the brokers decide",
                    "Set auto.create.topics.enable=false on the brokers.");
        }
        checkLevel(problems.at("compression_params"));
    }

    private void checkLevel(Problems problems) {
        Integer level = compressionParams.level();
        if (level == null || !compressionParams.isSet()) {
            return;
        }
        switch (compression) {
            case GZIP -> {
                if (level < 1 || level > 9) {
                    problems.error("level", "gzip has levels 1 to 9", "Leave level out for gzip's default.");
                }
            }
            case ZSTD -> {
                if (level < -131_072 || level > 22) {
                    problems.error("level", "zstd has levels -131072 to 22", "Leave level out for zstd's default.");
                }
            }
            case NONE, SNAPPY, LZ4 ->
                problems.error("level", compression.property() + " has no levels", "Leave level out.");
        }
    }
}
