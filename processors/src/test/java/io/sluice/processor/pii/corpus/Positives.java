package io.sluice.processor.pii.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Texts with one thing to find each: every kind in every place where it can stand. */
final class Positives {

    private static final int PER_PLACE = 14;

    private Positives() {}

    static List<Example> of(Seed seed) {
        Random random = new Random(seed.value() + 7);
        List<Example> examples = new ArrayList<>();
        for (Kind kind : Kinds.of(seed)) {
            int next = 0;
            for (Place place : Place.values()) {
                for (int i = 0; i < PER_PLACE; i++) {
                    Value value = kind.values().get(next++ % kind.values().size());
                    Example example = place.put(kind, value, random);
                    if (example != null) {
                        examples.add(example);
                    }
                }
            }
        }
        return examples;
    }
}
