package io.sluice.processor.pii.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** Numbers that python-stdnum made or confirmed, from a file that {@code scripts/pii-corpus/stdnum_values.py} writes. */
final class Stdnum {

    private static final String TAB = "\t";

    private final List<String[]> rows;

    Stdnum(Seed seed) {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(Objects.requireNonNull(Stdnum.class.getResourceAsStream("stdnum.tsv")), UTF_8))) {
            rows = reader.lines()
                    .map(line -> line.split(TAB, -1))
                    .filter(row -> row[0].equals(seed.pool()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Value> values(String kind) {
        return values(kind, text -> text);
    }

    /** The numbers of a kind, each as it is written. */
    List<Value> values(String kind, UnaryOperator<String> writing) {
        return rows.stream()
                .filter(row -> row[1].equals(kind))
                .map(row -> Value.of(writing.apply(row[2]), Source.STDNUM))
                .toList();
    }
}
