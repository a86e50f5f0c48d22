package io.sluice.processor.pii.detect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InsertedValuesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        INSERT INTO users (id, password, created_at) VALUES (17, 'hunter2', NOW())       | hunter2
        insert into `shop`.`users`(`id`,`password`)values(17,'hunter2')                  | hunter2
        INSERT INTO [dbo].[users] ([password], [id]) VALUES (N'hunter2', 17)             | hunter2
        INSERT INTO "users" ("password") VALUES ('it''s hunter')                         | it''s hunter
        INSERT INTO users (a, password) VALUES (coalesce('x, y', f(1, 2)), 'hunter2')    | hunter2
        INSERT INTO users (password) VALUES ('hunter2                                    | hunter2
        REPLACE INTO users (id, password) VALUES (17, 12345678)                          | 12345678
        """)
    void findsTheValueOfASecretColumn(String text, String expected) {
        assertThat(Scans.find(Detector.SECRET, text)).containsExactly(expected);
    }

    @Test
    void findsTheValuesOfEveryRow() {
        String text = "INSERT INTO users (id, full_name) VALUES (1, '山田 太郎'), (2, NULL),\n (3, 'Taro')";

        assertThat(Scans.find(Detector.PERSONAL, text)).containsExactly("山田 太郎", "Taro");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO users (id, password) VALUES (?, ?)",
                "INSERT INTO users (id, password) VALUES ($1, $2)",
                "INSERT INTO users (id, password) VALUES (1, NULL)",
                "INSERT INTO users (id, password) SELECT a, 'b' FROM c",
                "INSERT INTO users (id, note) VALUES (1, 'password')",
                "wrote into cache (id, password) of users",
                "INSERT INTO users (id, password"
            })
    void findsNothingWhereNoSecretIs(String text) {
        assertThat(Scans.find(Detector.SECRET, text)).isEmpty();
    }
}
