package io.sluice.processor.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.pdata.WireWriter;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceStateTest {

    private final TraceState state = new TraceState();

    /** Reads a text that lies between others. */
    private boolean read(String text) {
        byte[] bytes = Texts.bytes("th:f," + text + ",ot=th:1");
        return state.read(bytes, 5, bytes.length - 8);
    }

    private String written() {
        WireWriter out = new WireWriter(16);
        out.raw(Texts.bytes("before"), 0, 6);
        state.write(out);
        return new String(out.array(), 6, out.length() - 6, StandardCharsets.ISO_8859_1);
    }

    @Test
    void readsBothAndWritesThemFirst() {
        assertThat(read("zz=vendorcontent,ot=th:c;rv:d29d6a7215ced0;pn:abc,a=b"))
                .isTrue();

        assertThat(state.threshold()).isEqualTo(0xc0000000000000L);
        assertThat(state.randomness()).isEqualTo(0xd29d6a7215ced0L);
        assertThat(written()).isEqualTo("ot=rv:d29d6a7215ced0;th:c;pn:abc,zz=vendorcontent,a=b");
    }

    @Test
    void isEmptyBeforeAnythingIsRead() {
        assertThat(written()).isEmpty();
        assertThat(state.threshold()).isEqualTo(Threshold.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "|",
                "ot=th:1|ot=th:1",
                " ot=th:1 |ot=th:1",
                " ot=th:1,other=value |ot=th:1,other=value",
                ",,,|",
                "\t , ot=th:1, , other=value |ot=th:1,other=value",
                "ot=th:100;rv:abcdabcdabcdff |ot=rv:abcdabcdabcdff;th:100",
                "ot=rv:ffffffffffffff,unknown=value,other=something|ot=rv:ffffffffffffff,unknown=value,other=something",
                "ot=rv:FD70A3D70A3D71;th:FD7|ot=rv:FD70A3D70A3D71;th:FD7",
                "ot=e100:100;e101:101;th:1|ot=th:1;e100:100;e101:101",
                "ot=x:0X1FFF;y:.-_-.;z:|ot=x:0X1FFF;y:.-_-.;z:",
                "ot=x1y2z3:1-2-3;y1:y_1;xy:-;th:50|ot=th:50;x1y2z3:1-2-3;y1:y_1;xy:-",
                "ot=th:0|ot=th:0",
                "ot=th:1;th:2|ot=th:2",
                "ot=th:1;x:y,ot=rv:00000000000001|ot=rv:00000000000001",
                "0tenant_-*/@system*=a b,c/d*e=~!:;<>|0tenant_-*/@system*=a b,c/d*e=~!:;<>"
            })
    void keepsWhatItReads(String text, String result) {
        assertThat(read(text == null ? "" : text)).isTrue();

        assertThat(written()).isEqualTo(result == null ? "" : result);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1=2",
                "=",
                "a",
                "a=",
                "a=b,c",
                "A=b",
                "1=b",
                "a@=b",
                "@a=b",
                "a@1=b",
                "a@b@c=d",
                "a=b=c",
                "a= \u007f",
                "a=\u00e9",
                "a=b\t,c=\td",
                "ot=",
                "ot=th:1;",
                "ot=;th:1",
                "ot=th:1;;x:y",
                "ot=th:1=p:2",
                "ot=:1;p:2",
                "ot=:",
                "ot=th:",
                "ot= th:1",
                "ot=th:$",
                "ot=th:0x1p+3",
                "ot=th:14.5",
                "ot=th:-1",
                "ot=th:ffffffffffffffff",
                "ot=th:100000000000000",
                "ot=rv:100000000000000",
                "ot=rv:1234567890123",
                "ot=rv:1234567890123g",
                "ot=1:1;u:V",
                "ot=X:1;u:V",
                "ot=x:1:2",
                "ot=th:-1,ot=th:1"
            })
    void isUnreadableAsAWhole(String text) {
        assertThat(read(text)).isFalse();

        assertThat(state.threshold()).isEqualTo(Threshold.NONE);
        assertThat(state.randomness()).isEqualTo(Randomness.NONE);
        assertThat(written()).isEmpty();
    }

    @Test
    void keepsToTheLimits() {
        assertThat(read("x".repeat(256) + "=v")).isTrue();
        assertThat(read("x".repeat(257) + "=v")).isFalse();
        assertThat(read("x".repeat(241) + "@y=v")).isTrue();
        assertThat(read("x".repeat(242) + "@y=v")).isFalse();
        assertThat(read("y@" + "x".repeat(14) + "=v")).isTrue();
        assertThat(read("y@" + "x".repeat(15) + "=v")).isFalse();
        assertThat(read("x=" + "y".repeat(256))).isTrue();
        assertThat(read("x=" + "y".repeat(257))).isFalse();
        assertThat(read("ot=x:" + "_".repeat(254))).isTrue();
        assertThat(read("ot=x:" + "_".repeat(255))).isFalse();
        assertThat(read("x=y,".repeat(30) + "x=y")).isTrue();
        assertThat(read("x=y,".repeat(31))).isTrue();
        assertThat(read("x=y,".repeat(31) + "x=y")).isFalse();
        assertThat(read("ot=th:1" + ",".repeat(31))).isTrue();
        assertThat(read("ot=th:1" + ",".repeat(32))).isFalse();
        assertThat(read(("x".repeat(8) + "=" + "y".repeat(118) + ",").repeat(8)))
                .isTrue();
        assertThat(read(("x".repeat(8) + "=" + "y".repeat(118) + ",").repeat(8) + ","))
                .isFalse();
    }

    @Test
    void setsRandomnessAndThreshold() {
        read("a=b,ot=x:y");
        state.setRandomness(3);
        assertThat(state.raiseThreshold(0xe6680000000000L)).isTrue();

        assertThat(state.randomness()).isEqualTo(3);
        assertThat(written()).isEqualTo("ot=rv:00000000000003;th:e668;x:y,a=b");
    }

    @Test
    void writesWhatIsSetInPlaceOfWhatCame() {
        read("ot=th:80000000000000;rv:90000000000000");
        assertThat(state.raiseThreshold(0x80000000000000L)).isTrue();

        assertThat(written()).isEqualTo("ot=rv:90000000000000;th:8");
    }

    /** The thresholds are written as digits. */
    @ParameterizedTest
    @CsvSource({"8, e, true", "8, 2, false", "f, 8, false", "0, f, true", "8, 0, false", "0, ffffffffffffff, true"})
    void raisesThresholdsOnly(String before, String wanted, boolean raised) {
        read("ot=th:" + before);

        assertThat(state.raiseThreshold(Texts.threshold(wanted))).isEqualTo(raised);
        assertThat(written()).isEqualTo("ot=th:" + (raised ? wanted : before));
    }

    @Test
    void takesTheThresholdAway() {
        read("ot=th:8;x:y");
        state.clearThreshold();

        assertThat(state.threshold()).isEqualTo(Threshold.NONE);
        assertThat(written()).isEqualTo("ot=x:y");
        assertThat(state.raiseThreshold(Threshold.ALWAYS)).isTrue();
        assertThat(written()).isEqualTo("ot=th:0;x:y");
    }

    @Test
    void leavesNothingOfAMemberWithoutContent() {
        read("a=b,ot=th:8");
        state.clearThreshold();

        assertThat(written()).isEqualTo("a=b");
    }

    @Test
    void doesNotRememberTheOneBefore() {
        read("ot=th:8;rv:90000000000000,a=b");
        read("c=d");

        assertThat(state.threshold()).isEqualTo(Threshold.NONE);
        assertThat(state.randomness()).isEqualTo(Randomness.NONE);
        assertThat(written()).isEqualTo("c=d");
    }

    @Test
    void whatIsWrittenIsReadLikewise() {
        SplittableRandom random = new SplittableRandom(4711);
        String[] parts = {
            "ot=", "th:", "rv:", "c", "d29d6a7215ced0", ";", ",", " ", "x:y", "a=b", "=", ":", "\t", "@", "0", "Z", "ot"
        };
        int readable = 0;
        for (int i = 0; i < 200_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(12); n > 0; n--) {
                text.append(parts[random.nextInt(parts.length)]);
            }
            if (!read(text.toString())) {
                continue;
            }
            readable++;
            long threshold = state.threshold();
            long randomness = state.randomness();
            String written = written();
            assertThat(read(written)).as(text + " -> " + written).isTrue();
            assertThat(state.threshold()).isEqualTo(threshold);
            assertThat(state.randomness()).isEqualTo(randomness);
            assertThat(written()).isEqualTo(written);
        }
        assertThat(readable).isGreaterThan(1000);
    }
}
