package io.sluice.json;

import java.util.Map;

/**
 * A text in an export request.
 *
 * @param path where it is in the document: {@code resourceLogs[0].scopeLogs[0].logRecords[2].body}
 * @param place what it is: {@code log.body}, {@code span.events.attributes.user.email}
 * @param key the innermost key that it is the value of; empty if there is none
 * @param attributes those of the item that have a text, and those of its resource that the item does not have
 * @param value the text
 */
public record OtlpText(String path, String place, String key, Map<String, String> attributes, String value) {}
