package io.sluice.buildtools.options;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page with places for tables, each between {@code <!-- options XConfig -->} and {@code <!-- end of options -->}.
 *
 * @param text the page as committed
 */
record Page(Path file, String text) {

    private static final Pattern PLACE =
            Pattern.compile("(?s)(<!-- options (\\w+) -->\n)(.*?)(?=<!-- end of options -->)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

    /** The simple names of the records whose tables are on the page. */
    List<String> records() {
        List<String> records = new ArrayList<>();
        Matcher place = PLACE.matcher(text);
        while (place.find()) {
            records.add(place.group(2));
        }
        return records;
    }

    /** The page with its tables written anew. */
    String with(Function<String, String> tables) {
        return PLACE.matcher(text)
                .replaceAll(
                        place -> Matcher.quoteReplacement(place.group(1) + "\n" + tables.apply(place.group(2)) + "\n"));
    }

    /** The fragment of the heading above a record's table. */
    String fragment(String record) {
        String above = text.substring(0, text.indexOf("<!-- options " + record + " -->"));
        Matcher heading = HEADING.matcher(above);
        String last = "";
        while (heading.find()) {
            last = heading.group(1);
        }
        return last.toLowerCase(Locale.ROOT).replaceAll("[^\\w\\- ]", "").replace(' ', '-');
    }
}
