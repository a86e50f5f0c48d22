package io.sluice.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.pdata.MalformedException;
import io.sluice.pdata.Signal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OtlpTextsTest {

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> places(Signal signal, String json) throws MalformedException {
        return OtlpTexts.of(signal, bytes(json)).stream()
                .map(text -> text.place() + "=" + text.value())
                .toList();
    }

    @Test
    void tellsEveryTextOfSpans() throws Exception {
        assertThat(places(Signal.TRACES, """
            {"resourceSpans": [{"schemaUrl": "no text",
              "resource": {"attributes": [{"key": "r", "value": {"stringValue": "1"}}]},
              "scopeSpans": [{
                "scope": {"name": "2", "version": "3",
                  "attributes": [{"value": {"stringValue": "4"}, "key": "s"}]},
                "spans": [{"traceId": "5b8efff798038103d269b633813fc60c", "spanId": "eee19b7ec3c1b174",
                  "name": "6", "trace_state": "5", "startTimeUnixNano": "1",
                  "attributes": [{"key": "a.b", "value": {"stringValue": "7"}},
                    {"key": "n", "value": {"intValue": "8"}}],
                  "events": [{"name": "10", "attributes": [{"key": "e", "value": {"stringValue": "11"}}]}],
                  "links": [{"traceState": "12",
                    "attributes": [{"key": "l", "value": {"stringValue": "13"}}]}],
                  "status": {"message": "14"}}]}]}]}
            """))
                .containsExactlyInAnyOrder(
                        "resource.attributes.r=1",
                        "scope.name=2",
                        "scope.version=3",
                        "scope.attributes.s=4",
                        "span.trace_state=5",
                        "span.name=6",
                        "span.attributes.a.b=7",
                        "span.events.name=10",
                        "span.events.attributes.e=11",
                        "span.links.trace_state=12",
                        "span.links.attributes.l=13",
                        "span.status.message=14");
    }

    @Test
    void tellsEveryTextOfMetrics() throws Exception {
        assertThat(places(Signal.METRICS, """
            {"resourceMetrics": [{"scopeMetrics": [{"metrics": [
              {"name": "1", "description": "2", "unit": "3",
                "metadata": [{"key": "m", "value": {"stringValue": "4"}}],
                "sum": {"dataPoints": [{"asInt": "9",
                  "attributes": [{"key": "d", "value": {"stringValue": "5"}}],
                  "exemplars": [{"filteredAttributes": [{"key": "x", "value": {"stringValue": "6"}}]}]}]}},
              {"exponentialHistogram": {"dataPoints": [
                {"attributes": [{"key": "d", "value": {"stringValue": "7"}}]}]}}]}]}]}
            """))
                .containsExactlyInAnyOrder(
                        "metric.name=1",
                        "metric.description=2",
                        "metric.unit=3",
                        "metric.metadata.m=4",
                        "datapoint.attributes.d=5",
                        "datapoint.exemplars.attributes.x=6",
                        "datapoint.attributes.d=7");
    }

    @Test
    void tellsWhereValuesWithinValuesAreAndWhoseTheyAre() throws Exception {
        List<OtlpText> texts = OtlpTexts.of(Signal.LOGS, bytes("""
            {"resourceLogs": [{
              "resource": {"attributes": [{"key": "service.name", "value": {"stringValue": "shop"}},
                {"key": "log.type", "value": {"stringValue": "application"}}]},
              "scopeLogs": [{"logRecords": [
                {"severityText": "INFO", "eventName": "login",
                  "attributes": [{"key": "log.type", "value": {"stringValue": "access"}}],
                  "body": {"kvlistValue": {"values": [{"key": "user", "value": {"kvlistValue": {"values": [
                    {"key": "mails", "value": {"arrayValue": {"values": [{}, {"stringValue": "a"}]}}}]}}}]}}},
                {"body": {"bytesValue": "55Sw5Lit"}}, {"body": {"bytesValue": "//8="}}]}]}]}
            """));

        Map<String, String> access = Map.of("service.name", "shop", "log.type", "access");
        assertThat(texts)
                .contains(
                        new OtlpText(
                                "resourceLogs[0].scopeLogs[0].logRecords[0].body.values[0].values[0].values[1]",
                                "log.body.user.mails",
                                "mails",
                                access,
                                "a"),
                        new OtlpText(
                                "resourceLogs[0].scopeLogs[0].logRecords[0].eventName",
                                "log.event_name",
                                "",
                                access,
                                "login"),
                        new OtlpText(
                                "resourceLogs[0].scopeLogs[0].logRecords[1].body",
                                "log.body",
                                "",
                                Map.of("service.name", "shop", "log.type", "application"),
                                "田中"))
                .hasSize(7);
    }

    @Test
    void tellsRequestsFromOtherJson() {
        assertThat(OtlpTexts.signal(bytes("{\"resourceSpans\": ["))).isEqualTo(Signal.TRACES);
        assertThat(OtlpTexts.signal(bytes("{\"resource_metrics\": []}"))).isEqualTo(Signal.METRICS);
        assertThat(OtlpTexts.signal(bytes("{\"resourceLogs\": []}"))).isEqualTo(Signal.LOGS);
        for (String other : new String[] {"", "{", "{}", "[]", "{\"logs\": []}", "plain text", "\"resourceLogs\""}) {
            assertThat(OtlpTexts.signal(bytes(other))).as(other).isNull();
        }
    }

    @Test
    void refusesWhatTheReaderRefuses() {
        assertThatThrownBy(() -> OtlpTexts.of(Signal.LOGS, bytes("{\"resourceLogs\": 1}")))
                .isInstanceOf(MalformedException.class);
    }
}
