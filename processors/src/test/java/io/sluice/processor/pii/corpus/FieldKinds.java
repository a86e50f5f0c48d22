package io.sluice.processor.pii.corpus;

import io.sluice.processor.pii.detect.Detector;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import net.datafaker.Faker;

/** Values that only their key's name gives away. */
final class FieldKinds {

    private static final int COUNT = 100;
    private static final Words PASSWORD =
            Words.of("password,passwd,db_password,user_password,パスワード", "password", "パスワード,ログインパスワード");
    private static final Words TOKEN = Words.of(
            "api_key,access_token,client_secret,refresh_token,secret_key,secret", "api_key", "api_key,client_secret");
    private static final Words PIN = Words.of("pin_code,暗証番号", "pin_code", "暗証番号");
    private static final Words NAME =
            Words.of("full_name,first_name,last_name,customer_name,氏名,お名前", "full_name", "氏名,お名前");
    private static final Words ADDRESS = Words.of("street_address,home_address,住所,ご住所", "street_address", "住所,ご住所");

    private FieldKinds() {}

    static List<Kind> of(Seed seed) {
        Random random = new Random(seed.value() + 6);
        Faker faker = new Faker(Locale.ENGLISH, random);
        Faker japanese = new Faker(Locale.JAPAN, random);
        return List.of(
                Kind.assigned(
                        "password",
                        Detector.SECRET,
                        PASSWORD,
                        Characters.values(
                                COUNT,
                                Source.DATAFAKER,
                                () -> faker.credentials().password(8, 20, true, true, true) + "k")),
                Kind.assigned(
                                "password with quotes",
                                Detector.SECRET,
                                PASSWORD,
                                Characters.values(COUNT, Source.OWN, () -> awkward(random)))
                        .except(
                                Place.SENTENCE_ENGLISH,
                                Place.SENTENCE_JAPANESE,
                                Place.HEADER,
                                Place.STACK_TRACE,
                                Place.FULL_WIDTH,
                                Place.ZERO_WIDTH,
                                Place.KANJI,
                                Place.HYPHEN_VARIANT),
                Kind.assigned(
                        "api key",
                        Detector.SECRET,
                        TOKEN,
                        Characters.values(
                                COUNT,
                                Source.OWN,
                                () -> Characters.of(Characters.ALNUM, 16 + random.nextInt(24), random))),
                Kind.assigned(
                        "pin",
                        Detector.SECRET,
                        PIN,
                        Characters.values(COUNT, Source.OWN, () -> Characters.digits(4, random))),
                Kind.assigned(
                        "name, Japanese",
                        Detector.PERSONAL,
                        NAME,
                        Characters.values(COUNT, Source.DATAFAKER, japanese.name()::fullName)),
                Kind.assigned(
                        "name, English",
                        Detector.PERSONAL,
                        NAME,
                        Characters.values(
                                COUNT,
                                Source.DATAFAKER,
                                () -> faker.name().firstName() + " "
                                        + faker.name().lastName())),
                Kind.assigned(
                        "address",
                        Detector.PERSONAL,
                        ADDRESS,
                        Characters.values(
                                COUNT,
                                Source.DATAFAKER,
                                () -> japanese.address().state()
                                        + japanese.address().city() + random.nextInt(1, 9) + "-"
                                        + random.nextInt(1, 30))));
    }

    /** Holds what ends values in one text or another. */
    private static String awkward(Random random) {
        String text = Characters.of(Characters.ALNUM, 6, random);
        return text
                + Naming.pick(List.of("\"", "\\", " ", "'", "\\\"", ", ", "}", "&", "; "), random)
                + Characters.of(Characters.ALNUM, 5, random);
    }
}
