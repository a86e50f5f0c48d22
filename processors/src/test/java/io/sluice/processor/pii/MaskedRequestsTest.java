package io.sluice.processor.pii;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import com.google.protobuf.UnknownFieldSet;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.LogsData;
import io.opentelemetry.proto.metrics.v1.MetricsData;
import io.opentelemetry.proto.trace.v1.TracesData;
import io.sluice.pdata.Signal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requests of every form, beside {@link PlainMasking}: what leaves is what that makes of them; masked again, it stays the same to the byte;
 * what a worker that has seen others makes of them says the same as what a new one does. {@code -Dpii.requests=N} tries more.
 */
final class MaskedRequestsTest {

    private static final int REQUESTS = Integer.getInteger("pii.requests", 150);
    private static final long SEED = Long.getLong("pii.seed", 1);

    private static final Pattern NO_VALUE = Pattern.compile("(?m)^ *value \\{\n *}\n");

    static String escaped(ByteString bytes) {
        return TextFormat.escapeBytes(bytes);
    }

    static Message empty(Signal signal) {
        return switch (signal) {
            case TRACES -> TracesData.getDefaultInstance();
            case METRICS -> MetricsData.getDefaultInstance();
            case LOGS -> LogsData.getDefaultInstance();
        };
    }

    /** Without values that are empty: whether they are there says nothing. */
    static String text(Message message) {
        return NO_VALUE.matcher(message.toString()).replaceAll("");
    }

    /** Without what nobody knows beside the resources: if all of them are dropped, it makes no difference. */
    private static Message withoutUnknown(Message request) {
        return request.toBuilder()
                .setUnknownFields(UnknownFieldSet.getDefaultInstance())
                .build();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TRACES | {protected_keys: [], classes: {attribute: class}}",
                "METRICS | {protected_keys: [], classes: {attribute: class}}",
                "LOGS | {protected_keys: [], classes: {attribute: class}}",
                "LOGS | {}",
                "TRACES | {action: partial}",
                "LOGS | {action: partial, rules: [{name: id, pattern: 'user-[0-9]+'}]}",
                "LOGS | {detectors: {ipv4: {action: ip_truncate}, authorization: {action: count}}}",
                "LOGS | {classes: {policies: {strict: {detectors: {card: {enabled: false}}}}}}",
                "METRICS | {classes: {policies: {strict: {action: partial}}}}",
                "TRACES | {rules: [{name: whole, keys: [note, enduser.*], action: partial}]}",
                "LOGS | {detectors: {email: {action: drop_record}}}",
                "TRACES | {detectors: {email: {action: drop_record}}}",
                "METRICS | {detectors: {email: {action: drop_record}}}",
                "TRACES | {detectors: {email: {action: route}}}",
                "METRICS | {detectors: {email: {action: route}}}",
                "LOGS | {action: count, rules: [{name: whole, keys: [note], action: partial}, {name: e, pattern:"
                        + " 'e[a-z]+'}]}",
            })
    void areWhatDecodingAndMaskingEachTextMakesOfThem(Signal signal, String yaml)
            throws InvalidProtocolBufferException {
        RandomRequests requests = new RandomRequests(SEED);
        PlainMasking plain = new PlainMasking(yaml);
        PiiRun old = new PiiRun(signal, yaml);
        Message empty = empty(signal);
        boolean all = yaml.contains("protected_keys: []");
        // A finding in what decoders don't see decides over an item as well, and the model does not see it.
        boolean usual = yaml.contains("drop_record") || yaml.contains("route");
        for (int i = 0; i < REQUESTS; i++) {
            ByteString odd = ByteString.copyFrom(requests.next(empty.getDescriptorForType()));
            ByteString request = usual ? empty.getParserForType().parseFrom(odd).toByteString() : odd;

            ByteString once = old.of(request);

            Message expected = plain.of(empty.getParserForType().parseFrom(request));
            assertThat(text(withoutUnknown(empty.getParserForType().parseFrom(once))))
                    .as("request %d", i)
                    .isEqualTo(text(withoutUnknown(expected)));
            assertThat(escaped(old.of(once))).as("request %d again", i).isEqualTo(escaped(once));
            if (i % 5 == 0) {
                assertThat(empty.getParserForType().parseFrom(new PiiRun(signal, yaml).of(request)))
                        .as("request %d, new worker", i)
                        .isEqualTo(empty.getParserForType().parseFrom(once));
            }
            if (all) {
                assertThat(once.toString(StandardCharsets.UTF_8)).doesNotContain("taro@", "taro%", "ｔａｒｏ");
            }
        }
    }

    @Test
    void whatIsLeftOfAWholeValueIsSearchedTheFirstTimeAlready() {
        String yaml =
                "rules: [{name: part, pattern: 'ex', action: partial}, {name: whole, keys: [note], action: partial}]";
        PiiRun pii = new PiiRun(Signal.LOGS, yaml);
        ByteString request = PiiRun.log(LogRecord.newBuilder().addAttributes(PiiRun.attribute("note", "exampletext")));

        ByteString once = pii.of(request);

        assertThat(once.toStringUtf8()).contains("*********xt").doesNotContain("ex");
        assertThat(pii.of(once)).isEqualTo(once);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "action: token",
                "detectors: {ipv4: {action: ip_pseudonym}}",
                "action: drop_attribute",
                "detectors: {email: {action: drop_record}}",
                "action: partial\nroute: {attribute: quarantine, value: personal}\ndetectors: {email: {action: route}}",
                "rules: [{name: whole, keys: [note, 'enduser.*'], action: token}]",
                "rules: [{name: part, pattern: 'user-[0-9]+', action: partial}, {name: whole, keys: [note], action:"
                        + " partial}]",
                "shadow: true",
            })
    void areTheSameAfterASecondMasking(String yaml) throws InvalidProtocolBufferException {
        String config = PiiExplainerTest.KEYS + yaml;
        for (Signal signal : List.of(Signal.TRACES, Signal.METRICS, Signal.LOGS)) {
            RandomRequests requests = new RandomRequests(SEED);
            PiiRun old = new PiiRun(signal, config);
            Message empty = empty(signal);
            for (int i = 0; i < REQUESTS / 2; i++) {
                ByteString request = ByteString.copyFrom(requests.next(empty.getDescriptorForType()));

                ByteString once = old.of(request);

                assertThat(empty.getParserForType().parseFrom(old.of(once)))
                        .as("%s, request %d again", signal, i)
                        .isEqualTo(empty.getParserForType().parseFrom(once));
                assertThat(escaped(old.of(once)))
                        .as("%s, request %d again", signal, i)
                        .isEqualTo(escaped(once));
                if (i % 25 == 0) {
                    assertThat(empty.getParserForType().parseFrom(new PiiRun(signal, config).of(request)))
                            .as("%s, request %d, new worker", signal, i)
                            .isEqualTo(empty.getParserForType().parseFrom(once));
                }
            }
        }
    }
}
