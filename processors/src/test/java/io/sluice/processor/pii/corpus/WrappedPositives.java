package io.sluice.processor.pii.corpus;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Texts of the corpus in other texts, and values in unusual characters. */
final class WrappedPositives {

    private final List<Wrapped> all = new ArrayList<>();
    private final int depth;
    private final boolean forms;
    private final Random random;

    /**
     * A text with one thing to find.
     *
     * @param ways how it was made
     */
    record Wrapped(Example example, String ways) {}

    private WrappedPositives(Seed seed, int depth, boolean forms) {
        this.depth = depth;
        this.forms = forms;
        this.random = new Random(seed.value() + 11 + depth);
    }

    /**
     * As many of each kind and place as wanted.
     *
     * @param depth how many texts each stands in, one in the other
     * @param forms true if its characters may be unusual
     */
    static List<Wrapped> of(Seed seed, int depth, boolean forms, int perPlace) {
        WrappedPositives positives = new WrappedPositives(seed, depth, forms);
        for (Kind kind : Kinds.of(seed)) {
            for (Place place : Place.values()) {
                for (int i = 0; i < perPlace; i++) {
                    Value value = kind.values()
                            .get(positives.random.nextInt(kind.values().size()));
                    positives.add(kind, place, value);
                }
            }
        }
        return positives.all;
    }

    private void add(Kind kind, Place place, Value value) {
        Form form = forms ? Form.any(random) : Form.PLAIN;
        Example example = place.put(kind, form.write(value, random), random);
        if (example == null || example.key().length > 0) {
            return;
        }
        StringBuilder ways = new StringBuilder(form.name());
        Set<Wrapping> wrappings = EnumSet.noneOf(Wrapping.class);
        while (wrappings.size() < depth) {
            Wrapping wrapping = Wrapping.any(random);
            if (wrappings.add(wrapping)) {
                example = wrapping.put(example);
                ways.append(' ').append(wrapping);
            }
        }
        all.add(new Wrapped(example, ways.toString()));
    }
}
