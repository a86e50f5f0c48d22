package io.sluice.processor.tailsampling;

import io.sluice.processor.value.AnyValueBytes;
import io.sluice.regex.Matcher;
import java.util.List;

/**
 * Something that is looked for in the values of one key. Values that a test can't read are read as the Collector does in {@code mode:
 * compat} - as an empty text, 0 or false - and match nothing otherwise.
 */
sealed interface AttributeTest {

    /**
     * Whether a value is what is looked for. Threads: one worker's.
     *
     * @param inResource true if the attribute is the resource's, false if a span's
     */
    boolean matches(byte[] array, AnyValueBytes value, boolean inResource);

    /** One of several texts, none of them empty. */
    record OneOf(TextTable texts) implements AttributeTest {
        @Override
        public boolean matches(byte[] array, AnyValueBytes value, boolean inResource) {
            return value.kind() == AnyValueBytes.STRING && texts.has(array, value.from(), value.end());
        }
    }

    /**
     * A text in which one of several patterns matches. Empty texts count in resources only.
     *
     * @param compat true to read other values as an empty text
     */
    record Matching(List<Matcher> patterns, boolean compat) implements AttributeTest {
        @Override
        public boolean matches(byte[] array, AnyValueBytes value, boolean inResource) {
            boolean text = value.kind() == AnyValueBytes.STRING;
            int length = text ? value.end() - value.from() : 0;
            if ((!text && !compat) || (length == 0 && !inResource)) {
                return false;
            }
            for (int i = 0; i < patterns.size(); i++) {
                if (patterns.get(i).contains(array, value.from(), value.from() + length)) {
                    return true;
                }
            }
            return false;
        }
    }

    /**
     * A number in a range, both ends included.
     *
     * @param compat true to read everything but integers as 0, false to read decimals as well
     */
    record Between(long least, long greatest, boolean compat) implements AttributeTest {
        @Override
        public boolean matches(byte[] array, AnyValueBytes value, boolean inResource) {
            if (value.kind() == AnyValueBytes.DOUBLE && !compat) {
                // Without a bound, or with one that is as good as none, decimals may go beyond integers.
                return (value.decimal() >= least || (least == Long.MIN_VALUE && !Double.isNaN(value.decimal())))
                        && (value.decimal() <= greatest || greatest == Long.MAX_VALUE);
            }
            if (value.kind() != AnyValueBytes.INT && !compat) {
                return false;
            }
            long number = value.kind() == AnyValueBytes.INT ? value.number() : 0;
            return number >= least && number <= greatest;
        }
    }

    /**
     * A boolean.
     *
     * @param compat true to read everything else as false
     */
    record Is(boolean wanted, boolean compat) implements AttributeTest {
        @Override
        public boolean matches(byte[] array, AnyValueBytes value, boolean inResource) {
            if (value.kind() != AnyValueBytes.BOOL) {
                return compat && !wanted;
            }
            return value.isTrue() == wanted;
        }
    }
}
