package io.sluice.processor.pii.corpus;

import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Names of keys, in the styles that languages have. */
final class Naming {

    private static final String UNDERSCORE = "_";

    private Naming() {}

    static <T> T pick(List<T> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }

    static String key(Kind kind, Random random) {
        return pick(kind.words().keys(), random);
    }

    /** One that may stand in a URL. */
    static String asciiKey(Kind kind, Random random) {
        List<String> keys = kind.words().keys();
        int at = random.nextInt(keys.size());
        while (keys.get(at).charAt(0) > 'z') {
            at = (at + 1) % keys.size();
        }
        return keys.get(at);
    }

    /** A name in snake_case, camelCase, kebab-case or capitals. */
    static String style(String key, Random random) {
        if (key.charAt(0) > 'z') {
            return key;
        }
        return switch (random.nextInt(5)) {
            case 0 -> camel(key);
            case 1 -> key.replace('_', '-');
            case 2 -> key.toUpperCase(Locale.ROOT);
            default -> key;
        };
    }

    private static String camel(String key) {
        StringBuilder name = new StringBuilder();
        for (String word : key.split(UNDERSCORE, -1)) {
            name.append(name.isEmpty() ? word : capital(word));
        }
        return name.toString();
    }

    /** {@code X-Shop-Card-Number}; what has hyphens is a header's name already. */
    static String header(String key) {
        StringBuilder name = new StringBuilder(key.indexOf('-') < 0 && !"authorization".equals(key) ? "X-Shop" : "");
        for (String word : key.split("[_-]", -1)) {
            name.append(name.isEmpty() ? "" : "-").append(capital(word));
        }
        return name.toString();
    }

    private static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
