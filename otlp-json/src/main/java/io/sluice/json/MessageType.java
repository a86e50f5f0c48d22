package io.sluice.json;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of one OTLP message. Filled once, while {@link OtlpSchema} is initialised, because messages refer to each other in circles. */
final class MessageType {

    /** The type of what is no message. */
    static final MessageType NONE = new MessageType("none");

    private static final int NO_FIELD = -1;

    private final String name;
    private Field[] fields = {};
    private int[] positions = {};
    private Map<String, Integer> positionsByName = Map.of();

    /** @param name as in the {@code .proto} file */
    MessageType(String name) {
        this.name = name;
    }

    /** Sets the fields, in any order. */
    void define(Field... all) {
        fields = all.clone();
        Arrays.sort(fields, Comparator.comparingInt(Field::number));
        positions = new int[fields[fields.length - 1].number() + 1];
        Arrays.fill(positions, NO_FIELD);
        Map<String, Integer> names = new HashMap<>();
        for (int i = 0; i < fields.length; i++) {
            positions[fields[i].number()] = i;
            names.put(fields[i].name(), i);
            names.put(fields[i].protoName(), i);
        }
        positionsByName = names;
    }

    String name() {
        return name;
    }

    /** All fields, by ascending number. */
    List<Field> fields() {
        return List.of(fields);
    }

    int size() {
        return fields.length;
    }

    /** The field at a position, which counts from 0 in the order of numbers. */
    Field at(int position) {
        return fields[position];
    }

    /** The position of the field of that number, or -1. */
    int position(int number) {
        return number >= 0 && number < positions.length ? positions[number] : NO_FIELD;
    }

    /** The position of the field of that name, in either spelling, or -1. */
    int position(String fieldName) {
        @Nullable Integer position = positionsByName.get(fieldName);
        return position == null ? NO_FIELD : position;
    }
}
