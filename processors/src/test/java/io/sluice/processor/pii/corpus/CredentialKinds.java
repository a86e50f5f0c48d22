package io.sluice.processor.pii.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.processor.pii.detect.Confidence;
import io.sluice.processor.pii.detect.Detector;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import net.datafaker.Faker;

/** Private keys, users and passwords in URLs, headers that hold credentials. */
final class CredentialKinds {

    private static final int COUNT = 80;
    private static final Words HEADERS =
            Words.of("authorization,proxy-authorization", "authorization", "Authorization");
    private static final Words API_KEY = Words.of("x-api-key", "X-Api-Key", "X-API-KEY");
    private static final Words COOKIE = Words.of("cookie,set-cookie", "Cookie", "Cookie");

    private CredentialKinds() {}

    static List<Kind> of(Seed seed) {
        Random random = new Random(seed.value() + 4);
        Faker faker = new Faker(Locale.ENGLISH, random);
        return List.of(
                Kind.alone("private key", Detector.PRIVATE_KEY, Confidence.STRONG, keys(random))
                        .except(Place.HEADER, Place.QUERY, Place.FULL_WIDTH, Place.ZERO_WIDTH, Place.HYPHEN_VARIANT),
                Kind.alone("url, database", Detector.URL_CREDENTIALS, Confidence.STRONG, urls(faker, random)),
                Kind.alone(
                                "url, encoded password",
                                Detector.URL_CREDENTIALS,
                                Confidence.STRONG,
                                encodedUrls(faker, random))
                        .except(Place.PERCENT, Place.QUERY),
                Kind.alone("bearer", Detector.AUTHORIZATION, Confidence.STRONG, bearers(random)),
                Kind.alone("basic", Detector.AUTHORIZATION, Confidence.STRONG, basics(faker, "Authorization: Basic ")),
                Kind.assigned("authorization of a key", Detector.AUTHORIZATION, HEADERS, basics(faker, "Basic "))
                        .except(Place.SQL_CONDITION, Place.SQL_INSERT, Place.QUERY, Place.PERCENT),
                Kind.alone("digest", Detector.AUTHORIZATION, Confidence.STRONG, digests(faker, random))
                        .except(Place.QUERY, Place.PERCENT),
                Kind.assigned("x-api-key", Detector.AUTHORIZATION, API_KEY, apiKeys(random))
                        .except(Place.SQL_CONDITION, Place.SQL_INSERT, Place.QUERY, Place.PERCENT),
                Kind.assigned("cookie", Detector.AUTHORIZATION, COOKIE, cookies(random))
                        .except(Place.SQL_CONDITION, Place.SQL_INSERT, Place.QUERY, Place.PERCENT),
                Kind.alone("secret of a command", Detector.SECRET, Confidence.STRONG, commands(faker, random))
                        .except(Place.QUERY));
    }

    private static List<Value> commands(Faker faker, Random random) {
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            String password = faker.credentials().password(8, 16, true, false, true);
            values.add(
                    switch (random.nextInt(4)) {
                        case 0 -> new Value("shop-migrate --db-password ", password, " --host db", Source.DATAFAKER);
                        case 1 -> new Value("deploy -v --token ", password, " now", Source.DATAFAKER);
                        case 2 -> new Value("curl -s -u ", "bob:" + password, " https://shop/x", Source.DATAFAKER);
                        default -> new Value("mysqldump -h db -p", password, " shop", Source.DATAFAKER);
                    });
        }
        return values;
    }

    private static List<Value> keys(Random random) {
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < COUNT / 2; i++) {
            String type = Naming.pick(List.of("RSA ", "EC ", "", "OPENSSH ", "ENCRYPTED "), random);
            String body = Base64.getMimeEncoder(64, new byte[] {'\n'})
                    .encodeToString(Characters.bytes(90 + random.nextInt(200), random));
            values.add(Value.of(
                    "-----BEGIN " + type + "PRIVATE KEY-----\n" + body + "\n-----END " + type + "PRIVATE KEY-----",
                    Source.OWN));
        }
        return values;
    }

    private static List<Value> urls(Faker faker, Random random) {
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            String scheme = Naming.pick(
                    List.of("postgres", "https", "redis", "amqp", "mongodb+srv", "mysql", "jdbc:postgresql", "ftp"),
                    random);
            String user = faker.credentials().username();
            String password = faker.credentials().password(8, 16, true, false, true);
            String host = Naming.pick(
                    List.of("db.internal:5432/shop", "10-2-3-4.svc/", "cache/0", "api.example.com/v1/items"), random);
            values.add(new Value(scheme + "://", user + ":" + password, "@" + host, Source.DATAFAKER));
        }
        return values;
    }

    private static List<Value> encodedUrls(Faker faker, Random random) {
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < COUNT / 2; i++) {
            String password = Encoding.QUERY.encode(faker.credentials().password(8, 16, true, true, true));
            values.add(new Value(
                    "https://",
                    faker.credentials().username() + ":" + password.replace('+', 'x'),
                    "@git.example.com/shop-" + random.nextInt(100) + ".git",
                    Source.DATAFAKER));
        }
        return values;
    }

    private static List<Value> bearers(Random random) {
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            String before = Naming.pick(
                    List.of(
                            "Authorization: Bearer ",
                            "authorization: bearer ",
                            "Proxy-Authorization: Bearer ",
                            "Bearer "),
                    random);
            values.add(new Value(
                    before,
                    Characters.of(Characters.BASE_64_URL, 24 + random.nextInt(20), random) + "9",
                    "",
                    Source.OWN));
        }
        return values;
    }

    private static List<Value> basics(Faker faker, String before) {
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            String pair =
                    faker.credentials().username() + ":" + faker.credentials().password(8, 14, true, true, true);
            values.add(
                    new Value(before, Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)), "", Source.DATAFAKER));
        }
        return values;
    }

    private static List<Value> digests(Faker faker, Random random) {
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < COUNT / 2; i++) {
            String parameters = "username=\"" + faker.credentials().username()
                    + "\", realm=\"shop\", nonce=\"" + Characters.of(Characters.HEX, 32, random)
                    + "\", uri=\"/v1/items\", response=\"" + Characters.of(Characters.HEX, 32, random) + "\"";
            values.add(new Value("Authorization: Digest ", parameters, "", Source.DATAFAKER));
        }
        return values;
    }

    private static List<Value> apiKeys(Random random) {
        return Characters.values(
                COUNT, Source.OWN, () -> Characters.of(Characters.ALNUM, 20 + random.nextInt(20), random) + "7");
    }

    private static List<Value> cookies(Random random) {
        return Characters.values(
                COUNT,
                Source.OWN,
                () -> "JSESSIONID=" + Characters.of(Characters.HEX, 32, random) + "; cart="
                        + Characters.of(Characters.ALNUM, 12, random));
    }
}
