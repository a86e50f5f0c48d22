package io.sluice.processor.probabilisticsampler;

import io.sluice.pdata.MalformedException;
import io.sluice.processor.sampling.Threshold;
import io.sluice.processor.value.AnyValueBytes;
import io.sluice.processor.value.GoNumbers;
import java.nio.charset.StandardCharsets;

/**
 * What the attribute {@code sampling.priority} of a span, as OpenTracing has it, asks for: 0 that it be dropped, more that it be kept.
 * Threads: one worker's.
 */
final class SpanPriority {

    private static final int MOST_DIGITS = 18;

    private final AnyValueBytes value = new AnyValueBytes();

    /** The threshold asked for; {@link Threshold#NONE} if for none. */
    long threshold(byte[] array, int from, int end) throws MalformedException {
        value.read(array, from, end);
        return switch (value.kind()) {
            case AnyValueBytes.INT -> of((double) value.number());
            case AnyValueBytes.DOUBLE -> of(value.decimal());
            case AnyValueBytes.STRING -> ofText(array, value.from(), value.end());
            default -> Threshold.NONE;
        };
    }

    private static long of(double number) {
        return number == 0 ? Threshold.NEVER : number > 0 ? Threshold.ALWAYS : Threshold.NONE;
    }

    private static long ofText(byte[] array, int from, int end) {
        if (end == from || end - from > MOST_DIGITS) {
            return ofNumber(array, from, end);
        }
        int any = 0;
        for (int at = from; at < end; at++) {
            if (array[at] < '0' || array[at] > '9') {
                return ofNumber(array, from, end);
            }
            any |= array[at] - '0';
        }
        return of(any);
    }

    /** Anything but a few digits, which is rare. */
    private static long ofNumber(byte[] array, int from, int end) {
        Double number = GoNumbers.parseDouble(new String(array, from, end - from, StandardCharsets.UTF_8));
        return number == null ? Threshold.NONE : of(number);
    }
}
