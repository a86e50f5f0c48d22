package io.sluice.exporter.kafka;

import io.sluice.api.Outcome;
import io.sluice.api.Refusal;
import io.sluice.api.Rejection;
import java.util.Locale;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.jspecify.annotations.Nullable;

/**
 * Says what a failure of the client library means: come again or never, in one sentence that names brokers, topic, key and remedy.
 *
 * <p>What the library calls not retriable is permanent, with one exception: that brokers do not let us in is our own trouble, which an
 * operator can mend while senders keep their data. The Collector drops it. Threads: any.
 */
final class Failures {

    private final KafkaConfig config;
    private final String brokers;
    private final String user;

    Failures(KafkaConfig config) {
        this.config = config;
        this.brokers = String.join(",", config.bootstrapServers());
        SaslConfig sasl = config.auth().user();
        this.user = sasl == null
                ? "this client"
                : "user " + sasl.username() + " with mechanism "
                        + sasl.mechanism().property();
    }

    /** The failure that matters: the library wraps what made a producer unusable. */
    static Throwable root(Throwable failure) {
        Throwable cause = failure.getCause();
        return !(failure instanceof ApiException) && cause instanceof ApiException ? cause : failure;
    }

    /** True if the producer cannot be used any more: it refuses everything, or speaks with credentials that were refused. */
    static boolean breaksProducer(Throwable failure) {
        return !(failure instanceof ApiException)
                || failure instanceof AuthenticationException
                || failure instanceof ClusterAuthorizationException
                || failure instanceof UnsupportedVersionException
                || failure instanceof org.apache.kafka.common.errors.ProducerFencedException
                || failure instanceof org.apache.kafka.common.errors.InvalidProducerEpochException;
    }

    /** True if it is about one topic: that it does not exist, may not be written to, or has a name that can't be. */
    static boolean concernsTopicOnly(Throwable thrown) {
        Throwable failure = root(thrown);
        return failure instanceof TopicAuthorizationException
                || failure instanceof InvalidTopicException
                || isUnknownTopic(failure)
                || (failure instanceof TimeoutException && isUnknownTopic(failure.getCause()));
    }

    private static boolean isUnknownTopic(@Nullable Throwable failure) {
        return failure instanceof UnknownTopicOrPartitionException;
    }

    /** True if it is about one record and says nothing of the next. */
    static boolean concernsRecordOnly(Throwable failure) {
        return failure instanceof RecordTooLargeException || failure instanceof InvalidRecordException;
    }

    /**
     * What a failed record is told.
     *
     * @param sent true if the record was with the client, so that Kafka may have it; false if it was not taken
     */
    Outcome outcome(Destination to, Throwable thrown, boolean sent) {
        Throwable failure = root(thrown);
        String topic = to.topic();
        if (failure instanceof TimeoutException timeout) {
            return timedOut(to, timeout, sent);
        }
        if (isUnknownTopic(failure)) {
            return unknownTopic(to);
        }
        if (failure instanceof RetriableException || !(failure instanceof ApiException)) {
            return Outcome.refused(
                    Refusal.BACKEND,
                    "kafka at " + brokers + " could not take a record for topic " + topic + " now (" + name(failure)
                            + "); it is tried again");
        }
        if (failure instanceof RecordTooLargeException) {
            return Outcome.rejected(Rejection.TOO_LARGE, tooLarge(topic));
        }
        String why = permanent(to, failure);
        return failure instanceof AuthenticationException || failure instanceof AuthorizationException
                ? Outcome.refused(Refusal.BACKEND, why)
                : Outcome.rejected(Rejection.BACKEND, why);
    }

    private Outcome timedOut(Destination to, TimeoutException timeout, boolean sent) {
        String topic = to.topic();
        if (isUnknownTopic(timeout.getCause())) {
            return unknownTopic(to);
        }
        if (sent) {
            return Outcome.refused(
                    Refusal.DEADLINE,
                    "kafka at " + brokers + " did not answer for topic " + topic + " within "
                            + ProducerSettings.deliveryTimeout(config).toMillis()
                            + " ms; check the brokers, or raise timeout");
        }
        return Outcome.refused(
                Refusal.BACKEND,
                "kafka at " + brokers + " was not reached within " + ProducerSettings.MAX_BLOCK.toMillis()
                        + " ms for topic " + topic
                        + "; check that the brokers run and that brokers, tls and auth fit their listener");
    }

