package io.sluice.processor.pii.detect;

import static io.sluice.processor.pii.detect.Detector.URL_CREDENTIALS;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UrlCredentialsFinderTest {

    @Test
    void findsUserAndPassword() {
        for (String userInfo : new String[] {
            "admin:s3cret",
            "u:p",
            "taro.yamada:pass%40word",
            "u:p@ss",
            "u:p:w",
            "u:p/w",
            "user%40example.com:x",
            "u:a?b#c",
            "u:a#0@3",
            "u:#x@y",
            "u:a@b#c",
            "u:!#t@^w#^I@F1#",
            "${USER}:x",
            ":p4ss"
        }) {
            for (String around : new String[] {
                "https://%s@example.com/path?x=1",
                "jdbc:postgresql://%s@db:5432/app",
                "x \"redis://%s@10.0.0.1\" y",
                "(amqp+tls://%s@mq/vhost)",
                "接続先はftp://%s@host",
                "mongodb://%s@h1:1,h2:2/db"
            }) {
                assertThat(Scans.find(URL_CREDENTIALS, around.formatted(userInfo)))
                        .as(around + " " + userInfo)
                        .containsExactly(userInfo);
            }
        }
    }

    @Test
    void winsOverTheMailAddressThatPasswordAndHostLookLike() {
        assertThat(Scans.findAll("https://admin:hunter2@db.example.com/"))
                .containsExactly("URL_CREDENTIALS admin:hunter2");
        assertThat(Scans.findAll("https://admin:hun%24ter2@db.example.com/"))
                .containsExactly("URL_CREDENTIALS admin:hun%24ter2");
        assertThat(Scans.findAll("https://admin:hun*%26%25@db.example.com/"))
                .containsExactly("URL_CREDENTIALS admin:hun*%26%25");
    }

    @Test
    void leavesUrlsWithoutAPassword() {
        for (String text : new String[] {
            "https://example.com/a@b", "http://localhost:8080/users/@me", "http://host:8080/x?mail=a@b.com",
                    "https://user@example.com", "https://user:@example.com",
            "://a:b", "http://[2001:db8::1]:80/@x", "std::vector//x@y", "https://u:***@example.com",
                    "https://[URL_CREDENTIALS]@example.com",
            "http://a:80 mail b@c.com", "http://a:b\" x@c.com", "//user:pass@example.com"
        }) {
            assertThat(Scans.find(URL_CREDENTIALS, text)).as(text).isEmpty();
        }
    }

    @Test
    void findsSeveral() {
        assertThat(Scans.find(URL_CREDENTIALS, "http://a:b@c http://d:80/ http://e:f@g"))
                .containsExactly("a:b", "e:f");
    }
}
