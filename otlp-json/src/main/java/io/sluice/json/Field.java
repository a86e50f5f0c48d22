package io.sluice.json;

import com.fasterxml.jackson.core.io.SerializedString;
import java.util.Locale;
import java.util.Map;

/**
 * A field of an OTLP message.
 *
 * @param number on the wire
 * @param name in JSON as it is written, lowerCamelCase
 * @param kind what a value is
 * @param shape how many values there may be, and when one counts as set
 * @param message type of the value if it is a message, else {@link MessageType#NONE}
 * @param enumNames numbers by their names if the value is an enum, else empty
 * @param quotedName {@code name}, encoded once for all writers
 */
record Field(
        int number,
        String name,
        Kind kind,
        Shape shape,
        MessageType message,
        Map<String, Integer> enumNames,
        SerializedString quotedName) {

    /** How many values a field may have, and when one counts as set. */
    enum Shape {
        /** One value, which is unset if it is the type's zero; for a message, set if it is there. */
        SINGLE,
        /** One value, set if it is there, even if zero. */
        OPTIONAL,
        /** A member of the message's only oneof, set if it came last. */
        ONEOF,
        /** Any number of values in their order. */
        REPEATED
    }

    private static Field of(
            int number, String name, Kind kind, Shape shape, MessageType message, Map<String, Integer> enumNames) {
        return new Field(number, name, kind, shape, message, enumNames, new SerializedString(name));
    }

    static Field single(int number, String name, Kind kind) {
        return of(number, name, kind, Shape.SINGLE, MessageType.NONE, Map.of());
    }

    static Field single(int number, String name, Map<String, Integer> enumNames) {
        return of(number, name, Kind.ENUM, Shape.SINGLE, MessageType.NONE, enumNames);
    }

    static Field single(int number, String name, MessageType message) {
        return of(number, name, Kind.MESSAGE, Shape.SINGLE, message, Map.of());
    }

    static Field optional(int number, String name, Kind kind) {
        return of(number, name, kind, Shape.OPTIONAL, MessageType.NONE, Map.of());
    }

    static Field oneof(int number, String name, Kind kind) {
        return of(number, name, kind, Shape.ONEOF, MessageType.NONE, Map.of());
    }

    static Field oneof(int number, String name, MessageType message) {
        return of(number, name, Kind.MESSAGE, Shape.ONEOF, message, Map.of());
    }

    static Field repeated(int number, String name, Kind kind) {
        return of(number, name, kind, Shape.REPEATED, MessageType.NONE, Map.of());
    }

    static Field repeated(int number, String name, MessageType message) {
        return of(number, name, Kind.MESSAGE, Shape.REPEATED, message, Map.of());
    }

    boolean isRepeated() {
        return shape == Shape.REPEATED;
    }

    boolean isMessage() {
        return kind == Kind.MESSAGE;
    }

    /** The name of the {@code .proto} file, lower_snake_case. */
    String protoName() {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    /** Messages refer to each other in circles, so a field is told by itself alone. */
    @Override
    public String toString() {
        return number + " " + name;
    }
}
