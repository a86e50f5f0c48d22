package io.sluice.api;

/**
 * Which program this is.
 *
 * @param command the program's name: {@code sluice-gateway}
 * @param description one line
 * @param version semantic version
 */
public record BuildInfo(String command, String description, String version) {}
