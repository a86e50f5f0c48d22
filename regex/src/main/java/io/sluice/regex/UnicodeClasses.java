package io.sluice.regex;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Unicode's general categories and scripts by name, as far as the running JDK knows them. Case, blanks, {@code _} and {@code -} don't matter. */
final class UnicodeClasses {

    /** Short and long names of each category, by the number that {@link Character#getType(int)} gives it. */
    private static final Map<Integer, List<String>> CATEGORIES = Map.ofEntries(
            category(Character.UPPERCASE_LETTER, "lu", "uppercaseletter"),
            category(Character.LOWERCASE_LETTER, "ll", "lowercaseletter"),
            category(Character.TITLECASE_LETTER, "lt", "titlecaseletter"),
            category(Character.MODIFIER_LETTER, "lm", "modifierletter"),
            category(Character.OTHER_LETTER, "lo", "otherletter"),
            category(Character.NON_SPACING_MARK, "mn", "nonspacingmark"),
            category(Character.ENCLOSING_MARK, "me", "enclosingmark"),
            category(Character.COMBINING_SPACING_MARK, "mc", "spacingmark"),
            category(Character.DECIMAL_DIGIT_NUMBER, "nd", "decimalnumber", "digit"),
            category(Character.LETTER_NUMBER, "nl", "letternumber"),
            category(Character.OTHER_NUMBER, "no", "othernumber"),
            category(Character.SPACE_SEPARATOR, "zs", "spaceseparator"),
            category(Character.LINE_SEPARATOR, "zl", "lineseparator"),
            category(Character.PARAGRAPH_SEPARATOR, "zp", "paragraphseparator"),
            category(Character.CONTROL, "cc", "control", "cntrl"),
            category(Character.FORMAT, "cf", "format"),
            category(Character.PRIVATE_USE, "co", "privateuse"),
            category(Character.SURROGATE, "cs", "surrogate"),
            category(Character.UNASSIGNED, "cn", "unassigned"),
            category(Character.DASH_PUNCTUATION, "pd", "dashpunctuation"),
            category(Character.START_PUNCTUATION, "ps", "openpunctuation"),
            category(Character.END_PUNCTUATION, "pe", "closepunctuation"),
            category(Character.CONNECTOR_PUNCTUATION, "pc", "connectorpunctuation"),
            category(Character.OTHER_PUNCTUATION, "po", "otherpunctuation"),
            category(Character.INITIAL_QUOTE_PUNCTUATION, "pi", "initialpunctuation"),
            category(Character.FINAL_QUOTE_PUNCTUATION, "pf", "finalpunctuation"),
            category(Character.MATH_SYMBOL, "sm", "mathsymbol"),
            category(Character.CURRENCY_SYMBOL, "sc", "currencysymbol"),
            category(Character.MODIFIER_SYMBOL, "sk", "modifiersymbol"),
            category(Character.OTHER_SYMBOL, "so", "othersymbol"));

    /** What groups of categories are called, by the first letter of their short names. */
    private static final Map<String, String> GROUPS = Map.ofEntries(
            Map.entry("letter", "l"),
            Map.entry("mark", "m"),
            Map.entry("combiningmark", "m"),
            Map.entry("number", "n"),
            Map.entry("punctuation", "p"),
            Map.entry("punct", "p"),
            Map.entry("symbol", "s"),
            Map.entry("separator", "z"),
            Map.entry("other", "c"));

    private static final List<String> CASED_LETTER = List.of("lc", "casedletter");
    private static final List<String> CASED = List.of("lu", "ll", "lt");

    private static final Map<String, CharSet> KNOWN = new ConcurrentHashMap<>();

    private UnicodeClasses() {}

    private static Map.Entry<Integer, List<String>> category(byte type, String... names) {
        return Map.entry((int) type, List.of(names));
    }

    /** The class of {@code \p{name}}; null if there is none. */
    static @Nullable CharSet of(String name) {
        String key = name.toLowerCase(Locale.ROOT).replaceAll("[ _-]", "");
        CharSet known = KNOWN.get(key);
        if (known == null) {
            IntPredicate members = members(key);
            if (members == null) {
                return null;
            }
            known = collect(members);
            KNOWN.put(key, known);
        }
        return known;
    }

    private static @Nullable IntPredicate members(String key) {
        return switch (key) {
            case "any" -> _ -> true;
            case "ascii" -> c -> c < 0x80;
            case "assigned" -> Character::isDefined;
            default -> categoryOrScript(key);
        };
    }

    private static @Nullable IntPredicate categoryOrScript(String key) {
        boolean[] types = types(key);
        if (types != null) {
            return c -> types[Character.getType(c)];
        }
        Character.UnicodeScript script = scripts().get(key);
        return script == null ? null : c -> Character.UnicodeScript.of(c) == script;
    }

    private static boolean @Nullable [] types(String key) {
        String group = GROUPS.getOrDefault(key, key);
        boolean[] types = new boolean[32];
        boolean found = false;
        for (Map.Entry<Integer, List<String>> category : CATEGORIES.entrySet()) {
            String shortName = category.getValue().getFirst();
            boolean member = category.getValue().contains(key)
                    || (group.length() == 1 && shortName.startsWith(group))
                    || (CASED_LETTER.contains(key) && CASED.contains(shortName));
            types[category.getKey()] |= member;
            found |= member;
        }
        return found ? types : null;
    }

    private static Map<String, Character.UnicodeScript> scripts() {
        Map<String, Character.UnicodeScript> scripts = new HashMap<>();
        Arrays.stream(Character.UnicodeScript.values())
                .filter(script -> script != Character.UnicodeScript.UNKNOWN)
                .forEach(script ->
                        scripts.put(script.name().toLowerCase(Locale.ROOT).replace("_", ""), script));
        return scripts;
    }

    private static CharSet collect(IntPredicate members) {
        CharSet.Builder builder = new CharSet.Builder();
        int from = -1;
        for (int c = 0; c <= CharSet.MAX + 1; c++) {
            boolean member = c <= CharSet.MAX && members.test(c);
            if (member && from < 0) {
                from = c;
            } else if (!member && from >= 0) {
                builder.add(from, c - 1);
                from = -1;
            }
        }
        return builder.build();
    }
}
