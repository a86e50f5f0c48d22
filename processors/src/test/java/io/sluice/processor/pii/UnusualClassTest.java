package io.sluice.processor.pii;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.sluice.pdata.Signal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The class of an item counts in whatever form its value comes. */
final class UnusualClassTest {

    private static final String LONG_NAME = "x".repeat(200);

    /** Mail is masked in items of these classes alone. */
    private static final String YAML = "detectors: {email: {enabled: false}}\n"
            + "classes: {policies: {strict: {detectors: {email: {enabled: true}}}, " + LONG_NAME
            + ": {detectors: {email: {enabled: true}}}}}";

    private static final ByteString NAME = ByteString.copyFromUtf8("strict");
    private static final ByteString NUMBER = ByteString.copyFrom(new byte[] {3 << 3, 1});

    private static ByteString masked(ByteString classValue) {
        ByteString attribute =
                PiiRun.field(1, ByteString.copyFromUtf8("log.type")).concat(PiiRun.field(2, classValue));
        ByteString body = PiiRun.field(5, PiiRun.field(1, ByteString.copyFromUtf8("taro@example.com")));
        ByteString log = body.concat(PiiRun.field(6, attribute));
        return new PiiRun(Signal.LOGS, YAML).of(PiiRun.field(1, PiiRun.field(2, PiiRun.field(2, log))));
    }

    @Test
    void itMayBeWrittenInAnyForm() {
        ByteString longLength = ByteString.copyFrom(new byte[] {1 << 3 | 2, (byte) (0x80 | NAME.size()), 0});
        ByteString longTag = ByteString.copyFrom(new byte[] {(byte) (0x80 | 1 << 3 | 2), 0, (byte) NAME.size()});
        ByteString usual = PiiRun.field(1, NAME);
        for (ByteString form : List.of(
                usual,
                longLength.concat(NAME),
                longTag.concat(NAME),
                NUMBER.concat(usual),
                PiiRun.field(1, ByteString.copyFromUtf8("other")).concat(usual),
                usual.concat(PiiRun.field(15, NAME)))) {
            assertThat(masked(form).toString(StandardCharsets.UTF_8))
                    .as(form.toString())
                    .contains("[EMAIL]")
                    .doesNotContain("taro");
        }
    }

    @Test
    void itMayBeLongerThanOneByteSays() {
        ByteString request =
                PiiRun.log(PiiRun.withBody("taro@example.com").addAttributes(PiiRun.attribute("log.type", LONG_NAME)));
        assertThat(new PiiRun(Signal.LOGS, YAML).of(request).toString(StandardCharsets.UTF_8))
                .contains("[EMAIL]")
                .doesNotContain("taro");
    }
}
