package io.sluice.config;

import java.util.List;

/** What became of reading a configuration. */
public sealed interface LoadResult {

    /** What is unlikely to be meant, but works. */
    List<Problem> warnings();

    /** Everything that was found, errors first, as text for people; empty if there was nothing. */
    String report();

    /** It can be used. */
    record Loaded(CollectorConfig config, List<Problem> warnings) implements LoadResult {

        @Override
        public String report() {
            return render(warnings);
        }
    }

    /**
     * It can't be used.
     *
     * @param errors what is wrong; at least one
     */
    record Failed(List<Problem> errors, List<Problem> warnings) implements LoadResult {

        @Override
        public String report() {
            return render(errors) + render(warnings);
        }
    }

    private static String render(List<Problem> problems) {
        StringBuilder out = new StringBuilder();
        problems.forEach(problem -> out.append(problem.render()));
        return out.toString();
    }
}
