package io.sluice.processor.pii.detect;

import java.util.Collections;
import java.util.Set;

/** The finders that a set of detectors takes, in a list that says everything: what is not here is not looked for. Threads: one at a time. */
final class Finders {

    private final Signs signs = new Signs();
    /** By the number of their bits in {@link Signs}. */
    private final Finder[] finders = new Finder[Signs.FINDERS];

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
        if (!Collections.disjoint(enabled, KeyedValueFinder.DETECTORS)) {
            add(new KeyedValueFinder(enabled), Signs.KEYED_VALUE);
        }
        if (enabled.contains(Detector.SECRET)) {
            add(new CommandLineFinder(), Signs.COMMAND_LINE);
        }
    }

    private void add(Finder finder, int bit) {
        finders[Integer.numberOfTrailingZeros(bit)] = finder;
        all |= bit;
    }

    /** The bits of all finders. */
    int all() {
        return all;
    }

    /** Adds what any of them finds; true if the text may have another normal form. */
    boolean find(ScanText text, Hits hits) {
        find(text, look(text, true), hits);
        return signs.isSpecial();
    }

    /**
     * The finders that may find something in a text.
     *
     * @param byKey false if the key's name surely says nothing
     */
    int look(ScanText text, boolean byKey) {
        signs.read(text.array(), text.from(), text.end());
        int may = signs.finders();
        if (signs.letters() != 0) {
            text.setLetters(signs.letters());
        }
        return byKey ? may | signs.findersOfKey(text.key(), text.keyFrom(), text.keyEnd()) : may;
    }

    /** The letters of the text that was looked at last, if they were of interest, else 0. */
    int letters() {
        return signs.letters();
    }

    /** True if the text that was looked at last may have another normal form. */
    boolean isSpecial() {
        return signs.isSpecial();
    }

    /** True if the text that was looked at last may have a sign between a key and a value. */
    boolean isSeparated() {
        return signs.isSpecial() || signs.isSeparated();
    }

    /** Adds what those of some bits find. */
    void find(ScanText text, int may, Hits hits) {
        if ((may & all) == 0) {
            return;
        }
        hits.beginForm();
        for (int rest = may & all; rest != 0; rest &= rest - 1) {
            finders[Integer.numberOfTrailingZeros(rest)].find(text, hits);
        }
    }
}
