package io.sluice.processor.pii.detect;

import static io.sluice.processor.pii.detect.Detector.AUTHORIZATION;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HeaderFinderTest {

    private static final List<String> FORMS = List.of(
            "%s: %s",
            "%s:%s",
            "GET / HTTP/1.1\r\n%s: %s\r\nHost: x",
            "{\"%s\":\"%s\",\"x\":1}",
            "{\\\"%s\\\": \\\"%s\\\"}",
            "{\"%s\":[\"%s\"]}",
            "%s=%s",
            "%s=\"%s\" x=1",
            "{%s=[%s], host=[a]}",
            "-H '%s: %s'",
            "%s => %s",
            "<%s>%s</x>",
            "[\"%s\", \"%s\"]",
            "map[%s:[%s]]",
            "ヘッダー%s：%s".replace("：", ":"));

    private static void isFound(String header, String value, String credentials) {
        for (String form : FORMS) {
            assertThat(Scans.find(AUTHORIZATION, form.formatted(header, value)))
                    .as(form + " " + value)
                    .containsExactly(credentials);
        }
    }

    @Test
    void findsCredentialsButNotTheScheme() {
        for (String header :
                List.of("Authorization", "authorization", "PROXY-AUTHORIZATION", "http.request.header.authorization")) {
            isFound(header, "Bearer abcdef0123456789", "abcdef0123456789");
            isFound(header, "Bearer abcdefgh", "abcdefgh");
            isFound(header, "Basic dXNlcjpwYXNzd29yZA==", "dXNlcjpwYXNzd29yZA==");
            isFound(header, "Token 0123456789", "0123456789");
            isFound(header, "Negotiate YIIJvwYGKwYBBQUCoIIJszCCCa+gMA==", "YIIJvwYGKwYBBQUCoIIJszCCCa+gMA==");
            isFound(header, "0123456789abcdef", "0123456789abcdef");
        }
    }

    @Test
    void findsParameters() {
        String aws = "Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, SignedHeaders=host;range,"
                + " Signature=fe5f80f77d5fa3beca038a248ff027";
        assertThat(Scans.find(AUTHORIZATION, "Authorization: AWS4-HMAC-SHA256 " + aws + "\r\nHost: x"))
                .containsExactly(aws);
        String digest = "username=\"Mufasa\", realm=\"x@host\", nonce=\"dcd98b\", uri=\"/dir\", response=\"6629fae4\"";
        assertThat(Scans.find(AUTHORIZATION, "Authorization: Digest " + digest + " status=200"))
                .containsExactly(digest);
        String escaped = digest.replace("\"", "\\\"");
        assertThat(Scans.find(AUTHORIZATION, "{\"authorization\":\"Digest " + escaped + "\",\"x\":1}"))
                .containsExactly(escaped);
    }

    @Test
    void findsCookies() {
        for (String header : List.of("Cookie", "http.request.header.cookie")) {
            assertThat(Scans.find(AUTHORIZATION, header + ": JSESSIONID=A1B2C3; theme=dark\r\nHost: x"))
                    .containsExactly("JSESSIONID=A1B2C3; theme=dark");
        }
        assertThat(Scans.find(AUTHORIZATION, "{\"set-cookie\":\"sid=0123456789; Path=/; HttpOnly\"}"))
                .containsExactly("sid=0123456789; Path=/; HttpOnly");
        assertThat(Scans.find(AUTHORIZATION, "http.request.header.cookie", "sid=0123456789"))
                .containsExactly("sid=0123456789");
    }

    @Test
    void findsApiKeys() {
        isFound("X-Api-Key", "0123456789abcdef", "0123456789abcdef");
        assertThat(Scans.find(AUTHORIZATION, "http.request.header.x_api_key", "0123456789abcdef"))
                .containsExactly("0123456789abcdef");
    }

    @Test
    void findsTheValueOfAKey() {
        for (String key : List.of(
                "authorization", "http.request.header.authorization", "HTTP.Request.Header.Proxy-Authorization")) {
            assertThat(Scans.find(AUTHORIZATION, key, "Bearer abcdefgh")).containsExactly("abcdefgh");
            assertThat(Scans.find(AUTHORIZATION, key, "[\"Bearer abcdefgh\"]")).containsExactly("abcdefgh");
        }
        assertThat(Scans.find(AUTHORIZATION, "authorization.type", "abcdefgh1")).isEmpty();
    }

    @Test
    void findsBearerAndBasicWithoutAHeader() {
        assertThat(Scans.find(AUTHORIZATION, "got Bearer abcdef0123456789.")).hasSize(1);
        assertThat(Scans.find(AUTHORIZATION, "トークンBearer abcdef0123456789")).containsExactly("abcdef0123456789");
        assertThat(Scans.find(AUTHORIZATION, "sent Basic dXNlcjpwYXNzd29yZA== to x"))
                .containsExactly("dXNlcjpwYXNzd29yZA==");
    }

    @Test
    void leavesProse() {
        for (String text : List.of(
                "Bearer authentication failed",
                "bearer token",
                "Basic authentication required",
                "Authorization: required",
                "Authorization failed",
                "authorization: Bearer",
                "Authorization: Basic authentication",
                "WWW-Authenticate: Bearer realm=\"example\"",
                "cookie: accepted by the user",
                "Cookies are enabled",
                "Cookie: a=b",
                "Authorization: Bearer short",
                "authorization=enabled",
                "x-api-key: missing",
                "Authorization: [AUTHORIZATION]",
                "Authorization: Bearer [AUTHORIZATION]",
                "reauthorization: abcdef0123",
                "Authorization: Bearer authentication is required",
                "X-Api-Key header is missing",
                "basic knowledge")) {
            assertThat(Scans.find(AUTHORIZATION, text)).as(text).isEmpty();
        }
    }

    @Test
    void takesThePlusOfAQueryForABlank() {
        assertThat(Scans.find(AUTHORIZATION, "?a=Bearer+abcdef0123456789")).containsExactly("abcdef0123456789");
        assertThat(Scans.find(AUTHORIZATION, "?a=Authorization%3A+Bearer+abcdef0123456789&b=1"))
                .containsExactly("abcdef0123456789");
        assertThat(Scans.find(AUTHORIZATION, "?a=Authorization%3A+Basic+dXNlcjpwYXNzd29yZA%3D%3D"))
                .containsExactly("dXNlcjpwYXNzd29yZA%3D%3D");
    }

    @Test
    void leavesAParameterBehindBearer() {
        for (String text : List.of(
                "token_type=Bearer expires_in=3600",
                "token_type=bearer session_timeout_in_seconds=3600",
                "Bearer realm=\"shop\"")) {
            assertThat(Scans.find(AUTHORIZATION, text)).as(text).isEmpty();
        }
    }

    @Test
    void leavesTheFullStopBehindAToken() {
        assertThat(Scans.find(AUTHORIZATION, "sent Bearer abcdef0123456789.")).containsExactly("abcdef0123456789");
        assertThat(Scans.find(AUTHORIZATION, "Authorization: Basic dXNlcjpwYXNzd29yZA==."))
                .containsExactly("dXNlcjpwYXNzd29yZA==");
    }
}
