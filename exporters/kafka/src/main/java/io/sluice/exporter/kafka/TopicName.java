package io.sluice.exporter.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

/** What Kafka allows as the name of a topic. */
final class TopicName {

    /** Says it to whoever wrote another one. */
    static final String RULE = "Use up to 249 letters (a-z, A-Z), digits, dots, underscores and hyphens.";

    private static final int MAX_LENGTH = 249;

    private TopicName() {}

    /** True for a name that Kafka allows. */
    static boolean isLegal(String name) {
        byte[] bytes = name.getBytes(UTF_8);
        return isLegal(bytes, 0, bytes.length);
    }

    /** True if the bytes from {@code from} to {@code to} are a name that Kafka allows. */
    static boolean isLegal(byte[] array, int from, int to) {
        int length = to - from;
        if (length == 0 || length > MAX_LENGTH || isDots(array, from, length)) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (!isLegal(array[i])) {
                return false;
            }
        }
        return true;
    }

    /** True for {@code __consumer_offsets} and its like, which are no topics for telemetry. */
    static boolean isInternal(byte[] array, int from, int to) {
        return to - from >= 2 && array[from] == '_' && array[from + 1] == '_';
    }

    private static boolean isDots(byte[] array, int from, int length) {
        return array[from] == '.' && (length == 1 || (length == 2 && array[from + 1] == '.'));
    }

    private static boolean isLegal(byte b) {
        return (b >= 'a' && b <= 'z')
                || (b >= 'A' && b <= 'Z')
                || (b >= '0' && b <= '9')
                || b == '.'
                || b == '_'
                || b == '-';
    }
}
