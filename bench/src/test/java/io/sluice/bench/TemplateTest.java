package io.sluice.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.logs.v1.LogsData;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.TracesData;
import io.sluice.pdata.Signal;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TemplateTest {

    private static List<Span> spans(byte[] request) throws Exception {
        return TracesData.parseFrom(request)
                .getResourceSpans(0)
                .getScopeSpans(0)
                .getSpansList();
    }

    @Test
    void aSpanHasTheSizeAndTheAttributesThatTheWorkloadNames() throws Exception {
        Template template = Template.spans(512);
        TracesData request = TracesData.parseFrom(template.numbered(0));

        assertThat(template.length() / 512).isBetween(490, 530);
        assertThat(request.getResourceSpans(0).getResource().getAttributesCount())
                .isEqualTo(6);
        assertThat(spans(template.numbered(0))).hasSize(512).allMatch(span -> span.getAttributesCount() == 10);
    }

    @Test
    void aLogRecordHasTheSizeThatTheWorkloadNames() throws Exception {
        Template template = Template.logs(512);

        assertThat(template.length() / 512).isBetween(250, 300);
        assertThat(LogsData.parseFrom(template.numbered(0))
                        .getResourceLogs(0)
                        .getScopeLogs(0)
                        .getLogRecordsList())
                .hasSize(512);
    }

    @Test
    void everyItemHasAnIdOfItsOwnAndFiveShareATrace() throws Exception {
        Template template = Template.spans(10);
        Set<Object> spanIds = new HashSet<>();
        Set<Object> traceIds = new HashSet<>();
        for (int request = 0; request < 20; request++) {
            for (Span span : spans(template.numbered(request * 10L))) {
                spanIds.add(span.getSpanId());
                traceIds.add(span.getTraceId());
            }
        }

        assertThat(spanIds).hasSize(200);
        assertThat(traceIds).hasSize(40);
    }

    @Test
    void whatDoesNotArriveIsMissingAndWhatComesTwiceIsADuplicate() {
        Template template = Template.spans(10);
        ItemSet items = new ItemSet(Signal.TRACES);
        items.add(template.numbered(0));
        items.add(template.numbered(0));
        items.add(template.numbered(20));

        assertThat(items.missing(3, 10, new BitSet())).isEqualTo(10);
        assertThat(items.total() - items.distinct()).isEqualTo(10);
        BitSet unacknowledged = new BitSet();
        unacknowledged.set(1);
        assertThat(items.missing(3, 10, unacknowledged)).isZero();
    }
}
