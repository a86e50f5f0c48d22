package io.sluice.config;

import io.sluice.config.Problem.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects problems during one load. Source lines are quoted only at the end, when it is known which values may be shown. */
final class Reporter {

    private static final int MAX_PROBLEMS = 1_000;

    /** Most of a text that is shown: what users wrote is quoted in it, and may be of any length. */
    private static final int MAX_TEXT = 1_000;

    private record Found(Severity severity, Place place, String path, String what, String remedy, String suggestion) {}

    private final Set<Found> found = new LinkedHashSet<>();
    private final Set<Place> broken = new HashSet<>();

    void error(Place place, String path, String what, String remedy) {
        add(new Found(Severity.ERROR, place, path, what, remedy, ""));
    }

    void error(Place place, String path, String what, String remedy, String suggestion) {
        add(new Found(Severity.ERROR, place, path, what, remedy, suggestion));
    }

    void warning(Place place, String path, String what, String remedy) {
        add(new Found(Severity.WARNING, place, path, what, remedy, ""));
    }

    void invalid(InvalidYamlException e, String path) {
        e.faults().forEach(fault -> error(fault.place(), path, fault.what(), fault.remedy()));
    }

    /** Notes that the value at a place could not be made: what else is said of that place only follows from it. */
    void isBroken(Place place) {
        broken.add(place);
    }

    private void add(Found problem) {
        if (!broken.contains(problem.place()) && found.size() < MAX_PROBLEMS) {
            found.add(problem);
        }
    }

    boolean failed() {
        return found.stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
    }

    /** What was found of a severity, by source in the order of reading, then by line and column. */
    List<Problem> problems(Severity severity) {
        List<Source> sources =
                found.stream().map(f -> f.place().source()).distinct().toList();
        List<Found> sorted = new ArrayList<>(found);
        sorted.removeIf(f -> f.severity() != severity);
        sorted.sort(
                Comparator.<Found>comparingInt(f -> sources.indexOf(f.place().source()))
                        .thenComparingInt(f -> f.place().line())
                        .thenComparingInt(f -> f.place().column()));
        return sorted.stream()
                .map(f -> new Problem(
                        f.severity(),
                        Credentials.masked(f.place().describe()),
                        clipped(f.path()),
                        clipped(Credentials.masked(f.what())),
                        clipped(Credentials.masked(f.remedy())),
                        clipped(f.suggestion()),
                        f.place().source().snippet(f.place())))
                .toList();
    }

    private static String clipped(String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "...";
    }
}
