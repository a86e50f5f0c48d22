package io.sluice.api;

import io.sluice.pdata.Signal;

/**
 * A pipeline's id, {@code signal} or {@code signal/name}.
 *
 * @param name empty where there is none
 */
public record PipelineId(Signal signal, String name) implements Comparable<PipelineId> {

    @Override
    public int compareTo(PipelineId other) {
        return toString().compareTo(other.toString());
    }

    /** As the configuration writes it. */
    @Override
    public String toString() {
        return name.isEmpty() ? signal.configName() : signal.configName() + "/" + name;
    }
}
