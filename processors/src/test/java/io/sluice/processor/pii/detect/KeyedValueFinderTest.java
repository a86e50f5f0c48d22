package io.sluice.processor.pii.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyedValueFinderTest {

    private final FinderFixture find = new FinderFixture(new KeyedValueFinder(EnumSet.allOf(Detector.class)));

    private static List<String> secrets(String... values) {
        return Arrays.stream(values).map(value -> "SECRET:STRONG:" + value).toList();
    }

    private static List<String> personal(String... values) {
        return Arrays.stream(values).map(value -> "PERSONAL:STRONG:" + value).toList();
    }

    /** Text, and the values in it, separated by two bars. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"password\":\"hunter2\"}||hunter2",
                "{\"user\":{\"password\": \"hunter2\",\"id\":1}}||hunter2",
                "{\"a\":1,\"password\" : \"a b, c\" ,\"b\":2}||a b, c",
                "{\"pin\":1234,\"x\":1}||1234",
                "{\"pin\":1234}||1234",
                "[PASSWORD]: hunter2||hunter2",
                "[SECRET]: hunter2||hunter2",
                "form[SECRET]=hunter2||hunter2",
                "Array ( [PRIVATE_KEY] => hunter2 )||hunter2",
                "{\"password\":\"a\\\"b\",\"x\":\"y\"}||a\\\"b",
                "{\"password\":\"a\"b\",\"x\":\"y\"}||a\"b",
                "{\"password\":\"a\\\\\",\"x\":\"y\"}||a\\\\",
                "{\"m\":\"{\\\"password\\\":\\\"hunter2\\\",\\\"x\\\":\\\"y\\\"}\"}||hunter2",
                "{\"m\":\"{\\\"password\\\":\\\"a\\\\\\\"b\\\"}\"}||a\\\\\\\"b",
                "{\\\\\\\"token\\\\\\\":\\\\\\\"abc\\\\\\\"}||abc",
                "{\"passwords\":[\"one\", \"two\"],\"x\":[\"y\"]}||one||two",
                "{\"credentials\":{\"user\":\"bob\",\"keys\":[\"k1\",2]},\"x\":\"y\"}||bob||k1||2",
                "{'password': 'hunter2', 'x': 'y'}||hunter2",
                "password=hunter2||hunter2",
                "level=info password=hunter2 user=bob||hunter2",
                "password=\"x y\" user=bob||x y",
                "password='x y' user=bob||x y",
                "password=p@ss,w0rd!#%$ user=bob||p@ss,w0rd!#%$",
                "User{id=1, password=hunter2, age=3}||hunter2",
                "User(password=hunter2)||hunter2",
                "Server=db;Password=a;b1;Database=x||a;b1",
                "GET /login?user=bob&password=hunter2&x=1 HTTP/1.1||hunter2",
                "\"GET /login?access_token=abc HTTP/1.1\"||abc",
                "<a href=\"/x?token=abc\">||abc",
                "user[password]=hunter2&x||hunter2&x",
                "<password>hunter2</password>||hunter2",
                "<ns:password type=\"text\"> a b </ns:password>||a b",
                "<password><![CDATA[a<b]]></password>||a<b",
                "<user name=\"bob\" password=\"hunter2\"/>||hunter2",
                "UPDATE users SET password = 'hun''ter2', email_sent='y' WHERE id=1||hun''ter2",
                "SELECT * FROM u WHERE `password` = 'hunter2' AND x = 'y'||hunter2",
                "CREATE USER bob IDENTIFIED BY 'hunter2' REQUIRE SSL||hunter2",
                "alter role bob with password 'hunter2' valid until 'x'||hunter2",
                "SET PASSWORD FOR 'bob'@'%' = PASSWORD('hunter2')||hunter2",
                "SET PASSWORD = PASSWORD('hunter2')||hunter2",
                "db:\n  password: hunter2\n  user: bob||hunter2",
                "api_key: \"abc def\"||abc def",
                "x-api-key: abc||abc",
                "Authorization: Bearer abc.def||abc.def",
                "login failed, Password: hunter2.||hunter2",
                "{\"authorization\":\"Basic abc=\"}||abc=",
                "<authorization>Basic abc=</authorization>||abc=",
                "Authorization: Basic abc=宛||abc=",
                "Authorization: Bearer [HUNTER]||[HUNTER]",
                "password: Basic abc||Basic abc",
                "access token=abc||abc",
                "login failed with password=abc||abc",
                "bad password=abc||abc",
                "password=&$2Eb&mA0 took=12ms||&$2Eb&mA0",
                "password=a'b\"c took=12ms||a'b\"c",
                "パスワード:「ab c」です||ab c",
                "パスワード:『ab c||ab",
                "INSERT INTO t (id, user_password, n) VALUES (1, 'a,b)''c', NOW()), (2, N'd', f(1, ')'))||a,b)''c||d",
                "insert into t(`token`) values(MD5('abc'))||abc",
                "--password=hunter2 --user=bob||hunter2",
                "'password' => 'hunter2', 'x' => 'y'||hunter2",
                "パスワード:hunter2、次||hunter2",
                "ユーザーのパスワード: ひみつ です||ひみつ",
                "password=[HUNTER]||[HUNTER]",
                "password: [abc]||abc",
                "password=a{b}c||a{b}c",
                "password=unclosed\"||unclosed",
                "user=bob pw=hunter2||hunter2",
                "{\"pw\":\"abc\"}||abc",
                "user=bob pass=hunter2 host=x||hunter2",
                "user=bob&pass=hunter||hunter",
                "{\"user\":\"bob\",\"pass\":\"hunter\"}||hunter",
                "db:\n  pass: hunter2||hunter2",
                "openssl enc -pass pass:hunter2||hunter2",
                "password=\"unclosed here||unclosed here"
            })
    void findsSecrets(String example) {
        String[] parts = example.split("\\|\\|", -1);
        String[] values = Arrays.copyOfRange(parts, 1, parts.length);

        assertThat(find.in(parts[0])).isEqualTo(secrets(values));
    }

    @Test
    void findsPersonalData() {
        assertThat(find.in("氏名:山田太郎、電話番号:03-1234-5678")).isEqualTo(personal("山田太郎", "03-1234-5678"));
        assertThat(find.in("氏名: 山田 太郎 住所:東京都千代田区1-1 ok")).isEqualTo(personal("山田 太郎", "東京都千代田区1-1"));
        assertThat(find.in("{\"氏名\":\"山田 太郎\",\"件数\":\"3\"}")).isEqualTo(personal("山田 太郎"));
        assertThat(find.in("氏名=山田,住所=東京")).isEqualTo(personal("山田", "東京"));
        assertThat(find.in("full name: Taro Yamada logged in")).isEqualTo(personal("Taro Yamada"));
        assertThat(find.in("{\"firstName\":\"Taro\",\"last_name\":\"Yamada\",\"name\":\"x\"}"))
                .isEqualTo(personal("Taro", "Yamada"));
        assertThat(find.in("氏名=山田 太郎 took=12ms")).isEqualTo(personal("山田 太郎"));
        assertThat(find.in("last_name=Yamada INFO took=12ms")).isEqualTo(personal("Yamada"));
        assertThat(find.in("住所:「東京都 1-1」です")).isEqualTo(personal("東京都 1-1"));
        assertThat(find.in("tel=***-****-5678 氏名:山**郎")).isEmpty();
        assertThat(find.in("<お名前>山田</お名前>")).isEqualTo(personal("山田"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password=",
                "password= user=bob",
                "password=\"\"",
                "{\"password\":null,\"token\":true,\"secret\":false,\"pin\":0,\"otp\":\"\"}",
                "{\"password\":[],\"token\":{}}",
                "password=*** token=\"*****\" secret: xxxxx",
                "password=${DB_PASSWORD} token=#{x} secret=$1",
                "WHERE password = ? AND token = :token AND secret = %s",
                "password: <redacted>",
                "password: [REDACTED]",
                "password: incorrect",
                "Authorization: Bearer",
                "Invalid password: bob",
                "unexpected token: foo",
                "token_count=5 tokens: 17",
                "grant_type=password&user=bob",
                "type: password",
                "com.x.Token::parse",
                "token := ",
                "https://token:abc@host/x",
                "INSERT INTO t (id, name) VALUES (1, 'x')",
                "values ('x')",
                "(password) values",
                "insert into t (password) values (NULL), (?)",
                "{\"thumbnail\":\"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJpin=\",\"n\":1}",
                "パスワード=ｐａｓｓ",
                "has_password=x resetPassword: y",
                "PASS: TestFoo (0.01s)",
                "--- pass: all of it",
                "pass=12 fail=0 pass=3/10 pass=1.5s pass=12ms",
                "{\"pass\":true,\"pass\":\"yes\",\"pass\":17}",
                "second.pass=abc123 gc_pass=abc123",
                "a=b c: d {\"e\":\"f\"} <g>h</g> i => 'j'",
                "2026-11-26T12:34:56 INFO [main] c.x.Y: started in 5 ms",
                "password",
                "=:>'",
                "[EMAIL]: delivered",
                "[PHONE]=none",
                "<[EMAIL]>, status=sent",
                "<taro@my.email> wrote",
                ""
            })
    void findsNothing(String text) {
        assertThat(find.in(text)).isEmpty();
    }

    @Test
    void namesAValueAsTheFinderDoesThatKnowsIt() {
        String text = "phone=090-1234-5678 tel=0312345678 fax=anon";
        FinderFixture both = new FinderFixture((scan, hits) -> {
            new DigitRunFinder(EnumSet.allOf(Detector.class)).find(scan, hits);
            new KeyedValueFinder(EnumSet.allOf(Detector.class)).find(scan, hits);
        });

        assertThat(both.in(text))
                .containsExactly("PHONE:STRONG:090-1234-5678", "PHONE:STRONG:0312345678", "PERSONAL:STRONG:anon");
    }

    @Test
    void findsWhatIsEnabledOnly() {
        String text = "password=x1 phone=y1 IDENTIFIED BY 'z1'";

        assertThat(new FinderFixture(new KeyedValueFinder(Set.of(Detector.PERSONAL))).in(text))
                .isEqualTo(personal("y1"));
        assertThat(new FinderFixture(new KeyedValueFinder(Set.of(Detector.SECRET))).in(text))
                .isEqualTo(secrets("x1", "z1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "=",
                "password=",
                "password=\"",
                "password:[",
                "password:{\"",
                "password:\\\"",
                "'",
                "password '",
                ">",
                "<a>",
                "<password>",
                "password=,",
                "password=a,b",
                "password=a&b",
                "氏名:",
                "氏名:山 ",
                "\"token\":\"",
                "token: ",
                "password=[A",
                "<",
                "password=a\n"
            })
    void takesLinearTimeOnHostileText(String piece) {
        String text = piece.repeat(1_000_000 / piece.length());

        assertThat(assertTimeout(Duration.ofSeconds(2), () -> find.in(text))).isNotNull();
    }
}
