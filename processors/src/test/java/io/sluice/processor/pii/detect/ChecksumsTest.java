package io.sluice.processor.pii.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChecksumsTest {

    private static final int SAMPLES = 200_000;

    static byte[] digits(String text) {
        byte[] digits = text.getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < digits.length; i++) {
            digits[i] -= '0';
        }
        return digits;
    }

    @ParameterizedTest
    @ValueSource(strings = {"123456789018", "987654321093", "200000000018"})
    void individualNumbersPassFormulaA(String number) {
        assertThat(Checksums.myNumber(digits(number), 0)).isTrue();
        assertThat(othersThatPass(number, 11, digits -> Checksums.myNumber(digits, 0)))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"7000012050002", "2021001052596", "1180301018771"})
    void corporateNumbersPassFormulaB(String number) {
        assertThat(Checksums.corporateNumber(digits(number), 0)).isTrue();
        assertThat(othersThatPass(number, 0, digits -> Checksums.corporateNumber(digits, 0)))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"301234567810", "441011234530"})
    void licencesPassFormulaC(String number) {
        assertThat(Checksums.driverLicense(digits(number), 0)).isTrue();
        assertThat(othersThatPass(number, 10, digits -> Checksums.driverLicense(digits, 0)))
                .isZero();
    }

    @Test
    void licencesOfNoCommissionFail() {
        assertThat(Checksums.licenseCommission(digits("15"), 0)).isFalse();
        assertThat(Checksums.licenseCommission(digits("31"), 0)).isFalse();
        assertThat(Checksums.licenseCommission(digits("98"), 0)).isFalse();
        assertThat(Checksums.licenseCommission(digits("64"), 0)).isTrue();
        assertThat(Checksums.licenseCommission(digits("97"), 0)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"4111111111111111", "378282246310005", "5555555555554444", "3530111333300000", "79927398713"})
    void cardsPassLuhn(String number) {
        assertThat(Checksums.luhn(digits(number), 0, number.length())).isTrue();
        assertThat(othersThatPass(number, number.length() - 1, digits -> Checksums.luhn(digits, 0, number.length())))
                .isZero();
        assertThat(othersThatPass(number, 3, digits -> Checksums.luhn(digits, 0, number.length())))
                .isZero();
    }

    @Test
    void ibansPassMod97() {
        byte[] good = "gb82 WEST 1234 5698 7654 32".getBytes(StandardCharsets.US_ASCII);
        byte[] bad = "GB82WEST12345698765433".getBytes(StandardCharsets.US_ASCII);

        assertThat(Checksums.iban(good, 0, good.length)).isTrue();
        assertThat(Checksums.iban(bad, 0, bad.length)).isFalse();
    }

    @Test
    void machineReadableLinesPass731() {
        byte[] line = "L898902C36UTO7408122F1204159ZE184226B<<<<<10".getBytes(StandardCharsets.US_ASCII);

        assertThat(Checksums.machineReadable(line, 0, 9)).isTrue();
        assertThat(Checksums.machineReadable(line, 13, 19)).isTrue();
        assertThat(Checksums.machineReadable(line, 21, 27)).isTrue();
        assertThat(Checksums.machineReadable(line, 0, 10)).isFalse();
    }

    /** The reason why a checksum alone is no finding. */
    @Test
    void checksumsAreRightForAboutATenthOfAllNumbers() {
        Random random = new Random(5);
        int individual = 0;
        int luhn = 0;
        for (int i = 0; i < SAMPLES; i++) {
            byte[] digits = new byte[16];
            for (int d = 0; d < 16; d++) {
                digits[d] = (byte) random.nextInt(10);
            }
            individual += Checksums.myNumber(digits, 0) ? 1 : 0;
            luhn += Checksums.luhn(digits, 0, 16) ? 1 : 0;
        }
        assertThat(individual / (double) SAMPLES).isBetween(0.09, 0.11);
        assertThat(luhn / (double) SAMPLES).isBetween(0.09, 0.11);
    }

    /** How many of the nine numbers with another digit at a place pass as well. */
    private static int othersThatPass(String number, int place, Predicate<byte[]> check) {
        int passed = 0;
        for (int other = 1; other < 10; other++) {
            byte[] digits = digits(number);
            digits[place] = (byte) ((digits[place] + other) % 10);
            passed += check.test(digits) ? 1 : 0;
        }
        return passed;
    }
}
