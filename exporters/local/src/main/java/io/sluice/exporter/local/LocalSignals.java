package io.sluice.exporter.local;

import io.sluice.api.Stability;
import io.sluice.pdata.Signal;
import java.util.EnumMap;
import java.util.Map;

/** These exporters treat all signals alike. */
final class LocalSignals {

    private LocalSignals() {}

    static Map<Signal, Stability> at(Stability stability) {
        Map<Signal, Stability> all = new EnumMap<>(Signal.class);
        for (Signal signal : Signal.values()) {
            all.put(signal, stability);
        }
        return all;
    }
}
