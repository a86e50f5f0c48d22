package io.sluice.processor.pii.detect;

/** How long the IBANs of each country are: the registry that SWIFT publishes (ISO 13616), and
 * those that countries use without an entry there. */
final class IbanCountries {

    private static final int LETTERS = 26;

    private static final byte[] LENGTHS = lengths(
            "AD24 AE23 AL28 AO25 AT20 AX18 AZ28 BA20 BE16 BF28 BG22 BH22 BI27 BJ28 BL27 BR29 BY28 CF27 CG27 CH21 CI28"
                    + " CM27 CR22 CV25 CY28 CZ24 DE22 DJ27 DK18 DO28 DZ26 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GA27 GB22"
                    + " GE22 GF27 GG22 GI23 GL18 GP27 GQ27 GR27 GT28 GW25 HN28 HR21 HU28 IE22 IL23 IM22 IQ23 IR26 IS26"
                    + " IT27 JE22 JO30 KM27 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MA28 MC27 MD24 ME22 MF27 MG27"
                    + " MK19 ML28 MN20 MQ27 MR27 MT31 MU30 MZ25 NC27 NE28 NI28 NL18 NO15 OM23 PF27 PK24 PL28 PM27 PS29"
                    + " PT25 QA29 RE27 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SN28 SO23 ST25 SV28 TD27 TF27"
                    + " TG28 TL23 TN24 TR26 UA29 VA22 VG24 WF27 XK20 YE30 YT27");

    /** Those whose account numbers have no letters. Without this one in 60 000 span ids would be Belgian. */
    private static final boolean[] DIGITS = flags(
            "AO AT AX BA BE BI CF CR CZ DE DJ DK EE EG ES FI FO GL HR HU IL IR IS LT LY MA ME MR MZ NO PL PT RS SD SE"
                    + " SI SK ST TL TN VA XK");

    /** Of Andorra's, bank and branch. */
    private static final int ANDORRA_DIGITS = 8;

    private IbanCountries() {}

    private static boolean[] flags(String list) {
        boolean[] flags = new boolean[LETTERS * LETTERS];
        for (String code : list.split(" ", -1)) {
            flags[index(code.charAt(0), code.charAt(1))] = true;
        }
        return flags;
    }

    private static byte[] lengths(String list) {
        byte[] lengths = new byte[LETTERS * LETTERS];
        for (String entry : list.split(" ", -1)) {
            lengths[index(entry.charAt(0), entry.charAt(1))] = Byte.parseByte(entry.substring(2));
        }
        return lengths;
    }

    private static int index(int first, int second) {
        return (Bytes.lower(first) - 'a') * LETTERS + Bytes.lower(second) - 'a';
    }

    /** The length of the IBANs of a country that two letters name; 0 if it has none. */
    static int length(int first, int second) {
        return LENGTHS[index(first, second)];
    }

    /** How many of the characters behind country and check digits have to be digits. */
    static int leadingDigits(int first, int second) {
        int country = index(first, second);
        if (DIGITS[country]) {
            return LENGTHS[country] - 4;
        }
        return country == index('a', 'd') ? ANDORRA_DIGITS : 0;
    }
}
