package io.sluice.processor.pii;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.sluice.pdata.Signal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Personal data and secrets in forms, aligned columns, statements and colours: found with just their bounds, and left alone after that. */
final class WaysToWriteTest {

    private final PiiRun pii = new PiiRun(Signal.LOGS, "{}");

    private ByteString masked(String text) {
        ByteString once = pii.of(PiiRun.log(PiiRun.withBody(text)));
        assertThat(pii.of(once)).isEqualTo(once);
        return once;
    }

    /** {@code ~} stands for the escape character, {@code ^} for a line feed, {@code #} for a tab. */
    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            quoteCharacter = '`',
            value = {
                // forms, which write blanks as plus signs
                "p=%7B%22a%22%3A+%22x%22%2C+%22password%22%3A+%22%40hunter2%22%7D&x=1"
                        + " -> p=%7B%22a%22%3A+%22x%22%2C+%22password%22%3A+%22[SECRET]%22%7D&x=1",
                "q=INSERT+INTO+t+%28id%2C+password%29+VALUES+%2817%2C+%27hun%40ter2%27%29&a=b"
                        + " -> q=INSERT+INTO+t+%28id%2C+password%29+VALUES+%2817%2C+%27[SECRET]%27%29&a=b",
                "q=SET+password+%3D+%27x%40y%27%2C+a -> q=SET+password+%3D+%27[SECRET]%27%2C+a",
                "m=individual+number+%22123456789018%22+from -> m=individual+number+%22[MY_NUMBER]%22+from",
                "m=iban+%E2%80%8BGB29+NWBK+%E2%80%8B6016+1331+9268+19&x -> m=iban+%E2%80%8B[IBAN]&x",
                "m=tel%3A+819012345678 -> m=tel%3A[PHONE]",
                "m=API+key%3A+%22a-b%22%2C+x -> m=API+key%3A+%22[SECRET]%22%2C+x",
                // aligned columns and broken lines
                "{\"password\":        \"hunter2\",\"a\":1} -> {\"password\":        \"[SECRET]\",\"a\":1}",
                "{\"password\":^  \"hunter2\"} -> {\"password\":^  \"[SECRET]\"}",
                "{\"password\"#:#\"hunter2\"} -> {\"password\"#:#\"[SECRET]\"}",
                "Password:          hunter2^User:              taro -> Password:          [SECRET]^User:             "
                        + " taro",
                "password              =          hunter2 -> password              =          [SECRET]",
                "password = \"\"\"hunter2\"\"\" -> password = \"\"\"[SECRET]\"\"\"",
                // names in fields of their own
                "{\"name\":\"DB_PASSWORD\",\"value\":\"hunter2\"},{\"name\":\"A\",\"value\":\"ok\"}"
                        + " -> {\"name\":\"DB_PASSWORD\",\"value\":\"[SECRET]\"},{\"name\":\"A\",\"value\":\"ok\"}",
                "{\\\"name\\\":\\\"DB_PASSWORD\\\",\\\"value\\\":\\\"hunter2\\\"}"
                        + " -> {\\\"name\\\":\\\"DB_PASSWORD\\\",\\\"value\\\":\\\"[SECRET]\\\"}",
                "- name: DB_PASSWORD^  value: hunter2 -> - name: DB_PASSWORD^  value: [SECRET]",
                "{Name:DB_PASSWORD Value:hunter2 From:nil} -> {Name:DB_PASSWORD Value:[SECRET] From:nil}",
                "<property name=\"db.password\" value=\"hunter2\"/> -> <property name=\"db.password\""
                        + " value=\"[SECRET]\"/>",
                "<entry key=\"password\">hunter2</entry><entry key=\"a\">b</entry>"
                        + " -> <entry key=\"password\">[SECRET]</entry><entry key=\"a\">b</entry>",
                // statements
                "ALTER USER scott IDENTIFIED BY tiger ACCOUNT UNLOCK -> ALTER USER scott IDENTIFIED BY [SECRET]"
                        + " ACCOUNT UNLOCK",
                "create user \"app\" identified by \"p w\" quota 1 -> create user \"app\" identified by \"[SECRET]\""
                        + " quota 1",
                "{\"sql\":\"alter user x identified by tiger\"} -> {\"sql\":\"alter user x identified by [SECRET]\"}",
                "create user x identified by the account unlock -> create user x identified by [SECRET] account unlock",
                "create user x identified by our -> create user x identified by [SECRET]",
                // arguments
                "[\"curl\",\"-u\",\"a:b\",\"https://x\"] -> [\"curl\",\"-u\",\"[SECRET]\",\"https://x\"]",
                "[\"mysql\",\"-pSecret\"] -> [\"mysql\",\"-p[SECRET]\"]",
                "args [\"--password\",\"x\"] end -> args [\"--password\",\"[SECRET]\"] end",
                // headers in prose
                "Authorization: Bearer abcdefgh123を検証 -> Authorization: Bearer [AUTHORIZATION]を検証",
                "Authorization: Bearer x1を検証 -> Authorization: Bearer [SECRET]を検証",
                // signed URLs
                "GET /k?X-Amz-Date=2026&X-Amz-Signature=fe5f80f77d5fa3beca038a248ff027d0&x=1"
                        + " -> GET /k?X-Amz-Date=2026&X-Amz-Signature=[SECRET]&x=1",
                "/k?X-Amz-Security-Token=IQoJb3JpZ2&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20261127%2Fs3&x=1"
                        + " -> /k?X-Amz-Security-Token=[SECRET]&X-Amz-Credential=[AWS_KEY]&x=1",
                "/o?X-Goog-Expires=9&X-Goog-Signature=247a2aa45f169edf ->"
                        + " /o?X-Goog-Expires=9&X-Goog-Signature=[SECRET]",
                "https://a/c/b?sv=2022-11-02&sp=r&sig=5cR3cv3wpYWqoe%2FHg9WTn3pT0%2BqDF%3D took=3"
                        + " -> https://a/c/b?sv=2022-11-02&sp=r&sig=[SECRET] took=3",
                "/b?sig=5cR3cv3wpYWqoe%2FHg9WTn3pT0%3D&se=2026-11-28 -> /b?sig=[SECRET]&se=2026-11-28",
                "next=https%3A%2F%2Fa%2Fb%3Fse%3D2026%26sig%3D5cR3cv3wpYWqoe%252FHg9WT%253D&x=1"
                        + " -> next=https%3A%2F%2Fa%2Fb%3Fse%3D2026%26sig%3D[SECRET]&x=1",
                "/i.jpg?Expires=17&Signature=nitfHRCrtziwO2HwPfWwyYDhUF5EwRunQA-&Key-Pair-Id=APKA9"
                        + " -> /i.jpg?Expires=17&Signature=[SECRET]&Key-Pair-Id=APKA9",
                // forms in parts
                "--b^Content-Disposition: form-data; name=\"password\"^^hunter2^--b^Content-Disposition: form-data;"
                        + " name=\"user\"^^bob^--b-- -> --b^Content-Disposition: form-data;"
                        + " name=\"password\"^^[SECRET]^--b^Content-Disposition: form-data; name=\"user\"^^bob^--b--",
                "form-data; name=\"email\"^Content-Type: text/plain^^taro@example.com^--b"
                        + " -> form-data; name=\"email\"^Content-Type: text/plain^^[EMAIL]^--b",
                "form-data; name=\"token\"^^a b -> form-data; name=\"token\"^^[SECRET]",
                "{\"b\":\"form-data; name=\\\"password\\\"\\r\\n\\r\\nhunter2\\r\\n--b\"}"
                        + " -> {\"b\":\"form-data; name=\\\"password\\\"\\r\\n\\r\\n[SECRET]\\r\\n--b\"}",
                "{\"b\":\"form-data; name=\\\"password\\\"\\n\\nhunter2\",\"n\":1}"
                        + " -> {\"b\":\"form-data; name=\\\"password\\\"\\n\\n[SECRET]\",\"n\":1}",
                // blocks of lines
                "password: |^  hunter2^^  line2^user: x -> password: |^  [SECRET]^user: x",
                "a:^  - password: >-^      hunter2^    user: x -> a:^  - password: >-^      [SECRET]^    user: x",
                "password: |2+ ^    hunter2^  less -> password: |2+ ^    [SECRET]^  less",
                "{\"y\":\"db:\\n  password: |\\n    hunter2\\n  user: x\"}"
                        + " -> {\"y\":\"db:\\n  password: |\\n    [SECRET]\\n  user: x\"}",
                "{\"y\":\"password: |\\n  hunter2\",\"n\":1} -> {\"y\":\"password: |\\n  [SECRET]\",\"n\":1}",
                // a key of PuTTY
                "PuTTY-User-Key-File-2: ssh-rsa^Public-Lines: 1^AAAA^Private-Lines: 2^AABB^CC==^Private-MAC: 01ef^x"
                        + " -> PuTTY-User-Key-File-2: ssh-rsa^Public-Lines: 1^AAAA^Private-Lines: 2^[PRIVATE_KEY]^x",
                "{\"k\":\"Private-Lines: 2\\r\\nAABB\\r\\nCC==\",\"n\":1}"
                        + " -> {\"k\":\"Private-Lines: 2\\r\\n[PRIVATE_KEY]\",\"n\":1}",
                // brackets of Japanese
                "パスワード「x」 -> パスワード「[SECRET]」",
                "仮パスワードは「password1」です -> 仮パスワードは「[SECRET]」です",
                "暗証番号「1234」です -> 暗証番号「[SECRET]」です",
                "トークンは『abc123』 -> トークンは『[SECRET]』",
                // addresses
                "IP203.0.113.7から -> IP[IPV4]から",
                "接続元ip203.0.113.7、IPアドレス203.0.113.7です -> 接続元ip[IPV4]、IPアドレス[IPV4]です",
                "mac=001A2B3C4D5E up -> mac=[MAC] up",
                "{\"macAddress\":\"001a2b3c4d5e\",\"n\":1} -> {\"macAddress\":\"[MAC]\",\"n\":1}",
                "{\\\"hwaddr\\\":\\\"001a2b3c4d5e\\\"} -> {\\\"hwaddr\\\":\\\"[MAC]\\\"}",
                "端末のMACアドレス：001A2B3C4D5Eです -> 端末のMACアドレス：[MAC]です",
                "<mac>001a2b3c4d5e</mac> -> <mac>[MAC]</mac>",
                // telephone numbers with what is dialled for a plus
                "TEL 0081-90-1234-5678 x -> TEL [PHONE] x",
                "電話 0081 90 1234 5678 -> 電話 [PHONE]",
                "010-81-90-1234-5678 -> [PHONE]",
                "fax: 0049 30 1234567, tel 00819012345678 -> fax: [PHONE], tel [PHONE]",
                // colours of terminals
                "login ~[32mpassword~[0m=hunter2 ~[32mip~[0m=~[1;31m203.0.113.7~[0m x"
                        + " -> login ~[32mpassword~[0m=[SECRET] ~[32mip~[0m=~[1;31m[IPV4]~[0m x",
                "~[34;1m\"password\"~[0m~[1;39m:~[0m~[0;32m\"hunter2\"~[0m ->"
                        + " ~[34;1m\"password\"~[0m~[1;39m:~[0m~[0;32m\"[SECRET]\"~[0m",
                "{\"log\":\"\\u001b[31m203.0.113.7\\u001b[0m x\"} -> {\"log\":\"\\u001b[31m[IPV4]\\u001b[0m x\"}",
                // signs behind backslashes
                "/^taro@example\\.com$/ or taro\\@example.com -> /^[EMAIL]$/ or [EMAIL]",
                "allow 203\\.0\\.113\\.7 -> allow [IPV4]",
                "url=jdbc\\:mysql\\://taro\\:hunter2@h/db -> url=jdbc\\:mysql\\://[URL_CREDENTIALS]@h/db",
                // mail
                "To: \"taro..yamada\"@docomo.ne.jp, x -> To: [EMAIL], x",
                "taro@my_host.example.com -> [EMAIL]",
                "担当は山田@example.jp です -> [EMAIL] です",
                "送信先、山田.太郎@example.co.jp -> 送信先、[EMAIL]",
                "taro山田@example.jp、x -> [EMAIL]、x",
                // Japanese without a sign
                "暗証番号は1234です -> 暗証番号は[SECRET]です",
                "暗証番号 1234 -> 暗証番号 [SECRET]",
                "パスワード hunter2 で -> パスワード [SECRET] で",
                "パスワード P@ssWord! -> パスワード [SECRET]!",
                "新しいパスワードは hunter2。 -> 新しいパスワードは [SECRET]。",
                "認証コードは 123456 です、確認コード　654321 -> 認証コードは [SECRET] です、確認コード　[SECRET]",
                "{\"m\":\"\\u30d1\\u30b9\\u30ef\\u30fc\\u30c9 hunter2\",\"n\":1} ->"
                        + " {\"m\":\"\\u30d1\\u30b9\\u30ef\\u30fc\\u30c9 [SECRET]\",\"n\":1}",
                "郵便番号 1000001 -> 郵便番号 [POSTAL_CODE]",
                "郵便番号は1000001です -> 郵便番号は[POSTAL_CODE]です",
                // connection strings
                "Server=db;User Id=sa;Password=P@ss w0rd; -> Server=db;User Id=sa;Password=[SECRET];",
                "Password=P@ss w0rd;Server=db -> Password=[SECRET];Server=db",
                // members
                "{\"secrets\":{\"x\":\"y\",\"z\":[\"w\"]},\"n\":1} ->"
                        + " {\"secrets\":{\"x\":\"[SECRET]\",\"z\":[\"[SECRET]\"]},\"n\":1}",
                "{\"api_keys\": [\"x\"]} -> {\"api_keys\": [\"[SECRET]\"]}",
                // keys and cards directly before something else
                "-----BEGIN PRIVATE KEY-----^a^-----END PRIVATE KEY----------BEGIN PRIVATE KEY-----^b^-----END PRIVATE"
                        + " KEY-----x -> [PRIVATE_KEY][PRIVATE_KEY]x",
                "4111 1111 1111 1111GET /x -> [CARD]GET /x",
                "3782-822463-10005exp. -> [CARD]exp.",
                // what languages write round a value
                "a:2:{s:8:\"password\";s:8:\"hunter2x\";s:1:\"n\";s:1:\"x\";}"
                        + " -> a:2:{s:8:\"password\";s:8:\"[SECRET]\";s:1:\"n\";s:1:\"x\";}",
                "array(1) { [\"password\"]=> string(8) \"hunter2x\" } -> array(1) { [\"password\"]=> string(8)"
                        + " \"[SECRET]\" }",
                "{\"X-Token\":[]string{\"abc\"}, \"Accept\":[]string{\"*/*\"}}"
                        + " -> {\"X-Token\":[]string{\"[SECRET]\"}, \"Accept\":[]string{\"*/*\"}}",
                "passwd='''hunter2'''^a='x' -> passwd='''[SECRET]'''^a='x'",
                "userPassword:: e1NTSEF9VzZwaA==^cn:: x -> userPassword:: [SECRET]^cn:: x",
                "password: ${DB_PASSWORD:-hunter2} -> password: [SECRET]",
                "password: ${DB_PASSWORD:hunter2} -> password: [SECRET]",
                "<password>{COQLCE6DU6GtcS5P=}</password> -> <password>[SECRET]</password>",
                "field 'password': rejected value [hunter2]; codes [a] -> field 'password': rejected value"
                        + " [[SECRET]]; codes [a]",
                // statements with plugins
                "ALTER USER 'a'@'%' IDENTIFIED WITH mysql_native_password BY 'hunter2' -> ALTER USER 'a'@'%' IDENTIFIED"
                        + " WITH mysql_native_password BY '[SECRET]'",
                "SET PASSWORD FOR 'a'@'%' = 'hunter2'; -> SET PASSWORD FOR 'a'@'%' = '[SECRET]';",
                "jdbc:oracle:thin:scott/tiger@//db:1521/X -> jdbc:oracle:thin:[URL_CREDENTIALS]@//db:1521/X",
                // what OAuth gives out for a token
                "/cb?code=SplxlOBeZQQYbYS6WxSbIA&state=xyz -> /cb?code=[SECRET]&state=xyz",
                "grant_type=authorization_code&code=SplxlOBeZQQYbYS6WxSbIA ->"
                        + " grant_type=authorization_code&code=[SECRET]",
                // what Docker has, and Kubernetes
                "{\"auths\":{\"r\":{\"auth\":\"dGFybzpodW50ZXIy\"}}} -> {\"auths\":{\"r\":{\"auth\":\"[SECRET]\"}}}",
                "tls.key: LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVktLS0tLQpNSUlFb2dJQkFBS0NBUUVBeDNrZnNkZmpoc2tkamZoc2tq, n"
                        + " -> tls.key: [PRIVATE_KEY], n",
                // labels of Japanese
                "【お名前】山田花子【電話番号】03-1234-5678【備考】なし -> 【お名前】[PERSONAL]【電話番号】[PHONE]【備考】なし",
                "【氏名】：山田太郎 -> 【氏名】：[PERSONAL]",
                "【お名前】^山田花子 様 -> 【お名前】^[PERSONAL]",
                "氏名【山田太郎】 -> 氏名【[PERSONAL]】",
                "初期パスワード【Ab3xY9kq】 -> 初期パスワード【[SECRET]】",
                "氏名（漢字）：山田太郎 -> 氏名（漢字）：[PERSONAL]",
                "パスワード（確認用）：hunter2 -> パスワード（確認用）：[SECRET]",
                "Password (again): hunter2 -> Password (again): [SECRET]",
                // English without a sign
                "your password is hunter2x. -> your password is [SECRET].",
                "machine h login bob password hunter2x -> machine h login bob password [SECRET]",
                "ENV DB_PASSWORD hunter2x -> ENV DB_PASSWORD [SECRET]",
                // others
                "token ya29.a0AfH6SMBx-abcdefghijklmnopqrstuvwxyz0123456789 x -> token [GCP_KEY] x",
                "<mrz>L898902C36UTO7408122F1204159ZE184226B&lt;&lt;&lt;&lt;&lt;10</mrz> -> <mrz>[PASSPORT]</mrz>",
            })
    void areSeenThrough(String text, String expected) {
        assertThat(PiiRun.body(masked(signs(text)))).isEqualTo(signs(expected));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            quoteCharacter = '`',
            value = {
                ";4111111111111111=27121010000012345678? -> [CARD]",
                "%B4111111111111111^YAMADA/TARO^27121010000012345678? -> [CARD]",
                "t %B4111111111111111^YAMADA/TARO^2712101123400001?;4111111111111111=2712101? ok -> t [CARD][CARD] ok",
                "t=%25B4111111111111111%5EYAMADA%2FTARO%5E27121010000012345678%3F&x=1 -> t=[CARD]&x=1",
                "{\"t\":\"%B378282246310005^AMEX \\/T^2712101 123 456?\"} -> {\"t\":\"[CARD]\"}",
                "カードB4111111111111111^YAMADA/TARO^2712101です -> カード[CARD]です",
                "track 4111111111111111=2712101000 ok -> track [CARD] ok",
            })
    void tracksOfCardsAreMaskedAsAWhole(String text, String expected) {
        assertThat(PiiRun.body(masked(text))).isEqualTo(expected);
    }

    /** Semicolons of prose and of cookies separate no pairs of a connection string. */
    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            value = {
                "a=b; password=abc logged in; c=d -> a=b; password=[SECRET] logged in; c=d",
                "password=abc logged in; ok -> password=[SECRET] logged in; ok",
                "x;password=abc logged in; ok -> x;password=[SECRET] logged in; ok",
                "a=b;password=abc user=c;d=e -> a=b;password=[SECRET] user=c;d=e",
            })
    void secretsEndAtBlanks(String text, String expected) {
        assertThat(PiiRun.body(masked(text))).isEqualTo(expected);
    }

    private static String signs(String text) {
        return text.replace('~', '\u001b').replace('^', '\n').replace('#', '\t');
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "the user was identified by email",
                // messages, types and names behind a key
                "password: too short (minimum is 8)",
                "failed to refresh token: connection refused",
                "cat: /etc/passwd: No such file",
                "field 'password': rejected value [null]; codes [a]",
                "Access denied (using password: YES)",
                "mutation L($email: String!, $password: String!) { login(email: $email, password: $password) { id } }",
                "UPDATE t SET password = @password, token = u.token WHERE email = s.email",
                "password = process.env.DB_PASSWORD; password: {{ .Values.db.password }}",
                "password: ${DB_PASSWORD} ${env:DB_PASSWORD} token: ${vault:secret/data/x} secret: ${X:?unset}",
                "password = (sensitive value)",
                "private_key: /etc/ssl/private/key.pem",
                "secret: arn:aws:secretsmanager:ap-northeast-1:123456789012:secret:db-AbCdEf",
                "Culture=neutral, PublicKeyToken=b77a5c561934e089",
                "バージョン：1.2.3.4",
                "パスワード：未設定、氏名【必須】、【パスワード】の変更、【氏名】の入力は必須です、【重要】お知らせ",
                "setPassword(String): done, check(token): x",
                "The password field1 is hidden, password sha256-crypt, password 8-character, a password of 12345678,"
                        + " the password hash2",
                "?code=COUPON2026AUTUMNSALE10&lang=ja",
                // Japanese without a sign
                "暗証番号は4桁です",
                "暗証番号 1234件",
                "パスワード reset",
                "パスワード changed!",
                "パスワード 2026-11-27 に変更",
                "パスワード 1234567890123456",
                "パスワードは8文字以上",
                "パスワードはsha256で保存",
                "パスワード user1=x",
                "パスワード /reset/v1",
                "ワード hunter2",
                "受付番号は1234です",
                "コード 1234",
                "郵便物 1000001",
                "郵便番号一覧 1000001",
                "詳しくは@example.jp",
                "障害@db01.example.jp",
                "打合せ、@example.jp",
                // members and their number
                "secrets: 3 found",
                "{\"secrets\":3}",
                "{\"tokens\":{\"in\":\"5\"}}",
                "{\"keys\":[\"a\"]}",
                // numbers before letters
                "4111 1111 1111 1112GET",
                "4111 1111 1111 1111a2f3",
                "0000 4111 1111 1111 1111GET",
                "4111 1111 1111 1111c",
                "CREATE USER x IDENTIFIED BY VALUES 'S:1234'",
                "saw a create user statement identified by the team lead",
                "Bearer トークンを使います",
                "https://x/?sig=5cR3cv3wpYWqoe%2FHg9WTn3pT0&a=b se=2026",
                "f(signature=java.lang.String.valueOf) ?expires=1&signature=v1",
                "パスワード「必須」、パスワードは「8文字以上」、パスワード「new_password」、パスワード「a b」",
                "シークレット「shop-tls」、トークン「refresh」、氏名「必須」、パスワード「abc",
                "form-data; name=\"password\"\r\n\r\n\r\n--b form-data; name=\"comment\"\n\nhello\n--b",
                "form-data; name=\"password\"\nno empty line\nhello",
                "password: |\nuser: x",
                "Enter password: >\n> next",
                "description: |\n  hello\n  world",
                "Private-Lines: 2 Public-Lines: 1\nAAAA private lines: 3\nabcd",
                "UDP203.0.113.7から、clientIP203.0.113.7から、IP203.0.113.7",
                "hmac=001a2b3c4d5e id=001a2b3c4d5e mac=001a2b3c4d5e6f mac=ffffffffffff mac=000000000000",
                "注文番号 0081-90-1234-5678, 0081 90 1234 5678 00819012345678",
                "0049-30-1234567 010-1234-5678 0000-0000-1234-5678 001-234-567-8901",
                "Authorization: Bearer [AUTHORIZATION]を検証",
                "[\"curl\",\"-u\",\"bob\",\"https://x\"] [\"ls\",\"-pfoo\"]",
                "{\"name\":\"a\",\"value\":\"b\"}",
                "<a href=\"password\">reset</a>",
                "\u001b[32mINFO\u001b[0m[0001] done \u001b[32mtook\u001b[0m=12ms",
                "name+%3D+x&a+b%40c",
                "\"hello\"@en",
                "a[0] \\- b\\.c\\:d",
                "token:\nnext line",
                ";4111111111111112=27121010000012345678? %B4111111111111112^YAMADA/TARO^27121010000012345678?",
                "4111111111111111=2713101000 a;4111111111111111=12 %B4111111111111111^x",
            })
    void changeNothingHarmless(String text) {
        assertThat(PiiRun.body(masked(text))).isEqualTo(text);
    }
}
