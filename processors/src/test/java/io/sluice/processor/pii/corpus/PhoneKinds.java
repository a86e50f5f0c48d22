package io.sluice.processor.pii.corpus;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import io.sluice.processor.pii.detect.Confidence;
import io.sluice.processor.pii.detect.Detector;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/** Telephone numbers that libphonenumber holds for valid, in the formats that it writes. */
final class PhoneKinds {

    private static final int COUNT = 120;
    private static final String JAPAN = "JP";
    private static final Words WORDS = Words.of(
            "phone_number,tel,mobile_phone,telephone,電話番号,携帯電話", "phone,phone number,tel,mobile", "電話番号,携帯電話,連絡先,電話");
    private static final List<String> COUNTRIES =
            List.of("US", "GB", "DE", "FR", "KR", "CN", "TW", "AU", "IN", "SG", "ES", "IT", "NL", "SE");

    private final PhoneNumberUtil util = PhoneNumberUtil.getInstance();
    private final Random random;

    private PhoneKinds(Random random) {
        this.random = random;
    }

    static List<Kind> of(Seed seed) {
        PhoneKinds phones = new PhoneKinds(new Random(seed.value() + 2));
        return List.of(
                strong("phone, mobile", phones.japanese(PhoneNumberType.MOBILE, phones::national)),
                strong("phone, fixed", phones.japanese(PhoneNumberType.FIXED_LINE, phones::national)),
                strong("phone, toll free", phones.japanese(PhoneNumberType.TOLL_FREE, phones::national)),
                strong("phone, voip", phones.japanese(PhoneNumberType.VOIP, phones::national)),
                strong("phone, +81", phones.japanese(PhoneNumberType.MOBILE, phones::international)),
                strong("phone, +81 fixed", phones.japanese(PhoneNumberType.FIXED_LINE, phones::international)),
                strong("phone, +81 bare", phones.japanese(PhoneNumberType.MOBILE, phones::bareInternational)),
                strong("phone, abroad", phones.abroad()),
                spoken(
                        "phone, bare mobile",
                        Confidence.VALIDATED,
                        phones.japanese(PhoneNumberType.MOBILE, phones::bare)),
                spoken(
                        "phone, bare fixed",
                        Confidence.CONTEXT,
                        phones.japanese(PhoneNumberType.FIXED_LINE, phones::bare)));
    }

    private static Kind strong(String name, List<Value> values) {
        return Kind.alone(name, Detector.PHONE, Confidence.STRONG, values);
    }

    private static Kind spoken(String name, Confidence grade, List<Value> values) {
        return Kind.spoken(name, Detector.PHONE, grade, WORDS, values);
    }

    private List<Value> japanese(PhoneNumberType type, Function<PhoneNumber, String> format) {
        List<Value> values = new ArrayList<>();
        while (values.size() < COUNT) {
            PhoneNumber number = new PhoneNumber().setCountryCode(81).setNationalNumber(nationalNumber(type));
            if (util.isValidNumberForRegion(number, JAPAN) && util.getNumberType(number) == type) {
                values.add(Value.of(format.apply(number), Source.LIBPHONENUMBER));
            }
        }
        return values;
    }

    private long nationalNumber(PhoneNumberType type) {
        String first = switch (type) {
            case MOBILE -> Naming.pick(List.of("70", "80", "90"), random);
            case TOLL_FREE -> Naming.pick(List.of("120", "800"), random);
            case VOIP -> "50";
            default -> Character.toString('1' + random.nextInt(9));
        };
        int length = type == PhoneNumberType.FIXED_LINE || first.equals("120") ? 9 : 10;
        return Long.parseLong(first + Characters.digits(length - first.length(), random));
    }

    /** 080-1234-5678. */
    private String national(PhoneNumber number) {
        return util.format(number, PhoneNumberFormat.NATIONAL);
    }

    /** +81 80-1234-5678. */
    private String international(PhoneNumber number) {
        return util.format(number, PhoneNumberFormat.INTERNATIONAL);
    }

    private String bareInternational(PhoneNumber number) {
        return util.format(number, PhoneNumberFormat.E164);
    }

    private String bare(PhoneNumber number) {
        return "0" + number.getNationalNumber();
    }

    /** Example numbers of other countries with their last digits changed. */
    private List<Value> abroad() {
        List<Value> values = new ArrayList<>();
        while (values.size() < COUNT) {
            String country = Naming.pick(COUNTRIES, random);
            String example =
                    util.format(util.getExampleNumberForType(country, PhoneNumberType.MOBILE), PhoneNumberFormat.E164);
            String text = example.substring(0, example.length() - 3) + Characters.digits(3, random);
            try {
                PhoneNumber number = util.parse(text, country);
                if (util.isValidNumber(number)) {
                    values.add(Value.of(international(number), Source.LIBPHONENUMBER));
                }
            } catch (NumberParseException e) {
                throw new IllegalStateException(e);
            }
        }
        return values;
    }
}
