package io.sluice.processor.pii.detect;

import java.util.Locale;

/**
 * What can be found. The name in the configuration is the constant's in lower case, the label that stands in masked text is the constant's
 * own.
 *
 * <p>The order is the precedence where findings of the same confidence overlap: earlier ones win.
 */
public enum Detector {
    /** From BEGIN to END of a PEM private key, or to the text's end. */
    PRIVATE_KEY,
    /** User and password in a URL: {@code scheme://user:password@host}; the finding is {@code user:password}. */
    URL_CREDENTIALS,
    /** The credentials of an Authorization, Proxy-Authorization, Cookie, Set-Cookie or X-Api-Key header. */
    AUTHORIZATION,
    /** JWT or JWE in compact form. */
    JWT,
    /** AWS access key id; secret access key beside a keyword. */
    AWS_KEY,
    /** Google API key. */
    GCP_KEY,
    /** GitHub token. */
    GITHUB_TOKEN,
    /** Slack token or webhook path. */
    SLACK_TOKEN,
    /** Tokens of other vendors with a fixed prefix: GitLab, Stripe, OpenAI, Anthropic, SendGrid, npm, Azure. */
    VENDOR_TOKEN,
    /** The value of a password, token, API key or another secret, found by its key's name. */
    SECRET,
    /** Mail address. */
    EMAIL,
    /** International bank account number. */
    IBAN,
    /** Payment card number. */
    CARD,
    /** Individual number of Japan (My Number). */
    MY_NUMBER,
    /** Corporate number of Japan; public data, off by default. */
    CORPORATE_NUMBER,
    /** Driver licence of Japan. */
    DRIVER_LICENSE,
    /** Passport of Japan, or a machine readable line. */
    PASSPORT,
    /** Residence card of Japan. */
    RESIDENCE_CARD,
    /** Telephone number: of Japan, or international with a plus. */
    PHONE,
    /** Postal code of Japan. */
    POSTAL_CODE,
    /** Bank account, branch, pension or insurance number beside a keyword. */
    BANK_ACCOUNT,
    /** Social security number of the United States. */
    US_SSN,
    /** IMEI or ICCID; off by default. */
    DEVICE_ID,
    /** IPv6 address. */
    IPV6,
    /** IPv4 address. */
    IPV4,
    /** Hardware address. */
    MAC,
    /**
     * The value of a field that names a person's data: name, address, telephone, account; found by its key's name. Last, for another says
     * more exactly what the value is.
     */
    PERSONAL;

    private final String configName = name().toLowerCase(Locale.ROOT);

    /** The name in the configuration. */
    public String configName() {
        return configName;
    }

    /** False for those that must be switched on. */
    public boolean isOnByDefault() {
        return this != CORPORATE_NUMBER && this != DEVICE_ID;
    }
}
