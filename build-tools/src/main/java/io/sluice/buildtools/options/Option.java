package io.sluice.buildtools.options;

/**
 * A row of a table.
 *
 * @param key with the keys that it is below
 * @param type what may be written, as Markdown
 * @param absent what holds when it is not written, as Markdown
 * @param meaning as Markdown
 */
record Option(String key, String type, String absent, String meaning) {}
