package io.sluice.processor.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.config.Problems;
import io.sluice.processor.redaction.RedactionConfig.PatternMask;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedactionConfigTest {

    private static final class Listed implements Problems {
        final List<String> found;
        final String place;

        Listed(List<String> found, String place) {
            this.found = found;
            this.place = place;
        }

        @Override
        public void error(String key, String what, String remedy) {
            found.add(place + key + ": " + what);
        }

        @Override
        public void warning(String key, String what, String remedy) {
            found.add("warning: " + place + key + ": " + what);
        }

        @Override
        public Problems at(String key) {
            return new Listed(found, place + key + ".");
        }

        @Override
        public boolean isSet(String key) {
            return true;
        }
    }

    private static List<String> problems(RedactionConfig config) {
        List<String> found = new ArrayList<>();
        config.check(new Listed(found, ""));
        return found;
    }

    private static RedactionConfig hashing(String function, String key) {
        return ConfigBuilder.all().hash(function, key).build();
    }

    @Test
    void acceptsWhatTheCollectorAccepts() {
        assertThat(problems(ConfigBuilder.all().build())).isEmpty();
        assertThat(problems(hashing("SHA3", ""))).isEmpty();
        assertThat(problems(hashing("HMAC-sha256", "k".repeat(32)))).isEmpty();
        assertThat(problems(hashing("hmac-sha512", "é".repeat(32)))).isEmpty();
        assertThat(problems(hashing("md5", "short"))).isEmpty();
    }

    @Test
    void saysWhereAPatternIsWrong() {
        RedactionConfig config = ConfigBuilder.all()
                .blockedValues("fine", "a(b")
                .allowedValues("[z-a]")
                .ignoredKeyPatterns("x{2,1}")
                .blockedKeyPatterns("\\8")
                .masks(new PatternMask("*", "[X]"))
                .build();

        List<String> problems = problems(config);

        assertThat(problems).hasSize(5);
        assertThat(problems)
                .anyMatch(p -> p.matches("blocked_values\\.1: is no pattern: .*, at character \\d+: .*>>>.*"));
        assertThat(problems).anyMatch(p -> p.startsWith("allowed_values.0: is no pattern: "));
        assertThat(problems).anyMatch(p -> p.startsWith("ignored_key_patterns.0: is no pattern: "));
        assertThat(problems).anyMatch(p -> p.startsWith("blocked_key_patterns.0: is no pattern: "));
        assertThat(problems).anyMatch(p -> p.startsWith("masks.0.pattern: is no pattern: "));
    }

    @Test
    void wantsAHashFunctionThatThereIs() {
        assertThat(problems(hashing("sha256", ""))).containsExactly("hash_function: \"sha256\" is no hash function");
    }

    @Test
    void wantsKeysThatAreLongEnough() {
        assertThat(problems(hashing("hmac-sha256", "")))
                .containsExactly(": needs hmac_key, since hash_function is hmac-sha256");
        assertThat(problems(hashing("hmac-sha256", "k".repeat(31))))
                .containsExactly("hmac_key: is too short for hmac-sha256: it has 31 bytes");
        assertThat(problems(hashing("hmac-sha512", "k".repeat(63))))
                .containsExactly("hmac_key: is too short for hmac-sha512: it has 63 bytes");
    }

    @Test
    void neverPrintsTheKey() {
        assertThat(hashing("hmac-sha256", "verysecret".repeat(4)).toString()).doesNotContain("verysecret");
    }

    @Test
    void warnsOfWhatIsHardlyMeant() {
        assertThat(problems(new ConfigBuilder().build()))
                .containsExactly("warning: : deletes all attributes but ignored ones, since allowed_keys names none");
        assertThat(problems(ConfigBuilder.all().allowedKeys("a").build()))
                .containsExactly("warning: allowed_keys: has no effect, since allow_all_keys is true");
        assertThat(problems(ConfigBuilder.all().summary("Debug").build()))
                .containsExactly("warning: summary: \"Debug\" is taken for silent");
    }

    @Test
    void takesEqualPatternsForOne() {
        assertThat(ConfigBuilder.all()
                        .blockedValues("a", "a", "b")
                        .build()
                        .rules()
                        .valueRules())
                .hasSize(2);
    }
}
