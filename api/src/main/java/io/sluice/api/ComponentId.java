package io.sluice.api;

/**
 * A component's id as the configuration writes it, {@code type} or {@code type/name}.
 *
 * @param type the type as written, which may be an alias of the factory's
 * @param name empty where there is none
 */
public record ComponentId(String type, String name) implements Comparable<ComponentId> {

    /** The id of the only component of a type. */
    public static ComponentId of(String type) {
        return new ComponentId(type, "");
    }

    @Override
    public int compareTo(ComponentId other) {
        return toString().compareTo(other.toString());
    }

    /** As the configuration writes it. */
    @Override
    public String toString() {
        return name.isEmpty() ? type : type + "/" + name;
    }
}
