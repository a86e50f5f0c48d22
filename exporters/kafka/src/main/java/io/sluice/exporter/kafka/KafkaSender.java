package io.sluice.exporter.kafka;

import io.sluice.api.Batch;
import io.sluice.api.ComponentContext;
import io.sluice.api.ComponentException;
import io.sluice.api.Outcome;
import io.sluice.api.Rejection;
import io.sluice.api.Timer;
import io.sluice.exporter.helper.Delivery;
import io.sluice.exporter.helper.Sender;
import io.sluice.json.OtlpJsonWriter;
import io.sluice.pdata.MalformedException;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import io.sluice.transport.tls.ClientTls;
import io.sluice.transport.tls.ClientTlsConfig;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Hands batches to the Kafka client as records. By the time {@link #send} returns the client has compressed the bytes into its own memory,
 * so the payload may go whenever the delivery ends.
 */
final class KafkaSender implements Sender {

    /** Makes producers from what the client library is told. */
    @FunctionalInterface
    interface ProducerMaker extends Function<Map<String, Object>, Producer<byte[], byte[]>> {}

    private final ComponentContext context;
    private final KafkaConfig config;
    private final ProducerMaker maker;
    private final Executor executor;
    private final Failures failures;
    private final RecordHeaderMaker headers;
    private final KafkaMetrics metrics;
    private final Map<Signal, Route> routes = new EnumMap<>(Signal.class);
    private final OtlpJsonWriter json = new OtlpJsonWriter();
    private final long clientPatienceNanos;
    private @Nullable ClientTls tls;
    private @Nullable ProducerSlot slot;

    KafkaSender(ComponentContext context, KafkaConfig config, Set<Signal> signals, ProducerMaker maker) {
        this(
                context,
                config,
                signals,
                maker,
                task -> Thread.ofVirtual().name("kafka-topics").start(task));
    }

    /** @param executor runs what waits for word of topics, each task for itself */
    KafkaSender(
            ComponentContext context, KafkaConfig config, Set<Signal> signals, ProducerMaker maker, Executor executor) {
        this.executor = executor;
        this.context = context;
        this.config = config;
        this.maker = maker;
        this.failures = new Failures(config);
        this.headers = new RecordHeaderMaker(config);
        this.metrics = new KafkaMetrics(context);
        this.clientPatienceNanos = ProducerSettings.deliveryTimeout(config).toNanos();
        for (Signal signal : signals) {
            routes.put(signal, new Route(signal, config, context, metrics, failures, executor));
        }
    }

    @Override
    public void start() throws ComponentException {
        ClientTlsConfig tlsConfig = config.effectiveTls();
        if (tlsConfig != null) {
            tls = ClientTls.open(tlsConfig, context, "kafka", ClientTls.NO_ALPN);
        }
        Map<String, Object> settings = ProducerSettings.of(config, tls);
        ProducerSlot made;
        try {
            made = new ProducerSlot(() -> maker.apply(settings), context.clock());
        } catch (KafkaException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new ComponentException(
                    "the Kafka client cannot start (" + cause.getMessage() + "); check brokers and producer", e);
        }
        slot = made;
        metrics.measureBuffer(made);
        executor.execute(() -> warmUp(made));
    }

    /** Connects and learns of the topics, so that the first batch need not wait; says what stands in the way. */
    private void warmUp(ProducerSlot used) {
        Producer<byte[], byte[]> producer = used.peek();
        for (Route route : routes.values()) {
            for (Destination topic : route.configuredTopics()) {
                try {
                    producer.partitionsFor(topic.topic());
                    topic.learnt();
                } catch (RuntimeException e) {
                    if (Failures.breaksProducer(Failures.root(e))) {
                        used.broken(producer, e);
                    }
                    Outcome told = failures.outcome(topic, e, false);
                    context.logger().warn("not ready yet: {}", Failures.message(told));
                    if (!Failures.concernsTopicOnly(e)) {
                        return;
                    }
                }
            }
        }
    }

    @Override
    public void send(Delivery delivery) {
        Batch batch = delivery.batch();
        Route route = Objects.requireNonNull(routes.get(batch.signal()));
        long now = context.clock().nanoTime();
        Outcome closed = route.closedWith(now);
        if (closed != null) {
            delivery.done(closed);
            return;
        }
        ProducerSlot used = Objects.requireNonNull(slot);
        Producer<byte[], byte[]> producer = used.current();
        Throwable broken = used.failureOf(producer);
        if (broken != null) {
            delivery.done(failures.outcome(route.own(), broken, false));
            return;
        }
        try {
            send(delivery, route, used, producer, now);
        } catch (MalformedException e) {
            delivery.done(malformed(e));
        }
    }

    private void send(Delivery delivery, Route route, ProducerSlot used, Producer<byte[], byte[]> producer, long now)
            throws MalformedException {
        Batch batch = delivery.batch();
        RequestSplitter splitter = route.splitter();
        try {
            int records = splitter == null ? 1 : splitter.group(batch.payload());
            Progress progress = delivery.attachment() instanceof Progress earlier
                    ? earlier
                    : new Progress(records, splitter == null ? null : splitter.recordOfItem());
            Attempt attempt = new Attempt(delivery, route, failures, used, producer, progress);
            handOver(attempt, route, batch, now);
            attempt.handedOver(timer(attempt, route, delivery.deadlineNanos(), now));
        } finally {
            if (splitter != null) {
                splitter.forget();
            }
        }
    }

    /** Hands over the records that are still due. */
    private void handOver(Attempt attempt, Route route, Batch batch, long now) {
        TopicDispatch dispatch = route.dispatch();
        int partitions = 0;
        if (dispatch == null && route.choosesPartitions()) {
            try {
                partitions =
                        attempt.producer().partitionsFor(route.own().topic()).size();
            } catch (RuntimeException e) {
                Outcome outcome = attempt.notTaken(route.own(), e);
                route.close(outcome, context.clock().nanoTime());
                return;
            }
        }
        List<Header> all = headers.of(batch.signal(), batch.context());
        Progress progress = attempt.progress();
        for (int record = 0; record < progress.records(); record++) {
            if (!progress.isPending(record)) {
                continue;
            }
            byte[] key = route.keyOf(record, batch.context());
            byte[] value;
            try {
                value = value(route, batch, record);
            } catch (MalformedException e) {
                attempt.unusable(record, malformed(e));
                continue;
            }
            Outcome stop = dispatch == null
                    ? attempt.send(record, route.own(), record(route, key, value, partitions, all), now)
                    : dispatch.send(
                            new Outgoing(attempt, record, route.granules(record), key, value, all, now),
                            route.topicOf(record));
            if (stop != null) {
                attempt.unsent(record + 1, stop);
                route.close(stop, context.clock().nanoTime());
                return;
            }
        }
    }

    private static ProducerRecord<byte[], byte[]> record(
            Route route, byte @Nullable [] key, byte[] value, int partitions, List<Header> headers) {
        Destination to = route.own();
        return new ProducerRecord<>(to.topic(), route.partition(to, key, partitions), null, key, value, headers);
    }

    private static Outcome.Rejected malformed(MalformedException e) {
        return new Outcome.Rejected(Rejection.MALFORMED, Objects.toString(e.getMessage(), ""));
    }

    private byte[] value(Route route, Batch batch, int record) throws MalformedException {
        RequestSplitter splitter = route.splitter();
        if (!route.isJson()) {
            return splitter == null ? batch.payload().toExactArray() : splitter.value(record);
        }
        return json.toBytes(batch.signal(), splitter == null ? batch.payload() : Payload.of(splitter.value(record)));
    }

    /** Ends the attempt at its deadline, where the client would wait longer, or records may wait before the client has them. */
    private @Nullable Timer timer(Attempt attempt, Route route, long deadlineNanos, long now) {
        if (route.dispatch() == null && deadlineNanos - now >= clientPatienceNanos) {
            return null;
        }
        return context.timers()
                .schedule(Math.max(0, deadlineNanos - context.clock().nanoTime()), attempt::expire);
    }

    @Override
    public void stop(long deadlineNanos) {
        ProducerSlot used = slot;
        if (used != null) {
            long left = Math.max(0, deadlineNanos - context.clock().nanoTime());
            used.close(Duration.ofMillis(TimeUnit.NANOSECONDS.toMillis(left)));
        }
        if (tls != null) {
            tls.close();
        }
    }
}
