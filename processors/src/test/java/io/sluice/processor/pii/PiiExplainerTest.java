package io.sluice.processor.pii;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.ComponentException;
import io.sluice.api.TextExplainer;
import io.sluice.api.TextExplainer.Explanation;
import io.sluice.api.TextExplainer.Finding;
import io.sluice.api.TextExplainer.Place;
import io.sluice.processor.Configs;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What rules and detectors do to a text, whatever holds it. */
final class PiiExplainerTest {

    private static final PiiFactory FACTORY = new PiiFactory();
    private static final Place BODY = new Place("log.body", "", Map.of());
    /** A key for tokens and pseudonyms. */
    static final String KEYS = "pseudonym_keys: [{id: k1, value: "
            + Base64.getEncoder().encodeToString(new byte[] {
                11, 2, 93, 4, 75, 6, 57, 8, 29, 10, 91, 12, 63, 14, 15, 116, 17, 98, 19, 20, 121, 22, 83, 24, 25, 76,
                27, 28, 69, 30, 31, 32
            })
            + "}]\n";

    private static Explanation explain(String yaml, String text, Place place) {
        try {
            TextExplainer explainer = FACTORY.explainer(Configs.of(FACTORY, yaml));
            Explanation first = explainer.explain(text, place);
            assertThat(explainer.explain(first.text(), place).text())
                    .as("masked twice")
                    .isEqualTo(first.text());
            return first;
        } catch (ComponentException e) {
            throw new AssertionError(e);
        }
    }

    private static String mask(String yaml, String text) {
        return explain(yaml, text, BODY).text();
    }

    private static String maskAttribute(String yaml, String key, String text) {
        return explain(yaml, text, new Place("log.attributes." + key, key, Map.of()))
                .text();
    }

    @Test
    void replacesWhatDetectorsFindByItsKind() {
        assertThat(mask("{}", "mail taro@example.com now")).isEqualTo("mail [EMAIL] now");
    }

    @Test
    void leavesTextWithoutFindings() {
        assertThat(mask("{}", "nothing to see: 12 of 13 @ noon")).isEqualTo("nothing to see: 12 of 13 @ noon");
    }

    @Test
    void saysWhatItFound() {
        assertThat(explain("{}", "a@example.com", BODY).findings())
                .containsExactly(new Finding("email", "strong", "replace", "a@example.com", "[EMAIL]"));
    }

    @Test
    void saysWhatRulesWithKeysFoundInATextOnce() {
        String yaml = "rules: [{name: note, keys: [note]}, {name: half, keys: [half], action: partial}]";

        assertThat(explain(yaml, "{\"note\":\"a\\u0062c\"} half=abcdefgh", BODY).findings())
                .containsExactly(
                        new Finding("note", "", "replace", "a\\u0062c", "[NOTE]"),
                        new Finding("half", "", "partial", "abcdefgh", "ab****gh"));
    }

    @Test
    void saysThatWhatIsDroppedGoes() {
        assertThat(explain("action: drop_record", "a@example.com", BODY).findings())
                .containsExactly(new Finding("email", "strong", "drop_record", "a@example.com", ""));
        assertThat(explain("action: drop_attribute", "a@example.com", BODY).findings())
                .containsExactly(new Finding("email", "strong", "drop_attribute", "a@example.com", "[EMAIL]"));
        assertThat(explain("{shadow: true, action: drop_record}", "a@example.com", BODY)
                        .text())
                .isEqualTo("a@example.com");
    }

    @Test
    void aDetectorThatIsOffFindsNothing() {
        assertThat(mask("detectors: {email: {enabled: false}}", "a@example.com"))
                .isEqualTo("a@example.com");
    }

    @Test
    void aDetectorHasItsOwnAction() {
        assertThat(mask("detectors: {email: {action: partial}}", "taro@example.com"))
                .endsWith("@example.com");
        assertThat(mask("action: count", "taro@example.com")).isEqualTo("taro@example.com");
    }

