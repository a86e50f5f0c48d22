package io.sluice.regex;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Go's package regexp says of an expression and a text: a line of {@code go-vectors.txt}. The expression, the text with each byte that is
 * not printable as {@code %XX}, and the places of all matches with their groups; or {@code !} and the reason why there is no such expression.
 */
record Vector(String line, String expression, byte[] text, String result) {

    static List<Vector> all() {
        String file = System.getProperty("vectors", "src/test/resources/io/sluice/regex/go-vectors.txt");
        try {
            return Files.readAllLines(Path.of(file)).stream().map(Vector::of).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Vector of(String line) {
        String[] columns = line.split("\t", -1);
        return new Vector(line, new String(bytes(columns[0]), StandardCharsets.UTF_8), bytes(columns[1]), columns[2]);
    }

    private static byte[] bytes(String escaped) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < escaped.length(); i++) {
            if (escaped.charAt(i) == '%') {
                bytes.write(Integer.parseInt(escaped.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                bytes.write(escaped.charAt(i));
            }
        }
        return bytes.toByteArray();
    }

    @Nullable
    String error() {
        return text.length == 1 && text[0] == '!' && !result.contains(",") ? result : null;
    }

    /** All matches in a part of an array, written as in the file. */
    static String matches(Matcher matcher, byte[] array, int from, int end) {
        List<String> matches = new ArrayList<>();
        matcher.over(array, from, end);
        while (matcher.next()) {
            StringBuilder match = new StringBuilder();
            for (int group = 0; group <= matcher.groupCount(); group++) {
                int start = matcher.start(group);
                match.append(group == 0 ? "" : ",").append(start < 0 ? -1 : start - from);
                match.append(',').append(start < 0 ? -1 : matcher.end(group) - from);
            }
            matches.add(match.toString());
        }
        return matches.isEmpty() ? "-" : String.join(";", matches);
    }
}
