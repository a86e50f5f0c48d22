package io.sluice.processor.pii.detect;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.iban4j.CountryCode;
import org.iban4j.Iban;
import org.iban4j.bban.BbanStructure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What libraries of others hold for numbers is found. */
class NumberOraclesTest {

    private static final int SAMPLES = 2_000;
    private static final int IBANS = 300;
    private static final String JAPAN = "JP";

    private final PhoneNumberUtil phones = PhoneNumberUtil.getInstance();
    private final FinderFixture find = new FinderFixture(new DigitRunFinder(EnumSet.allOf(Detector.class)));
    private final Random random = new Random(9_043);

    @ParameterizedTest
    @EnumSource(
            value = PhoneNumberType.class,
            names = {"FIXED_LINE", "MOBILE", "TOLL_FREE", "PREMIUM_RATE", "VOIP", "PAGER", "UAN"})
    void findsTheExamplesOfJapan(PhoneNumberType type) {
        PhoneNumber number = phones.getExampleNumberForType(JAPAN, type);
        String national = phones.format(number, PhoneNumberFormat.NATIONAL);
        String bare = "0" + number.getNationalNumber();

        assertThat(find.in(national)).containsExactly("PHONE:STRONG:" + national);
        assertThat(find.in("電話 " + bare))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("PHONE:")
                .endsWith(":" + bare);
    }

    /** Of all areas, in the groups that the library knows of each. */
    @Test
    void findsFixedLinesOfAllAreas() {
        List<String> missed = new ArrayList<>();
        int valid = 0;
        while (valid < SAMPLES) {
            PhoneNumber number =
                    new PhoneNumber().setCountryCode(81).setNationalNumber(100_000_000L + random.nextInt(900_000_000));
            if (phones.getNumberType(number) != PhoneNumberType.FIXED_LINE) {
                continue;
            }
            valid++;
            for (PhoneNumberFormat format :
                    List.of(PhoneNumberFormat.NATIONAL, PhoneNumberFormat.INTERNATIONAL, PhoneNumberFormat.E164)) {
                String text = phones.format(number, format);
                if (!find.in(text).equals(List.of("PHONE:STRONG:" + text))) {
                    missed.add(text);
                }
            }
        }
        assertThat(missed).isEmpty();
    }

    @Test
    void findsTheExamplesOfAllCountriesBehindAPlus() {
        List<String> missed = new ArrayList<>();
        for (String region : phones.getSupportedRegions()) {
            PhoneNumber number = phones.getExampleNumberForType(region, PhoneNumberType.MOBILE);
            String text = number == null ? "" : phones.format(number, PhoneNumberFormat.INTERNATIONAL);
            boolean found = find.in(text).equals(List.of("PHONE:STRONG:" + text));
            if (text.chars().filter(Character::isDigit).count() >= 9 && !found) {
                missed.add(text);
            }
        }
        assertThat(missed).isEmpty();
    }

    @Test
    void findsIbansOfAllCountries() {
        List<String> missed = new ArrayList<>();
        for (CountryCode country : BbanStructure.supportedCountries()) {
            for (int i = 0; i < IBANS; i++) {
                Iban iban = new Iban.Builder(random).countryCode(country).buildRandom();
                for (String text : List.of(iban.toString(), iban.toFormattedString())) {
                    if (!find.in(text).equals(List.of("IBAN:STRONG:" + text))) {
                        missed.add(text);
                    }
                }
            }
        }
        assertThat(missed).isEmpty();
    }
}