    @Test
    void aTokenIsTheSameForTheSameValueAndStays() {
        String yaml = KEYS + "action: token";
        String twice = mask(yaml, "from taro@example.com to taro@example.com");
        assertThat(twice).matches("from (\\[EMAIL:k1:[a-z2-7]{20,}]) to \\1");
    }

    @Test
    void aTokenThatSomebodyMadeUpIsMasked() {
        assertThat(mask(KEYS + "action: token", "[EMAIL:k1:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa] taro@example.com"))
                .doesNotContain("taro");
        assertThat(mask("{}", "[x:taro@example.com]")).doesNotContain("taro");
    }

    @Test
    void aRuleFindsWhatItsPatternMatches() {
        String yaml = "rules: [{name: employee, pattern: 'EMP-\\d{6}'}]";
        assertThat(mask(yaml, "by EMP-123456, EMP-12")).isEqualTo("by [EMPLOYEE], EMP-12");
    }

    @Test
    void aRuleMayTakeAGroupOnly() {
        String yaml = "rules: [{name: employee, pattern: 'EMP-(\\d{6})', group: 1}]";
        assertThat(mask(yaml, "by EMP-123456")).isEqualTo("by EMP-[EMPLOYEE]");
    }

    @Test
    void aRuleGoesBeforeDetectorsAndTakesAllTheirBytes() {
        String yaml = "rules: [{name: host, pattern: 'example.com'}]";
        assertThat(mask(yaml, "to taro@example.com!")).isEqualTo("to [HOST]!");
    }

    @Test
    void aRuleHoldsForItsKeysOnly() {
        String yaml = "rules: [{name: note, pattern: 'x+', keys: ['*.note', 社内メモ]}]";
        assertThat(maskAttribute(yaml, "app.note", "axxb")).isEqualTo("a[NOTE]b");
        assertThat(maskAttribute(yaml, "社内メモ", "axxb")).isEqualTo("a[NOTE]b");
        assertThat(maskAttribute(yaml, "app.notes", "axxb")).isEqualTo("axxb");
        assertThat(mask(yaml, "axxb")).isEqualTo("axxb");
    }

    @Test
    void aRuleWithoutPatternTakesTheWholeValue() {
        String yaml = "rules: [{name: note, keys: [note]}]";
        assertThat(maskAttribute(yaml, "note", "anything at all")).isEqualTo("[NOTE]");
        assertThat(maskAttribute(yaml, "NOTE", "true")).isEqualTo("[NOTE]");
        assertThat(maskAttribute(yaml, "note", "")).isEmpty();
    }

    @Test
    void aRuleDecidesOverDetectors() {
        String yaml = "detectors: {email: {enabled: false}}\nrules: [{name: sender, detectors: [email], keys: [from]}]";
        assertThat(maskAttribute(yaml, "from", "taro@example.com")).isEqualTo("[SENDER]");
        assertThat(maskAttribute(yaml, "to", "taro@example.com")).isEqualTo("taro@example.com");
    }

    @Test
    void findingsCanBeSuppressed() {
        assertThat(mask("suppress: ['*@example.com']", "a@example.com b@example.org"))
                .isEqualTo("a@example.com [EMAIL]");
        assertThat(mask("rules: [{name: n, pattern: '\\d+', suppress: ['7*']}]", "71 81"))
                .isEqualTo("71 [N]");
    }

    @Test
    void protectedKeysChangeOnlyByRulesWithKeys() {
        String any = "rules: [{name: any, pattern: 'secret'}]";
        assertThat(maskAttribute(any, "service.name", "secret a@example.com")).isEqualTo("secret a@example.com");
        String own = "rules: [{name: own, pattern: 'secret', keys: [service.name]}]";
        assertThat(maskAttribute(own, "service.name", "secret a@example.com")).isEqualTo("[OWN] a@example.com");
    }

