package io.sluice.config;

import java.util.List;

/** A text that is no YAML, or more of it than is allowed. */
final class InvalidYamlException extends Exception {

    private static final long serialVersionUID = 1L;

    /** One thing that is wrong. */
    record Fault(Place place, String what, String remedy) {}

    private final transient List<Fault> faults;

    InvalidYamlException(List<Fault> faults) {
        super(faults.getFirst().what(), null, false, false);
        this.faults = List.copyOf(faults);
    }

    InvalidYamlException(Place place, String what, String remedy) {
        this(List.of(new Fault(place, what, remedy)));
    }

    List<Fault> faults() {
        return faults;
    }
}
