package io.sluice.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A text that configuration was read from, and which of its values may be shown again in an error.
 *
 * <p>Values are hidden until the binder finds that a key which is known, and no secret, takes them. So a password under a misspelt key, or
 * beside another key's error on the same line, is never printed.
 */
final class Source {

    private final String name;
    private final List<String> lines;
    private final boolean positions;
    private final boolean quotable;
    private final List<Place> values = new ArrayList<>();
    private final Set<Place> shown = new HashSet<>();
    private final Set<Place> secret = new HashSet<>();
    private boolean parsed;

    private Source(String name, String text, boolean positions, boolean quotable) {
        this.name = name;
        this.lines = List.of(text.split("\r\n|\r|\n", -1));
        this.positions = positions;
        this.quotable = quotable;
    }

    /** A file or a text from the command line: lines are quoted in errors. */
    static Source of(String name, String text) {
        return new Source(name, text, true, true);
    }

    /** What a variable or file held that a reference named: places are told, lines are not. */
    static Source hidden(String name, String text) {
        return new Source(name, text, true, false);
    }

    /** Something without lines, such as an option of the command line. */
    static Source option(String name) {
        return new Source(name, "", false, false);
    }

    String name() {
        return name;
    }

    /** The whole, where nothing in it can be pointed at. */
    Place whole() {
        return new Place(this, 0, 0, 0, 0);
    }

    /** The place of a value or key, lines and columns from 1; the end is exclusive. */
    Place at(int line, int column, int endLine, int endColumn) {
        return positions ? new Place(this, line, column, endLine, endColumn) : whole();
    }

    /** Notes that a value stands there, to be hidden unless it is {@link #show shown}. */
    void value(Place place) {
        values.add(place);
    }

    /** Notes that the text was read to its end, so that all values are known. */
    void parsed() {
        parsed = true;
    }

    /** Allows the value at a place to be printed. */
    void show(Place place) {
        shown.add(place);
    }

    /** Forbids that the value at a place is printed, whoever else takes it by an alias. */
    void hide(Place place) {
        secret.add(place);
    }

    private boolean isHidden(Place value) {
        return secret.contains(value) || !shown.contains(value);
    }

    /** The line of a place and a caret under it, each line ended; empty where there is nothing to show. */
    String snippet(Place place) {
        if (!quotable || place.line() < 1 || place.line() > lines.size()) {
            return "";
        }
        String line = lines.get(place.line() - 1);
        if (line.isBlank()) {
            return "";
        }
        List<Place> hidden = new ArrayList<>();
        for (Place value : values) {
            if (isHidden(value) && value.line() <= place.line() && value.endLine() >= place.line()) {
                hidden.add(value);
            }
        }
        return new Snippet(line, place).render(parsed, hidden);
    }
}
