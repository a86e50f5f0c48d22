package io.sluice.processor.pii.corpus;

import io.sluice.processor.pii.detect.Confidence;
import io.sluice.processor.pii.detect.Detector;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Supplier;
import net.datafaker.Faker;

/** Mail addresses and addresses of machines. */
final class AddressKinds {

    private static final int COUNT = 80;

    private AddressKinds() {}

    static List<Kind> of(Seed seed) {
        Random random = new Random(seed.value());
        Faker faker = new Faker(Locale.ENGLISH, random);
        Faker japanese = new Faker(Locale.JAPAN, random);
        return List.of(
                strong("email", Detector.EMAIL, faker.internet()::emailAddress),
                strong("email, co.jp", Detector.EMAIL, () -> japaneseMail(faker, random)),
                own("email, unusual", Detector.EMAIL, () -> unusualMail(random)),
                strong("ipv4", Detector.IPV4, japanese.internet()::publicIpV4Address),
                strong("ipv4, private", Detector.IPV4, japanese.internet()::privateIpV4Address),
                Kind.alone("ipv4, port", Detector.IPV4, Confidence.STRONG, ports(faker, random)),
                strong("ipv6", Detector.IPV6, japanese.internet()::ipV6Address),
                own("ipv6, short", Detector.IPV6, () -> shortIpv6(random)),
                strong("mac", Detector.MAC, japanese.internet()::macAddress),
                strong(
                        "mac, hyphens",
                        Detector.MAC,
                        () -> faker.internet().macAddress().replace(':', '-').toUpperCase(Locale.ROOT)),
                own(
                        "mac, dots",
                        Detector.MAC,
                        () -> Characters.grouped("0" + Characters.of(Characters.HEX, 10, random) + "b", ".", 4, 4, 4)));
    }

    private static Kind strong(String name, Detector detector, Supplier<String> maker) {
        return Kind.alone(name, detector, Confidence.STRONG, Characters.values(COUNT, Source.DATAFAKER, maker));
    }

    private static Kind own(String name, Detector detector, Supplier<String> maker) {
        return Kind.alone(name, detector, Confidence.STRONG, Characters.values(COUNT, Source.OWN, maker));
    }

    private static List<Value> ports(Faker faker, Random random) {
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            String address = faker.internet().publicIpV4Address();
            values.add(new Value("", address, ":" + (1024 + random.nextInt(60_000)), Source.DATAFAKER));
        }
        return values;
    }

    private static String japaneseMail(Faker faker, Random random) {
        return faker.credentials().username() + "@"
                + Naming.pick(
                        List.of(
                                "docomo.ne.jp",
                                "mail.example.co.jp",
                                "ezweb.ne.jp",
                                "shop-rakuda.or.jp",
                                "i.softbank.jp"),
                        random);
    }

    private static String unusualMail(Random random) {
        String tail = Characters.of(Characters.HEX, 3, random);
        return Naming.pick(
                        List.of(
                                "taro.yamada+shop",
                                "o'brien",
                                "x",
                                "first_last-99",
                                "a.b.c.d",
                                "USER",
                                "1234567",
                                "_ops"),
                        random)
                + "@" + Naming.pick(List.of("mail-", "a.b.", "", "SUB."), random) + "x" + tail + "."
                + Naming.pick(List.of("com", "museum", "io", "co.uk", "technology", "COM"), random);
    }

    private static String shortIpv6(Random random) {
        String a = group(random);
        String b = group(random);
        return switch (random.nextInt(5)) {
            case 0 -> "2001:db8::" + a;
            case 1 -> "fe80::" + a + ":" + b;
            case 2 -> "2001:db8:" + a + "::" + b + ":1";
            case 3 -> "2001:DB8:0:0:" + a.toUpperCase(Locale.ROOT) + "::1";
            default -> "2400:4050:" + a + ":" + b + "::";
        };
    }

    private static String group(Random random) {
        return Integer.toHexString(1 + random.nextInt(0xffff));
    }
}
