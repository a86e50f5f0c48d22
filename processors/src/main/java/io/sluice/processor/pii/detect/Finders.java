package io.sluice.processor.pii.detect;

import java.util.Arrays;
import java.util.Collections;
import java.util.Set;

/** The finders that a set of detectors takes, in a list that says everything: what is not here is not looked for. Threads: one at a time. */
final class Finders {

    private final Signs signs = new Signs();
    private Finder[] finders = {};
    /** Of each finder, its bit in {@link Signs}. */
    private int[] bits = {};

    private int all;

    Finders(Set<Detector> enabled) {
        addSigns(enabled);
        addTokens(enabled);
        addAddresses(enabled);
        addNumbers(enabled);
    }

    private void addSigns(Set<Detector> enabled) {
        if (enabled.contains(Detector.PRIVATE_KEY)) {
            add(new PrivateKeyFinder(), Signs.PRIVATE_KEY);
        }
        if (enabled.contains(Detector.URL_CREDENTIALS)) {
            add(new UrlCredentialsFinder(), Signs.URL_CREDENTIALS);
        }
        if (enabled.contains(Detector.AUTHORIZATION)) {
            add(new HeaderFinder(), Signs.HEADER);
        }
        if (enabled.contains(Detector.JWT)) {
            add(new JwtFinder(), Signs.JWT);
        }
        if (enabled.contains(Detector.EMAIL)) {
            add(new EmailFinder(), Signs.EMAIL);
        }
    }

    private void addTokens(Set<Detector> enabled) {
        VendorTokenFinder prefixes = new VendorTokenFinder(enabled);
        if (!prefixes.isEmpty()) {
            add(prefixes, Signs.PREFIX);
        }
        if (enabled.contains(Detector.AWS_KEY)) {
            add(new AwsSecretFinder(), Signs.AWS_SECRET);
        }
        if (enabled.contains(Detector.SLACK_TOKEN)) {
            add(new SlackWebhookFinder(), Signs.SLACK_WEBHOOK);
        }
        if (enabled.contains(Detector.VENDOR_TOKEN)) {
            add(new AzureSecretFinder(), Signs.AZURE_SECRET);
        }
    }

    private void addAddresses(Set<Detector> enabled) {
        if (enabled.contains(Detector.IPV6)) {
            add(new Ipv6Finder(), Signs.IPV6);
        }
        if (enabled.contains(Detector.IPV4)) {
            add(new Ipv4Finder(), Signs.IPV4);
        }
        if (enabled.contains(Detector.MAC)) {
            add(new MacFinder(), Signs.MAC);
        }
    }

    /** Runs of digits, and values that their key's name gives away. */
    private void addNumbers(Set<Detector> enabled) {
        if (!Collections.disjoint(enabled, DigitRunFinder.DETECTORS)) {
            add(new DigitRunFinder(enabled), Signs.NUMBERS);
        }
        // Last: what others found in a value says more of it than its key.
        if (!Collections.disjoint(enabled, KeyedValueFinder.DETECTORS)) {
            add(new KeyedValueFinder(enabled), Signs.KEYED_VALUE);
        }
    }

    private void add(Finder finder, int bit) {
        int count = finders.length;
        finders = Arrays.copyOf(finders, count + 1);
        bits = Arrays.copyOf(bits, count + 1);
        finders[count] = finder;
        bits[count] = bit;
        all |= bit;
    }

    /** The bits of all finders. */
    int all() {
        return all;
    }

    /** Adds what any of them finds; true if the text may have another normal form. */
    boolean find(ScanText text, Hits hits) {
        signs.read(text.array(), text.from(), text.end());
        int may = signs.finders() | signs.findersOfKey(text.key(), text.keyFrom(), text.keyEnd());
        find(text, may, hits);
        return signs.isSpecial();
    }

    /** Adds what those of some bits find. */
    void find(ScanText text, int may, Hits hits) {
        if ((may & all) == 0) {
            return;
        }
        hits.beginForm();
        for (int i = 0; i < finders.length; i++) {
            if ((bits[i] & may) != 0) {
                finders[i].find(text, hits);
            }
        }
    }
}
