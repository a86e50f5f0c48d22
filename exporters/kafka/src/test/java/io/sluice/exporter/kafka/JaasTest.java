package io.sluice.exporter.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.config.Secret;
import java.util.Map;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.security.JaasContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JaasTest {

    @ParameterizedTest
    @ValueSource(strings = {"secret", "a\"b\\c' =;d", "line\nend\r7", "\\", "\"", "pässwörd 日本", "//x /*y*/"})
    void isReadBackByTheClientAsItWas(String password) {
        SaslConfig user = new SaslConfig("us\"er", Secret.of(password), SaslMechanism.SCRAM_SHA_512);

        AppConfigurationEntry entry = JaasContext.loadClientContext(
                        Map.of(SaslConfigs.SASL_JAAS_CONFIG, Jaas.login(user)))
                .configurationEntries()
                .getFirst();

        assertThat(entry.getOptions()).isEqualTo(Map.of("username", "us\"er", "password", password));
    }

    @ParameterizedTest
    @ValueSource(strings = "secret")
    void printsNoPassword(String password) {
        SaslConfig user = new SaslConfig("user", Secret.of(password), SaslMechanism.PLAIN);

        assertThat(Jaas.login(user).toString()).doesNotContain(password);
        assertThat(user.toString()).doesNotContain(password);
    }
}
