/**
 * OTLP/JSON, the mapping of "OpenTelemetry Protocol Specification, JSON Protobuf Encoding": streaming from JSON bytes to wire bytes ({@link
 * io.sluice.json.OtlpJsonReader}) and back ({@link io.sluice.json.OtlpJsonWriter}).
 *
 * <p>Both directions are driven by one table of the OTLP messages, {@code OtlpSchema}, so that there is no code per message and none per
 * signal. What is written is strict; what is read may be as liberal as senders are.
 */
@NullMarked
package io.sluice.json;

import org.jspecify.annotations.NullMarked;
