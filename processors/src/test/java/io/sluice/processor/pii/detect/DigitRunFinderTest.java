package io.sluice.processor.pii.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DigitRunFinderTest {

    private final FinderFixture find = new FinderFixture(new DigitRunFinder(byDefault()));

    static Set<Detector> byDefault() {
        Set<Detector> detectors = EnumSet.allOf(Detector.class);
        detectors.removeIf(detector -> !detector.isOnByDefault());
        return detectors;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111 1111 1111 1111",
                "4111-1111-1111-1111",
                "4111.1111.1111.1111",
                "3782 822463 10005",
                "3782-822463-10005",
                "5555 5555 5555 4444",
                "3530 1113 3330 0000",
                "2221 1234 5678 9014",
                "3001 234567 8907",
                "6011-1234-5678-9019",
                "4123 4567 8901 2345 677",
                "6212-3456-7890-1234-569",
            })
    void findsGroupedCards(String number) {
        assertThat(find.in(number)).containsExactly("CARD:STRONG:" + number);
        assertThat(find.in("決済" + number + "を承認")).containsExactly("CARD:STRONG:" + number);
        assertThat(find.in("paid with " + number + ", approved at 12:34:56")).containsExactly("CARD:STRONG:" + number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111111111111111",
                "4123456789011",
                "4123456789012345677",
                "378282246310005",
                "30012345678907",
                "5812345678901238"
            })
    void findsBareCardsOnlyBesideAWord(String number) {
        String hit = "CARD:VALIDATED:" + number;

        assertThat(find.in("value " + number)).isEmpty();
        assertThat(find.in("card " + number)).containsExactly(hit);
        assertThat(find.in("{\"cardNumber\":\"" + number + "\"}")).containsExactly(hit);
        assertThat(find.in("カード番号：" + number)).containsExactly(hit);
        assertThat(find.in(number + " (card)")).containsExactly(hit);
        assertThat(find.underKey("payment.card_number", number)).containsExactly(hit);
        assertThat(find.underKey("timecard", number)).isEmpty();
        assertThat(find.underKey("http.status", number)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111 1111 1111 1112", "4111-1111-1111-1111-1", "1-4111-1111-1111-1111", "9111 1111 1111 1119",
                "4444 4444 4444 4444", "a4111111111111111", "4111-1111 1111-1111", "x-4111-1111-1111-1111",
                "4111-1111-1111-1111-abc", "1024 4111 1111 1111 1111 2048"
            })
    void findsNoCardInOtherGroups(String text) {
        assertThat(find.in(text)).isEmpty();
    }

    @Test
    void findsNoIndividualNumberInACard() {
        String card = "4111-1111-1111-1111";

        assertThat(new FinderFixture(new DigitRunFinder(Set.of(Detector.MY_NUMBER))).in(card))
                .isEmpty();
        assertThat(find.in("マイナンバー " + card)).containsExactly("CARD:STRONG:" + card);
    }

    @Test
    void findsIndividualNumbers() {
        assertThat(find.in("マイナンバー：1234-5678-9018")).containsExactly("MY_NUMBER:STRONG:1234-5678-9018");
        assertThat(find.in("1234-5678-9018")).containsExactly("MY_NUMBER:VALIDATED:1234-5678-9018");
        assertThat(find.in("1234 5678 9018")).containsExactly("MY_NUMBER:VALIDATED:1234 5678 9018");
        assertThat(find.in("個人番号は123456789018です")).containsExactly("MY_NUMBER:VALIDATED:123456789018");
        assertThat(find.underKey("user.my_number", "123456789018")).containsExactly("MY_NUMBER:VALIDATED:123456789018");
        assertThat(find.in("myNumber=123456789018")).containsExactly("MY_NUMBER:VALIDATED:123456789018");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "123456789018",
                "マイナンバー：123456789017",
                "1234-5678-9017",
                "200 1234 5678 9018",
                "1234 5678 9018 7",
                "order 1234-5678-9018",
                "AWS account 1234-5678-9018",
                "arn:aws:iam::123456789018:role/x",
                "お問い合わせ伝票番号 1234-5678-9018",
                "1111-1111-1111",
                "0-1234-5678-9018"
            })
    void findsNoIndividualNumberWithoutEvidence(String text) {
        assertThat(find.in(text)).isEmpty();
    }

    @Test
    void findsLicencesBesideAWord() {
        assertThat(find.in("運転免許証番号 301234567810")).containsExactly("DRIVER_LICENSE:VALIDATED:301234567810");
        assertThat(find.in("driver_license=3012-3456-7810")).containsExactly("DRIVER_LICENSE:VALIDATED:3012-3456-7810");
        assertThat(find.in("運転免許証番号 301234567820")).containsExactly("DRIVER_LICENSE:CONTEXT:301234567820");
        assertThat(find.in("運転免許証番号 991234567820")).isEmpty();
        assertThat(find.in("301234567810")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "03-1234-5678",
                "06-6123-4567",
                "045-123-4567",
                "0422-12-3456",
                "01267-2-3456",
                "090-1234-5678",
                "080-1234-5678",
                "070-1234-5678",
                "060-1234-5678",
                "050-1234-5678",
                "0120-123-456",
                "0120-12-3456",
                "0800-123-4567",
                "0570-123-456",
                "(03)1234-5678",
                "(03) 1234-5678",
                "03(1234)5678",
                "090-12345678",
                "+81-90-1234-5678",
                "+81 3-1234-5678",
                "+81 90 1234 5678",
                "+81(0)3-1234-5678",
                "+81-(0)90-1234-5678",
                "+819012345678",
                "+81312345678",
                "+1 (555) 223-4567",
                "+1-555-223-4567",
                "+15552234567",
                "+44 20 7946 0958",
                "+44 (0)20 7946 0958",
                "+65 6123 4567",
                "+7 912 345-67-89"
            })
    void findsTelephoneNumbers(String number) {
        assertThat(find.in(number)).containsExactly("PHONE:STRONG:" + number);
        assertThat(find.in("電話" + number + "へ")).containsExactly("PHONE:STRONG:" + number);
        assertThat(find.in("to=" + number + "&x=1")).containsExactly("PHONE:STRONG:" + number);
    }

    @ParameterizedTest
    @CsvSource({
        "user 09012345678 logged in, PHONE:VALIDATED:09012345678",
        "携帯09012345678です, PHONE:VALIDATED:09012345678",
        "090 1234 5678, PHONE:VALIDATED:090 1234 5678",
        "電話：05012345678, PHONE:VALIDATED:05012345678",
        "TEL 0312345678, PHONE:CONTEXT:0312345678",
        "TEL0312345678, PHONE:CONTEXT:0312345678",
        "tel:03-1234-5678, PHONE:STRONG:03-1234-5678",
        "TEL03-1234-5678, PHONE:STRONG:03-1234-5678",
        "Tel.03-1234-5678, PHONE:STRONG:03-1234-5678",
        "電話 03 1234 5678, PHONE:VALIDATED:03 1234 5678",
        "電話 03.1234.5678, PHONE:VALIDATED:03.1234.5678",
        "phone 03-12345678, PHONE:VALIDATED:03-12345678",
        "from +4915112345678 to, PHONE:VALIDATED:+4915112345678",
        "q=tel+090-1234-5678, PHONE:STRONG:090-1234-5678",
        "q=+81+90-1234-5678&x, PHONE:STRONG:+81+90-1234-5678"
    })
    void findsTelephoneNumbersByWhatIsBeside(String text, String hit) {
        assertThat(find.in(text)).containsExactly(hit);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0312345678",
                "03 1234 5678",
                "03-12345678",
                "order 09012345678",
                "09002345678",
                "0.09012345678",
                "1.090-1234-5678",
                "00-1234-5678",
                "090-1234-56789",
                "090-1234-5678-9",
                "090-****-5678",
                "+0900",
                "+1234567890",
                "2026-11-26T12:00:00+09:00",
                "2026-11-26 12:34:56.090123456",
                "05-12-2026",
                "12-0120-123-456"
            })
    void findsNoTelephoneNumberInOthers(String text) {
        assertThat(find.in(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "〒100-0001 千代田区, POSTAL_CODE:STRONG:100-0001",
        "〒 100-0001, POSTAL_CODE:STRONG:100-0001",
        "〒1000001, POSTAL_CODE:STRONG:1000001",
        "郵便番号:100-0001, POSTAL_CODE:CONTEXT:100-0001",
        "100-0001 東京都千代田区, POSTAL_CODE:CONTEXT:100-0001",
        "zip=1000001, POSTAL_CODE:CONTEXT:1000001",
        "ssn 123-45-6789, US_SSN:STRONG:123-45-6789",
        "saw 123-45-6789 here, US_SSN:VALIDATED:123-45-6789",
        "ssn=123456789, US_SSN:CONTEXT:123456789",
        "social security number 123 45 6789, US_SSN:STRONG:123 45 6789",
        "口座番号：1234567, BANK_ACCOUNT:CONTEXT:1234567",
        "渋谷支店 普通 1234567, BANK_ACCOUNT:CONTEXT:1234567",
        "支店コード: 123, BANK_ACCOUNT:CONTEXT:123",
        "branch_code=123, BANK_ACCOUNT:CONTEXT:123",
        "銀行コード 0001, BANK_ACCOUNT:CONTEXT:0001",
        "振込先 123-1234567, BANK_ACCOUNT:CONTEXT:123-1234567",
        "基礎年金番号 1234-567890, BANK_ACCOUNT:CONTEXT:1234-567890",
        "年金番号は1234567890, BANK_ACCOUNT:CONTEXT:1234567890",
        "保険者番号 06123456, BANK_ACCOUNT:CONTEXT:06123456",
        "保険者番号:138057, BANK_ACCOUNT:CONTEXT:138057",
        "旅券番号 TR1234567, PASSPORT:CONTEXT:TR1234567",
        "passport=tr1234567, PASSPORT:CONTEXT:tr1234567",
        "在留カード AB12345678CD, RESIDENCE_CARD:CONTEXT:AB12345678CD",
        "DE89370400440532013000, IBAN:STRONG:DE89370400440532013000",
        "iban de89370400440532013000!, IBAN:STRONG:de89370400440532013000",
        "DE89 3704 0044 0532 0130 00 paid, IBAN:STRONG:DE89 3704 0044 0532 0130 00",
        "GB82-WEST-1234-5698-7654-32, IBAN:STRONG:GB82-WEST-1234-5698-7654-32",
        "q=DE89+3704+0044+0532+0130+00&x, IBAN:STRONG:DE89+3704+0044+0532+0130+00",
        "NO9386011117947, IBAN:STRONG:NO9386011117947",
        "be71096123456769, IBAN:STRONG:be71096123456769",
        "AD1200012030200359100100, IBAN:STRONG:AD1200012030200359100100",
        "振込GB82WEST12345698765432へ, IBAN:STRONG:GB82WEST12345698765432"
    })
    void findsOtherNumbers(String text, String hit) {
        assertThat(find.in(text)).containsExactly(hit);
    }

    @Test
    void findsMachineReadableLines() {
        String first = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<";
        String second = "L898902C36UTO7408122F1204159ZE184226B<<<<<10";
        String broken = "L898902C37UTO7408122F1204159ZE184226B<<<<<10";

        assertThat(find.in("mrz " + second + ".")).containsExactly("PASSPORT:STRONG:" + second);
        assertThat(find.in(first + "\n" + second)).containsExactly("PASSPORT:STRONG:" + first + "\n" + second);
        assertThat(find.in(broken)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "be876bca4fe643dd",
                "1764150000",
                "1764150000123",
                "1764150000123456",
                "1764150000123456789",
                "202611261234",
                "20261126123456",
                "2026-11-26",
                "2026-11-26T12:34:56.789Z",
                "2026/11/26 12:34:56,123",
                "12:34:56.123456789",
                "1.2.3",
                "10.15.7-123",
                "v2.31.0-4111",
                "550e8400-e29b-41d4-a716-446655440000",
                "12345678-1234-1234-1234-123456789018",
                "4bf92f3577b34da6a3ce929d0e0e4736",
                "00f067aa0ba902b7",
                "1234567890123456789",
                "1541815603606036480",
                "123456789018",
                "0.4111111111111111",
                "3.14159265358979",
                "192.168.100.123",
                "10.0.0.1:8080",
                "2001:db8::120:123",
                "status=200 bytes=5120 took=1043",
                "GET /orders/4111111111111111 200",
                "seq 4123456789012349",
                "100-0001",
                "123-4567",
                "1234567",
                "AB1234567",
                "AB12345678CD",
                "DE89370400440532013001",
                "XX89370400440532013000",
                "078051120",
                "000-12-3456",
                "666-12-3456",
                "900-12-3456",
                "123-00-4567",
                "123-45-0000",
                "order 123-45-6789",
                "at line 123",
                "java.lang.Thread.run(Thread.java:1583)",
                "web-7d4f8b9c6-0120-123-456",
                "i-0120123456789",
                "sha256:4111111111111111aa",
                "999-99",
                "[4111,1111,1111,1111]",
                "1,234,567,890",
                "7000012050002",
                "T7000012050002",
                "490154203237518",
                "wildcard 4111111111111111",
                "discard=4111111111111111",
                "span 4111111111111111",
                "cardinality 4111111111111111",
                "card order_id=4111111111111111",
                "branch 123",
                "code=123",
                "***4567",
                "411111******1111"
            })
    void findsNothingElse(String text) {
        assertThat(find.in(text)).isEmpty();
    }

    @Test
    void findsCorporateNumbersAndDevicesOnlyIfAsked() {
        FinderFixture all = new FinderFixture(new DigitRunFinder(EnumSet.allOf(Detector.class)));

        assertThat(all.in("T7000012050002")).containsExactly("CORPORATE_NUMBER:VALIDATED:7000012050002");
        assertThat(all.in("法人番号 7000012050002")).containsExactly("CORPORATE_NUMBER:VALIDATED:7000012050002");
        assertThat(all.in("T7-0000-1205-0002")).containsExactly("CORPORATE_NUMBER:VALIDATED:7-0000-1205-0002");
        assertThat(all.in("T7000012050003")).isEmpty();
        assertThat(all.in("7000012050002")).isEmpty();
        assertThat(all.in("imei=490154203237518")).containsExactly("DEVICE_ID:VALIDATED:490154203237518");
        assertThat(all.in("IMEI 49-015420-323751-8")).containsExactly("DEVICE_ID:VALIDATED:49-015420-323751-8");
        assertThat(all.in("ICCID 8981100022152967705")).containsExactly("DEVICE_ID:VALIDATED:8981100022152967705");
    }

    @Test
    void findsWhatIsEnabledOnly() {
        String text = "電話 03-1234-5678 カード 4111-1111-1111-1111 〒100-0001";

        assertThat(new FinderFixture(new DigitRunFinder(Set.of(Detector.CARD))).in(text))
                .containsExactly("CARD:STRONG:4111-1111-1111-1111");
        assertThat(new FinderFixture(new DigitRunFinder(Set.of(Detector.EMAIL))).in(text))
                .isEmpty();
    }

    @Test
    void findsEachOfSeveral() {
        assertThat(find.in("tel 03-1234-5678 fax 03-1234-5679 card 4111 1111 1111 1111 123 〒100-0001"))
                .containsExactly(
                        "PHONE:STRONG:03-1234-5678",
                        "PHONE:STRONG:03-1234-5679",
                        "CARD:STRONG:4111 1111 1111 1111",
                        "POSTAL_CODE:STRONG:100-0001");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "1 ",
                "0120-",
                "4111 ",
                "カード4111111111111111",
                "1234567 ",
                "a0",
                "tel0",
                "+81-",
                "AB12",
                "(0)",
                "DE89 "
            })
    void takesLinearTimeOnHostileText(String piece) {
        String text = piece.repeat(2_000_000 / piece.length());

        assertThat(org.junit.jupiter.api.Assertions.assertTimeout(Duration.ofSeconds(20), () -> find.in(text)))
                .isNotNull();
    }
}
