package io.sluice.processor.pii.detect;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** The finders that a set of detectors takes, in a list that says everything: what is not here is not looked for. Threads: one at a time. */
final class Finders {

    private final Finder[] finders;

    private Finders(List<Finder> finders) {
        this.finders = finders.toArray(Finder[]::new);
    }

    static Finders of(Set<Detector> enabled) {
        List<Finder> finders = new ArrayList<>();
        addSigns(enabled, finders);
        addNumbers(enabled, finders);
        return new Finders(finders);
    }

    /** What an @, a colon, a prefix or a header's name gives away. */
    private static void addSigns(Set<Detector> enabled, List<Finder> finders) {
        add(Detector.PRIVATE_KEY, PrivateKeyFinder::new, enabled, finders);
        add(Detector.URL_CREDENTIALS, UrlCredentialsFinder::new, enabled, finders);
        add(Detector.AUTHORIZATION, HeaderFinder::new, enabled, finders);
        add(Detector.JWT, JwtFinder::new, enabled, finders);
        addTokens(enabled, finders);
        add(Detector.EMAIL, EmailFinder::new, enabled, finders);
        add(Detector.IPV6, Ipv6Finder::new, enabled, finders);
        add(Detector.IPV4, Ipv4Finder::new, enabled, finders);
        add(Detector.MAC, MacFinder::new, enabled, finders);
    }

    private static void addTokens(Set<Detector> enabled, List<Finder> finders) {
        VendorTokenFinder prefixes = new VendorTokenFinder(enabled);
        if (!prefixes.isEmpty()) {
            finders.add(prefixes);
        }
        add(Detector.AWS_KEY, AwsSecretFinder::new, enabled, finders);
        add(Detector.SLACK_TOKEN, SlackWebhookFinder::new, enabled, finders);
        add(Detector.VENDOR_TOKEN, AzureSecretFinder::new, enabled, finders);
    }

    /** Runs of digits, and values that their key's name gives away. */
    private static void addNumbers(Set<Detector> enabled, List<Finder> finders) {
        if (!Collections.disjoint(enabled, DigitRunFinder.DETECTORS)) {
            finders.add(new DigitRunFinder(enabled));
        }
        // Last: what others found in a value says more of it than its key.
        if (!Collections.disjoint(enabled, KeyedValueFinder.DETECTORS)) {
            finders.add(new KeyedValueFinder(enabled));
        }
    }

    private static void add(Detector detector, Supplier<Finder> finder, Set<Detector> enabled, List<Finder> finders) {
        if (enabled.contains(detector)) {
            finders.add(finder.get());
        }
    }

    /** Adds what any of them finds. */
    void find(ScanText text, Hits hits) {
        for (Finder finder : finders) {
            finder.find(text, hits);
        }
    }
}