    @Test
    void aKeyThatNamesASecretMasksTheValue() {
        assertThat(maskAttribute("{}", "db.password", "hunter2")).isEqualTo("[SECRET]");
        assertThat(maskAttribute("{}", "db.password", "null")).isEqualTo("null");
        assertThat(maskAttribute("detectors: {secret: {enabled: false}}", "db.password", "hunter2"))
                .isEqualTo("hunter2");
    }

    @Test
    void aClassHasItsOwnActions() {
        String yaml = "classes: {policies: {security: {detectors: {email: {action: count}}}}}";
        Place security = new Place("log.body", "", Map.of("log.type", "security"));
        assertThat(explain(yaml, "a@example.com", security).text()).isEqualTo("a@example.com");
        assertThat(mask(yaml, "a@example.com")).isEqualTo("[EMAIL]");
    }

    @Test
    void theMoreSpecificActionHolds() {
        Place security = new Place("log.body", "", Map.of("log.type", "security"));
        String text = "password=hunter2 a@example.com";
        String detector = "action: partial\ndetectors: {secret: {action: replace}}\n";
        String ofClass = "classes: {policies: {security: {action: count}}}";
        assertThat(explain(detector + ofClass, text, security).text()).isEqualTo("password=[SECRET] a@example.com");
        assertThat(explain(detector, text, security).text()).isEqualTo("password=[SECRET] ***@example.com");
        String both = "classes: {policies: {security: {action: replace, detectors: {secret: {action: count}}}}}";
        assertThat(explain(detector + both, text, security).text()).isEqualTo("password=hunter2 [EMAIL]");
        String unsaid = "detectors: {secret: {minimum_confidence: strong}}\n";
        assertThat(explain(unsaid + ofClass, text, security).text()).isEqualTo(text);
    }

    @Test
    void placesCanBeLeftOut() {
        assertThat(mask("paths: {exclude: ['log.b*']}", "a@example.com")).isEqualTo("a@example.com");
        assertThat(mask("paths: {include: ['span.*']}", "a@example.com")).isEqualTo("a@example.com");
        assertThat(mask("paths: {include: ['log.body']}", "a@example.com")).isEqualTo("[EMAIL]");
    }

    @Test
    void allAttributesCanBeLeftOut() {
        String yaml = "paths: {exclude: [log.attributes, span.Events]}";
        assertThat(maskAttribute(yaml, "enduser.id", "a@example.com")).isEqualTo("a@example.com");
        assertThat(mask(yaml, "a@example.com")).isEqualTo("[EMAIL]");
        assertThat(explain(yaml, "a@example.com", new Place("span.events.attributes.a", "a", Map.of()))
                        .text())
                .isEqualTo("a@example.com");
        assertThat(maskAttribute("paths: {include: [log.attributes.enduser]}", "enduser.id", "a@example.com"))
                .isEqualTo("[EMAIL]");
        assertThat(maskAttribute("paths: {include: [log.attributes.enduser]}", "enduser_id", "a@example.com"))
                .isEqualTo("a@example.com");
    }

