package io.sluice.processor.pii;

import io.sluice.api.config.Default;
import io.sluice.processor.pii.action.Action;
import io.sluice.processor.pii.detect.Confidence;
import io.sluice.processor.pii.detect.Detector;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is different for items of one class.
 *
 * @param action what happens to a finding of a detector that has no {@code action} of its own, neither here nor in the processor's
 *     {@code detectors}; absent is {@code action} of the processor
 * @param minimumConfidence findings that are less sure are left alone; absent is that of the processor
 * @param detectors by name, what is different for a detector, beyond what the processor's {@code detectors} say of it
 */
public record ClassConfig(
        @Nullable Action action,
        @Nullable Confidence minimumConfidence,
        @Default("{}") Map<Detector, DetectorConfig> detectors) {
    public ClassConfig {
        detectors = Map.copyOf(detectors);
    }
}
