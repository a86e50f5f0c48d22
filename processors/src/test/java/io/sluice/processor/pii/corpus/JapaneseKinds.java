package io.sluice.processor.pii.corpus;

import io.sluice.processor.pii.detect.Confidence;
import io.sluice.processor.pii.detect.Detector;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import net.datafaker.Faker;

/** What Japan numbers: persons, companies, licences, travel documents, residents, addresses. */
final class JapaneseKinds {

    private static final int COUNT = 80;
    private static final Words INDIVIDUAL =
            Words.of("my_number,individual_number,マイナンバー,個人番号", "my number,individual number", "マイナンバー,個人番号");
    private static final Words CORPORATE = Words.of("corporate_number,法人番号", "corporate number", "法人番号,登録番号");
    private static final Words LICENSE =
            Words.of("driver_license,license_number,免許証番号", "driver license,license number", "運転免許証番号,免許証番号,免許番号");
    private static final Words PASSPORT =
            Words.of("passport,passport_number,旅券番号", "passport,passport number", "旅券番号,パスポート番号,パスポート");
    private static final Words RESIDENCE =
            Words.of("residence_card,residence_card_number,在留カード番号", "residence card", "在留カード番号,在留カード");
    private static final Words POSTAL = Words.of("postal_code,zip_code,zip,郵便番号", "postal code,zip,postcode", "郵便番号");
    private static final List<String> COMMISSIONS = List.of(
            "10", "14", "20", "25", "30", "40", "43", "45", "49", "50", "55", "62", "65", "70", "74", "80", "83", "90",
            "97");

    private JapaneseKinds() {}

    static List<Kind> of(Seed seed) {
        Random random = new Random(seed.value() + 3);
        Faker faker = new Faker(Locale.JAPAN, random);
        Stdnum stdnum = new Stdnum(seed);
        return List.of(
                Kind.spoken(
                        "my number", Detector.MY_NUMBER, Confidence.VALIDATED, INDIVIDUAL, stdnum.values("individual")),
                Kind.spoken(
                        "my number, blanks",
                        Detector.MY_NUMBER,
                        Confidence.VALIDATED,
                        INDIVIDUAL,
                        stdnum.values("individual", number -> Characters.grouped(number, " ", 4, 4, 4))),
                Kind.alone(
                        "my number, hyphens",
                        Detector.MY_NUMBER,
                        Confidence.VALIDATED,
                        Characters.values(COUNT, Source.OWN, () -> individual(random))),
                Kind.spoken(
                        "corporate number",
                        Detector.CORPORATE_NUMBER,
                        Confidence.VALIDATED,
                        CORPORATE,
                        stdnum.values("corporate")),
                Kind.spoken(
                        "driver licence",
                        Detector.DRIVER_LICENSE,
                        Confidence.VALIDATED,
                        LICENSE,
                        Characters.values(COUNT, Source.OWN, () -> license(random))),
                Kind.spoken(
                        "passport",
                        Detector.PASSPORT,
                        Confidence.CONTEXT,
                        PASSPORT,
                        Characters.values(COUNT, Source.DATAFAKER, () -> passport(faker))),
                Kind.alone("passport, machine readable", Detector.PASSPORT, Confidence.STRONG, lines(random))
                        .except(Place.SENTENCE_ENGLISH, Place.SENTENCE_JAPANESE, Place.KANJI, Place.QUERY, Place.XML),
                Kind.spoken(
                        "residence card",
                        Detector.RESIDENCE_CARD,
                        Confidence.CONTEXT,
                        RESIDENCE,
                        Characters.values(COUNT, Source.OWN, () -> residence(random))),
                Kind.alone("postal code, marked", Detector.POSTAL_CODE, Confidence.STRONG, marked(faker)),
                Kind.spoken(
                        "postal code",
                        Detector.POSTAL_CODE,
                        Confidence.CONTEXT,
                        POSTAL,
                        Characters.values(COUNT, Source.DATAFAKER, faker.address()::zipCode)));
    }

    private static String individual(Random random) {
        String eleven = Characters.digits(11, random);
        return Characters.grouped(eleven + CheckDigits.individual(eleven), "-", 4, 4, 4);
    }

    private static String license(Random random) {
        String ten = Naming.pick(COMMISSIONS, random) + Characters.digits(8, random);
        return ten + CheckDigits.license(ten) + random.nextInt(3);
    }

    private static String passport(Faker faker) {
        String text = faker.passport().valid();
        while (!text.matches("[A-Z]{2}[0-9]{7}")) {
            text = faker.passport().valid();
        }
        return text;
    }

    private static String letters(Random random) {
        return Naming.pick(List.of("TK", "TH", "TR", "MZ", "TZ", "TT"), random);
    }

    /** The second line of a passport. */
    private static List<Value> lines(Random random) {
        return Characters.values(COUNT, Source.OWN, () -> {
            String number = letters(random) + Characters.digits(7, random);
            String birth =
                    String.format("%02d%02d%02d", random.nextInt(100), 1 + random.nextInt(12), 1 + random.nextInt(28));
            String expiry =
                    String.format("3%d%02d%02d", random.nextInt(6), 1 + random.nextInt(12), 1 + random.nextInt(28));
            String personal = "<".repeat(14);
            String numberField = number + CheckDigits.machineReadable(number);
            String birthField = birth + CheckDigits.machineReadable(birth);
            String expiryField = expiry + CheckDigits.machineReadable(expiry);
            String personalField = personal + "<";
            int all = CheckDigits.machineReadable(numberField + birthField + expiryField + personalField);
            return numberField + "JPN" + birthField + (random.nextBoolean() ? "F" : "M") + expiryField + personalField
                    + all;
        });
    }

    private static String residence(Random random) {
        return Characters.of("ABCDEFGH", 2, random)
                + Characters.digits(8, random)
                + Characters.of(Characters.UPPER, 2, random);
    }

    private static List<Value> marked(Faker faker) {
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            String code = faker.address().zipCode();
            String town = faker.address().state() + faker.address().city();
            values.add(new Value(i % 3 == 0 ? "〒 " : "〒", code, i % 2 == 0 ? " " + town : "", Source.DATAFAKER));
        }
        return values;
    }
}
