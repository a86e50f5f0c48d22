package io.sluice.processor.pii.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyDictionaryTest {

    private static @Nullable Detector find(String key) {
        byte[] bytes = ("x" + key + "x").getBytes(StandardCharsets.UTF_8);
        return KeyDictionary.find(bytes, 1, bytes.length - 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "PASSWORD",
                "user.password",
                "db.passwd",
                "dbPassword",
                "DBPassword",
                "db_password",
                "mypassword",
                "passwd",
                "pwd",
                "user_pass",
                "passphrase",
                "password_value",
                "passwordDigest",
                "passwordConfirm",
                "SECRET_KEY_BASE",
                "secretString",
                "mail_pass",
                "client-key-data",
                "code_verifier",
                "JSESSIONID",
                "secret",
                "client_secret",
                "clientSecret",
                "clientsecret",
                "CLIENT-SECRET",
                "token",
                "access_token",
                "accessToken",
                "accesstoken",
                "AccessToken",
                "refresh-token",
                "csrf_token",
                "x-api-key",
                "apiKey",
                "APIKey",
                "api_key",
                "X-Api-Key",
                "aws_secret_access_key",
                "private_key",
                "credentials",
                "password1",
                "tokens.token[0]",
                "authorization",
                "http.request.header.authorization",
                "http.request.header.cookie",
                "connection_string",
                "otp",
                "cvv",
                "cvv2",
                "card.pin",
                "pinCode",
                "new_password",
                "password_hash",
                "パスワード",
                "ユーザーのパスワード",
                "暗証番号",
                "APIキー"
            })
    void knowsSecrets(String key) {
        assertThat(find(key)).isEqualTo(Detector.SECRET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "email",
                "user.email",
                "emailAddress",
                "e-mail",
                "phone",
                "phone_number",
                "user.phoneNumber",
                "phone2",
                "tel",
                "first_name",
                "lastName",
                "full name",
                "date_of_birth",
                "dob",
                "birthday",
                "home_address",
                "shippingAddress",
                "address_line1",
                "postal_code",
                "zipCode",
                "account_number",
                "bankAccount",
                "card_number",
                "creditCard",
                "ssn",
                "passport_number",
                "my_number",
                "driver_license_number",
                "氏名",
                "お客様の氏名",
                "お名前",
                "名前",
                "user.名前",
                "住所",
                "電話番号",
                "携帯番号",
                "メールアドレス",
                "生年月日",
                "口座番号",
                "マイナンバー",
                "カード番号",
                "郵便番号"
            })
    void knowsPersonalData(String key) {
        assertThat(find(key)).isEqualTo(Detector.PERSONAL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "1",
                "[0]",
                "token_count",
                "tokens",
                "tokens_used",
                "gen_ai.usage.input_tokens",
                "token.type",
                "password_length",
                "passwordExpired",
                "has_password",
                "isToken",
                "resetPassword",
                "forgot_password",
                "secret_name",
                "k8s.secret.name",
                "k8s.secret.uid",
                "next_page_token",
                "pageToken",
                "time_to_first_token",
                "unexpected token",
                "db.name",
                "service.name",
                "host.name",
                "file.name",
                "name",
                "user.name",
                "user.id",
                "session.id",
                "server.address",
                "client.address",
                "address",
                "net.peer.ip",
                "http.route",
                "url.path",
                "container.id",
                "k8s.pod.name",
                "trace_id",
                "public_key",
                "primary_key",
                "partition_key",
                "messaging.kafka.message.key",
                "key",
                "keyboard",
                "microphone",
                "iphone",
                "hotel",
                "spin",
                "gender",
                "compass",
                "pass",
                "tokenizer",
                "email_sent",
                "phone_verified",
                "mailbox",
                "account_id",
                "card_type",
                "サービス名",
                "ファイル名前",
                "件数",
                "住所録",
                "repository.full_name",
                "thread.name",
                "code.function.name",
                "messaging.destination.name"
            })
    void leavesOthersAlone(String key) {
        assertThat(find(key)).isNull();
    }

    @Test
    void looksAtALongKeysEndOnly() {
        assertThat(find("a".repeat(1_000_000) + ".password")).isEqualTo(Detector.SECRET);
        assertThat(find("password." + "a".repeat(1_000_000))).isNull();
        assertThat(find("_".repeat(1_000_000))).isNull();
    }
}