    @ParameterizedTest
    @CsvSource({
        "log.bdoy, log.body",
        "log.bdoy.user, log.body.user",
        "log.bdoy*, log.body",
        "logs.body, log.body",
        "'', log.body",
        "span.name.first, span.name",
        "span.attribute.http.url, span.attributes.http.url",
        "span.event.attributes.*, span.events.attributes.*",
        "resource.attribut, resource.attributes",
        "datapoint.exemplar, datapoint.exemplars.attributes",
        "metric.names, metric.name",
    })
    void aPlaceThatIsNowhereIsAnError(String entry, String nearest) {
        String said =
                "\"" + entry + "\" matches no place of traces, metrics or logs. Did you mean \"" + nearest + "\"?";
        assertThat(Configs.report(FACTORY, "paths:\n  include:\n    - log.body\n    - '" + entry + "'"))
                .containsPattern("(?m)^\\S+:\\d+:\\d+: processors::pii::paths::include::1: ")
                .contains(said);
        assertThat(Configs.report(FACTORY, "paths: {exclude: ['" + entry + "']}"))
                .contains("processors::pii::paths::exclude::0: " + said);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "log",
                "span",
                "LOG.Body",
                "log.body.user",
                "log.b*",
                "*",
                "*.password",
                "*name",
                "span.events",
                "span.events.attributes.a.b",
                "log.attributes*",
                "log.attributes.",
                "metric.metadata.x",
                "*bdoy",
                "span.*.attributes.x",
                "span.status"
            })
    void aPlaceThatThereMayBeIsNone(String entry) {
        assertThat(Configs.report(FACTORY, "paths: {include: ['" + entry + "']}"))
                .isEmpty();
    }

    @Test
    void whatDoesNotSettleIsMaskedAsAWhole() {
        String yaml =
                "rules: [{name: grow, pattern: 'a|W', action: replace}, {name: aww, pattern: 'G', action: replace}]";
        assertThat(mask(yaml, "a")).isEqualTo("[GROW]");
        String partial = "rules: [{name: part, pattern: '[a-z*]+', action: partial}]";
        assertThat(mask(partial, "abcdefgh")).doesNotContain("cdef");
    }

    @Test
    void saysWhatIsWrongWithRules() {
        assertThat(Configs.report(FACTORY, "rules: [{name: a, pattern: 'x('}]"))
                .contains("processors::pii::rules::0::pattern: bad pattern")
                .contains("missing closing ) at character 2, behind x. Use the syntax of RE2.");
        assertThat(Configs.report(FACTORY, "rules: [{name: a}]"))
                .contains("finds nothing. Set pattern, detectors or keys.");
        assertThat(Configs.report(FACTORY, "rules: [{name: 'a b', pattern: x}]"))
                .contains("\"a b\" is no name of a rule");
        assertThat(Configs.report(FACTORY, "rules: [{name: a, pattern: x, group: 1}]"))
                .contains("the pattern has 0 groups");
        assertThat(Configs.report(FACTORY, "detectors: {emial: {}}")).contains("Did you mean \"email\"?");
        assertThat(Configs.report(FACTORY, "rules: [{name: a, detectors: [ip4]}]"))
                .contains("ipv4");
        assertThat(Configs.report(FACTORY, "action: token")).contains("token needs a key. Set pseudonym_keys");
        assertThat(Configs.report(FACTORY, "pseudonym_keys:\n  - id: k1\n    file: /nowhere/pii.key"))
                .containsPattern(
                        "(?m)^.*:10:\\d+: processors::pii::pseudonym_keys::0::file: does not exist\\. Mount the file,"
                                + " or correct the path; make one with 32 random bytes as base64: openssl rand -base64"
                                + " 32\\.$")
                .containsPattern("file: /nowhere/pii.key\n *\\^");
        assertThat(Configs.report(FACTORY, "pseudonym_keys: [{id: k1, value: '${env:NO_SUCH_PII_KEY}'}]"))
                .contains("::value: is empty. Set the variable that value names to 32 random bytes");
        assertThat(Configs.report(FACTORY, "rules: [{name: a, pattern: x}, {name: A, pattern: y}]"))
                .contains("\"A\" is there twice");
        assertThat(Configs.report(FACTORY, "rules: [{name: email, pattern: x}, {name: US-ssn, keys: [a]}]"))
                .contains("rules::0::name: \"email\" is the detector email in masked text and in metrics.")
                .contains("rules::1::name: \"US-ssn\" is the detector us_ssn in masked text and in metrics.");
        assertThat(Configs.report(FACTORY, "rules: [{name: emails, pattern: x}]"))
                .isEmpty();
        assertThat(Configs.report(FACTORY, "shadow: true")).contains("warning");
        assertThat(Configs.report(FACTORY, KEYS + "action: token")).isEmpty();
    }
}
