package io.sluice.processor.pii;

import io.sluice.processor.pii.action.Action;
import io.sluice.processor.pii.detect.Confidence;
import org.jspecify.annotations.Nullable;

/**
 * What is different for one detector.
 *
 * @param enabled false to look for it no more; absent is the detector's own default
 * @param action what happens to its findings, whatever {@code action} of the processor or class says. Absent in a class is what the
 *     processor's {@code detectors} say, then {@code action} of the class, then that of the processor
 * @param minimumConfidence findings that are less sure are left alone; absent is that of the processor
 */
public record DetectorConfig(
        @Nullable Boolean enabled,
        @Nullable Action action,
        @Nullable Confidence minimumConfidence) {}
