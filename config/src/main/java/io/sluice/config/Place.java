package io.sluice.config;

/**
 * Where something is written.
 *
 * @param line from 1; 0 where there is no line to point at
 * @param column in characters, from 1
 * @param endLine line of the first character behind it
 * @param endColumn column of the first character behind it
 */
record Place(Source source, int line, int column, int endLine, int endColumn) {

    /** {@code file:line:column}, or only the source's name. */
    String describe() {
        return line == 0 ? source.name() : source.name() + ":" + line + ":" + column;
    }
}
