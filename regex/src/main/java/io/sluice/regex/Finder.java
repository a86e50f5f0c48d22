package io.sluice.regex;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds where a text may hold a match, without following the expression: by bytes that every match holds. Immutable. */
sealed interface Finder permits ByteFinder, WindowFinder {

    /** An automaton costs about this at every byte, in nanoseconds. */
    double COST_WITHOUT = 1.5;

    /** What is looked for. */
    Factor factor();

    /** Finds the factor's first place in a text of which it must leave {@link Factor#fewest} bytes out; -1 if there is none. */
    int find(byte[] array, int at, int end);

    /** The cheapest way to find one of these factors; null if none is worth it. */
    static @Nullable Finder choose(List<Factor> factors) {
        Finder best = null;
        double least = COST_WITHOUT;
        for (Factor factor : factors) {
            for (int i = 0; i < factor.sets().size(); i++) {
                double cost = ByteFinder.cost(factor, i);
                if (cost < least) {
                    least = cost;
                    best = new ByteFinder(factor, i);
                }
            }
            double cost = WindowFinder.cost(factor);
            if (cost < least) {
                least = cost;
                best = new WindowFinder(factor);
            }
        }
        return best;
    }
}