    private Outcome unknownTopic(Destination to) {
        return Outcome.refused(
                Refusal.BACKEND,
                "topic " + to.topic() + " does not exist at " + brokers + "; create it, or correct " + to.key());
    }

    private String tooLarge(String topic) {
        return "a record for topic " + topic + " is larger than producer::max_message_bytes ("
                + config.producer().maxMessageBytes()
                + ") or the topic's max.message.bytes; raise them, or send smaller batches";
    }

    private String permanent(Destination to, Throwable failure) {
        String topic = to.topic();
        return switch (failure) {
            case UnsupportedSaslMechanismException _ ->
                "kafka at " + brokers + " does not offer the mechanism of " + user
                        + "; correct auth::sasl::mechanism, or enable it on the listener";
            case SaslAuthenticationException _ ->
                "kafka at " + brokers + " refused " + user
                        + "; correct auth::sasl::username and password, or create the user";
            case AuthenticationException _ -> tlsFailed(failure);
            case TopicAuthorizationException _ ->
                "kafka at " + brokers + " does not let " + user + " write to topic " + topic
                        + "; grant WRITE and DESCRIBE on it, or correct " + to.key();
            case AuthorizationException _ ->
                "kafka at " + brokers + " does not let " + user
                        + " write idempotently; grant IDEMPOTENT_WRITE on the cluster, or WRITE on the topic";
            case InvalidTopicException _ -> "topic name " + topic + " is not valid; correct " + to.key();
            case InvalidRecordException _ ->
                "kafka at " + brokers + " does not take such records in topic " + topic
                        + "; a compacted topic needs keys";
            case UnsupportedVersionException _ ->
                "kafka at " + brokers + " is too old for this client; upgrade it, or use required_acks: 1";
            default ->
                "kafka at " + brokers + " refused a record for topic " + topic + " for good (" + name(failure)
                        + "); see the brokers' log";
        };
    }

    private String tlsFailed(Throwable failure) {
        String why = messages(failure);
        String remedy;
        if (why.contains("subject alternative") || why.contains("no name matching")) {
            remedy = "its certificate is for another name: use a name from it in brokers, or set"
                    + " tls::server_name_override";
        } else if (why.contains("certification path") || why.contains("trust")) {
            remedy = "its certificate is of an unknown authority: set tls::ca_file";
        } else if (why.contains("certificate_required") || why.contains("bad_certificate")) {
            remedy = "it wants a client certificate: set tls::cert_file and tls::key_file";
        } else {
            remedy = "check that the listener speaks TLS and that tls::ca_file, cert_file and min_version fit it";
        }
        return "the TLS handshake with kafka at " + brokers + " failed; " + remedy;
    }

    private static String messages(Throwable failure) {
        StringBuilder all = new StringBuilder();
        Throwable at = failure;
        for (int depth = 0; at != null && depth < 10; depth++) {
            all.append(at.getMessage()).append('\n');
            at = at.getCause();
        }
        return all.toString().toLowerCase(Locale.ROOT);
    }

    private static String name(Throwable failure) {
        return failure.getClass().getSimpleName();
    }

    /** The sentence of a failure. */
    static String message(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Refused refused -> refused.message();
            case Outcome.Rejected rejected -> rejected.message();
            case Outcome.Accepted _, Outcome.PartiallyAccepted _ -> "";
        };
    }

    /** What is told when the sender's deadline comes before the client's answer. */
    Outcome.Refused late(Route route) {
        return Outcome.refused(
                Refusal.DEADLINE,
                "kafka at " + brokers + " did not answer for "
                        + (route.dispatch() == null
                                ? "topic " + route.own().topic()
                                : "topics of " + route.signal().configName())
                        + " before the sender's deadline; check the brokers");
    }
}
