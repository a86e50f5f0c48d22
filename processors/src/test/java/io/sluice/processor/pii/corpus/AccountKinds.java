package io.sluice.processor.pii.corpus;

import io.sluice.processor.pii.detect.Confidence;
import io.sluice.processor.pii.detect.Detector;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import net.datafaker.Faker;
import net.datafaker.providers.base.Finance.CreditCardType;
import org.iban4j.Iban;

/** Payment cards, bank accounts, social security numbers, devices. */
final class AccountKinds {

    private static final int COUNT = 80;
    private static final Words CARD =
            Words.of("card_number,credit_card,cc_number,カード番号", "card number,card,credit card", "カード番号,クレジットカード,カード");
    private static final Words SSN =
            Words.of("ssn,social_security_number,社会保障番号", "SSN,social security number", "社会保障番号");
    private static final Words IMEI = Words.of("imei,device_imei", "IMEI", "端末のIMEI番号,IMEI番号");
    private static final Words ICCID = Words.of("iccid,sim_iccid", "ICCID,SIM", "ICCID番号,SIM番号");
    private static final Words BANK =
            Words.of("bank_account,account_number,口座番号", "account number,bank account", "口座番号,普通預金,振込先口座");
    private static final Words INSURANCE =
            Words.of("insurance_number,pension_number,基礎年金番号", "pension number,insurance number", "基礎年金番号,被保険者番号,年金番号");
    private static final List<CreditCardType> CARD_TYPES = List.of(
            CreditCardType.VISA,
            CreditCardType.MASTERCARD,
            CreditCardType.AMERICAN_EXPRESS,
            CreditCardType.JCB,
            CreditCardType.DISCOVER);

    private AccountKinds() {}

    static List<Kind> of(Seed seed) {
        Random random = new Random(seed.value() + 1);
        Faker faker = new Faker(Locale.ENGLISH, random);
        Stdnum stdnum = new Stdnum(seed);
        return List.of(
                Kind.alone("card, hyphens", Detector.CARD, Confidence.STRONG, cards(faker, random)),
                Kind.alone(
                        "card, blanks",
                        Detector.CARD,
                        Confidence.STRONG,
                        stdnum.values("card", number -> group(number, " "))),
                Kind.spoken("card, bare", Detector.CARD, Confidence.VALIDATED, CARD, stdnum.values("card")),
                Kind.alone("iban", Detector.IBAN, Confidence.STRONG, ibans(random, false)),
                Kind.alone("iban, blanks", Detector.IBAN, Confidence.STRONG, ibans(random, true)),
                Kind.alone("ssn, hyphens", Detector.US_SSN, Confidence.VALIDATED, stdnum.values("ssn")),
                Kind.spoken(
                        "ssn, bare",
                        Detector.US_SSN,
                        Confidence.VALIDATED,
                        SSN,
                        stdnum.values("ssn", number -> number.replace("-", ""))),
                Kind.spoken("imei", Detector.DEVICE_ID, Confidence.VALIDATED, IMEI, stdnum.values("imei")),
                Kind.spoken("iccid", Detector.DEVICE_ID, Confidence.VALIDATED, ICCID, stdnum.values("iccid")),
                Kind.spoken(
                        "bank account",
                        Detector.BANK_ACCOUNT,
                        Confidence.CONTEXT,
                        BANK,
                        Characters.values(COUNT, Source.OWN, () -> Characters.digits(7, random))),
                Kind.spoken(
                        "bank, branch and account",
                        Detector.BANK_ACCOUNT,
                        Confidence.CONTEXT,
                        BANK,
                        Characters.values(
                                COUNT, Source.OWN, () -> Characters.grouped(Characters.digits(10, random), "-", 3, 7))),
                Kind.spoken(
                        "pension number",
                        Detector.BANK_ACCOUNT,
                        Confidence.CONTEXT,
                        INSURANCE,
                        Characters.values(
                                COUNT,
                                Source.OWN,
                                () -> Characters.grouped(Characters.digits(10, random), "-", 4, 6))));
    }

    private static List<Value> cards(Faker faker, Random random) {
        List<Value> values = new ArrayList<>();
        while (values.size() < COUNT) {
            String text = faker.finance().creditCard(Naming.pick(CARD_TYPES, random));
            String digits = text.replace("-", "");
            if (CheckDigits.isLuhn(digits) && isCardOfToday(digits)) {
                values.add(Value.of(group(digits, "-"), Source.DATAFAKER));
            }
        }
        return values;
    }

    /** The library makes some with first digits that no network has. */
    private static boolean isCardOfToday(String digits) {
        int four = Integer.parseInt(digits.substring(0, 4));
        int two = four / 100;
        return switch (digits.length()) {
            case 15 -> two == 34 || two == 37;
            case 16 ->
                two / 10 == 4
                        || (two >= 51 && two <= 55)
                        || (four >= 2221 && four <= 2720)
                        || (four >= 3528 && four <= 3589)
                        || four == 6011
                        || two == 65
                        || (four >= 6440 && four <= 6499);
            default -> false;
        };
    }

    private static String group(String number, String separator) {
        return switch (number.length()) {
            case 14 -> Characters.grouped(number, separator, 4, 6, 4);
            case 15 -> Characters.grouped(number, separator, 4, 6, 5);
            default -> Characters.grouped(number, separator, 4, 4, 4, 4);
        };
    }

    private static List<Value> ibans(Random random, boolean formatted) {
        return Characters.values(COUNT, Source.IBAN4J, () -> {
            Iban iban = Iban.random(random);
            return formatted ? iban.toFormattedString() : iban.toString();
        });
    }
}
