package io.sluice.processor.pii.detect;

import static io.sluice.processor.pii.detect.Detector.JWT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.Test;

class JwtFinderTest {

    private static final String HEADER = part("{\"alg\":\"RS256\",\"typ\":\"JWT\"}");
    private static final String PAYLOAD = part("{\"sub\":\"taro\"}");
    private static final String SIGNATURE = "c2lnbmF0dXJlLW9mLXRoZS10b2tlbg";

    private static String part(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(UTF_8));
    }

    @Test
    void findsThreeParts() {
        String token = HEADER + "." + PAYLOAD + "." + SIGNATURE;
        for (String around : new String[] {"%s", "token=%s;", "Bearer %s", "\"%s\"", "トークン%sです", "jwt %s.", "a/%s"}) {
            assertThat(Scans.find(JWT, around.formatted(token))).as(around).containsExactly(token);
        }
    }

    @Test
    void findsFivePartsWithAnEmptyKey() {
        String encrypted = part("{\"typ\":\"JWT\", \"alg\" : \"dir\",\"enc\":\"A256GCM\"}") + ".." + SIGNATURE + "."
                + SIGNATURE + "." + SIGNATURE;
        assertThat(Scans.find(JWT, "x " + encrypted + " y")).containsExactly(encrypted);
    }

    @Test
    void findsOneThatIsUnsignedOrCutOffOrWritten() {
        assertThat(Scans.find(JWT, HEADER + "." + PAYLOAD + ". y")).containsExactly(HEADER + "." + PAYLOAD + ".");
        assertThat(Scans.find(JWT, HEADER + "." + PAYLOAD)).containsExactly(HEADER + "." + PAYLOAD);
        String pretty = part("{\n  \"alg\": \"none\"\n}") + "." + PAYLOAD + "." + SIGNATURE;
        assertThat(Scans.find(JWT, pretty)).containsExactly(pretty);
    }

    @Test
    void leavesWhatOnlyBeginsLikeOne() {
        for (String text : new String[] {
            HEADER,
            HEADER + ".",
            part("{\"typ\":\"JWT\",\"kid\":\"a\"}") + "." + PAYLOAD + "." + SIGNATURE,
            part("{\"alg\":\"RS256\"") + "." + PAYLOAD + "." + SIGNATURE,
            "x" + HEADER + "." + PAYLOAD + "." + SIGNATURE,
            "eyJeyJeyJeyJeyJeyJeyJ.a.b",
            part("[\"alg\",\"alg\",\"alg\"]") + ".a.b",
            "eyJ.eyJ.eyJ.eyJ",
            "key.java.lang.eyJhbGciOi"
        }) {
            assertThat(Scans.find(JWT, text)).as(text).isEmpty();
        }
    }
}
