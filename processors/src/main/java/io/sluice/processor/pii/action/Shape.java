package io.sluice.processor.pii.action;

import io.sluice.processor.pii.detect.Detector;
import org.jspecify.annotations.Nullable;

/** How a value is written: what may be shown of it, and what differs between two spellings of the same one. */
enum Shape {
    /** Nothing of it may be shown. */
    SECRET,
    MAIL,
    CARD,
    PHONE,
    /** Digits and letters in groups. */
    NUMBER,
    /** Groups with the more general ones first. */
    ADDRESS,
    /** Words, or a rule of the user's. */
    TEXT;

    static Shape of(@Nullable Detector detector) {
        if (detector == null) {
            return TEXT;
        }
        return switch (detector) {
            case PRIVATE_KEY,
                    URL_CREDENTIALS,
                    AUTHORIZATION,
                    JWT,
                    AWS_KEY,
                    GCP_KEY,
                    GITHUB_TOKEN,
                    SLACK_TOKEN,
                    VENDOR_TOKEN,
                    SECRET -> SECRET;
            case EMAIL -> MAIL;
            case CARD -> CARD;
            case PHONE -> PHONE;
            case IBAN,
                    MY_NUMBER,
                    CORPORATE_NUMBER,
                    DRIVER_LICENSE,
                    PASSPORT,
                    RESIDENCE_CARD,
                    POSTAL_CODE,
                    BANK_ACCOUNT,
                    US_SSN,
                    DEVICE_ID -> NUMBER;
            case IPV6, IPV4, MAC -> ADDRESS;
            case PERSONAL -> TEXT;
        };
    }
}
