package io.sluice.processor.pii;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.sluice.pdata.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * {@code pii} and neighbours before, behind and around it that share its walk: what they make of requests of every form together is what
 * they make of them one after the other, each with a walk of its own, and they drop the same. To the byte if the request is as encoders
 * write it; of others, what decoders see. {@code -Dpii.chains=N} tries more.
 */
final class MergedNeighboursTest {

    private static final int CHAINS = Integer.getInteger("pii.chains", 40);
    private static final int REQUESTS = Integer.getInteger("pii.chain.requests", 12);
    private static final long SEED = Long.getLong("pii.seed", 1);

    private static final String KEYS = PiiExplainerTest.KEYS;

    private static final List<String> PII = List.of(
            "{}",
            "protected_keys: []",
            "action: partial",
            "action: drop_attribute",
            "detectors: {email: {action: drop_record}}",
            "detectors: {ipv4: {action: drop_record}, email: {action: drop_attribute}}",
            "action: partial\nroute: {attribute: note, value: personal}\ndetectors: {email: {action: route}}",
            "classes: {policies: {strict: {action: partial}}}",
            "classes: {attribute: note, policies: {strict: {detectors: {email: {enabled: false}}}, GET: {action:"
                    + " drop_attribute}}}",
            "rules: [{name: whole, keys: [note, enduser.*], action: partial}, {name: e, pattern: 'e[a-z]+'}]",
            "paths: {exclude: ['*.attributes.note', 'resource.*']}",
            KEYS + "action: token",
            KEYS + "detectors: {ipv4: {action: ip_pseudonym}}",
            "shadow: true");

    private static final List<String> ACTIONS = List.of(
            "{key: note, action: insert, value: taro@example.com}",
            "{key: log.type, action: upsert, value: strict}",
            "{key: log.type, action: delete}",
            "{key: note, action: delete}",
            "{key: note, action: upsert, from_attribute: enduser.id, default_value: 203.0.113.7}",
            "{key: enduser.id, action: update, from_attribute: card}",
            "{key: enduser.id, action: hash}",
            "{key: password, action: hash}",
            "{pattern: 'e', action: delete}",
            "{pattern: '@', action: delete}",
            "{pattern: 'note|card', action: hash}",
            "{key: note, action: extract, pattern: '(?P<enduser_id>[a-z]+)@(?P<host>[a-z.]+)'}",
            "{key: card, action: convert, converted_type: string}",
            "{key: note, action: convert, converted_type: int}",
            "{key: service.name, action: upsert, value: user-1234567}",
            "{key: 'password ', action: insert, value: {a: taro@example.com, b: [203.0.113.7, 4111111111111111]}}");

    private static final List<String> MATCHES = List.of(
            "",
            "",
            "include: {match_type: strict, attributes: [{key: log.type, value: strict}]}\n",
            "exclude: {match_type: regexp, attributes: [{key: note, value: '@'}]}\n",
            "include: {match_type: regexp, resources: [{key: note}]}\n",
            "exclude: {match_type: regexp, libraries: [{name: 'EMAIL|@'}]}\n");

    private static final List<String> REDACTION = List.of(
            "allow_all_keys: true\nblocked_values: ['[a-z]+@[a-z.]+', '4[0-9]{15}']\nsummary: debug",
            "allow_all_keys: true\nblocked_key_patterns: [note, 'pass']\nsummary: info",
            "allowed_keys: [note, log.type, card, enduser.id]\nblocked_values: ['[0-9]+[.][0-9.]+']\nsummary: debug",
            "allow_all_keys: true\n"
                    + "redact_all_types: true\n"
                    + "blocked_values: ['4111', 'EMAIL', 'exam']\n"
                    + "hash_function: md5",
            "allow_all_keys: true\nallowed_values: ['^GET$', 'IPV4']\nignored_keys: [note]\nblocked_values: ['.+']"
                    + "\nsummary: debug",
            "allow_all_keys: true\nmasks: [{pattern: 'user-', mask: 'taro@example.com '}]\nblocked_values: ['hunter.']",
            "{}",
            "allowed_keys: [note, card]");

    private static final List<String> REQUIRED = List.of(
            "{}",
            "action: route",
            "attributes: [{name: note, default: taro@example.com}, {name: card, aliases: [enduser.id],"
                    + " default: none}]\naction: default");

    private final Random random = new Random(SEED);

    private String one(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }

    private String actions(String key) {
        List<String> chosen = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            chosen.add(one(ACTIONS));
        }
        return key + ": [" + String.join(", ", chosen) + "]";
    }

    private Chain.Member neighbour(Signal signal) {
        return switch (random.nextInt(6)) {
            case 0, 1 ->
                new Chain.Member("attributes", (signal == Signal.METRICS ? "" : one(MATCHES)) + actions("actions"));
            case 2 -> new Chain.Member("resource", actions("attributes"));
            case 3 -> new Chain.Member("required_attributes", one(REQUIRED));
            case 4 -> new Chain.Member("redaction", one(REDACTION));
            default -> new Chain.Member("redaction", one(REDACTION).replace("{}", "") + "\nstrict: true");
        };
    }

    private List<Chain.Member> chain(Signal signal) {
        List<Chain.Member> chain = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            chain.add(neighbour(signal));
        }
        chain.add(random.nextInt(chain.size() + 1), new Chain.Member("pii", one(PII)));
        if (random.nextInt(4) == 0) {
            chain.add(random.nextInt(chain.size() + 1), new Chain.Member("pii", one(PII)));
        }
        return chain;
    }

    @ParameterizedTest
    @EnumSource(Signal.class)
    void doTogetherWhatTheyDoOneAfterTheOther(Signal signal) throws InvalidProtocolBufferException {
        Message empty = MaskedRequestsTest.empty(signal);
        RandomRequests requests = new RandomRequests(SEED);
        for (int c = 0; c < CHAINS; c++) {
            List<Chain.Member> members = chain(signal);
            Chain together = Chain.together(signal, members);
            Chain apart = Chain.apart(signal, members);
            for (int i = 0; i < REQUESTS; i++) {
                ByteString odd = ByteString.copyFrom(requests.next(empty.getDescriptorForType()));
                boolean usual = i % 2 == 0;
                ByteString request =
                        usual ? empty.getParserForType().parseFrom(odd).toByteString() : odd;
                if (together.items(request) == 0) {
                    continue; // never comes to a pipeline
                }

                ByteString merged = together.of(request);

                ByteString expected = apart.of(request);
                String name = "chain %d, request %d: %s".formatted(c, i, members);
                assertThat(together.last()).as(name).isEqualTo(apart.last());
                assertThat(MaskedRequestsTest.text(empty.getParserForType().parseFrom(merged)))
                        .as(name)
                        .isEqualTo(
                                MaskedRequestsTest.text(empty.getParserForType().parseFrom(expected)));
                if (usual) {
                    assertThat(MaskedRequestsTest.escaped(merged))
                            .as(name)
                            .isEqualTo(MaskedRequestsTest.escaped(expected));
                }
            }
        }
    }
}
