package io.sluice.processor.pii;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.pdata.Signal;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found but not to be masked hides nothing that is. */
final class LesserFindingsTest {

    private static final String ADDRESS_IN_COOKIE = "Cookie: a=bcdefghijk; from=203.0.113.7";

    private static String masked(String yaml, String body) {
        return new PiiRun(Signal.LOGS, yaml)
                .of(PiiRun.log(PiiRun.withBody(body)))
                .toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "detectors: {authorization: {action: count}}",
                "detectors: {authorization: {action: route}}",
                "rules: [{name: seen, detectors: [authorization], action: count}]",
            })
    void aFindingThatIsOnlyNotedHidesNoOther(String yaml) {
        assertThat(masked(yaml, ADDRESS_IN_COOKIE)).contains("from=[IPV4]").doesNotContain("203.0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password=203.0.113.7",
                "password=taro@example.com",
                "{\"password\": \"203.0.113.7\"}",
                "<password>203.0.113.7</password>",
                "password=4111-1111-1111-1111",
            })
    void aSecretIsOneWhateverElseItLooksLike(String body) {
        String yaml = "detectors: {ipv4: {action: count}, email: {action: count}, card: {action: count}}";
        assertThat(masked(yaml, body)).contains("[SECRET]").doesNotContain("203.0", "taro", "4111");
    }

    @Test
    void aSecretThatLooksLikeSomethingElseIsNamedAsThat() {
        assertThat(masked("{}", "password=203.0.113.7")).contains("password=[IPV4]");
    }
}
