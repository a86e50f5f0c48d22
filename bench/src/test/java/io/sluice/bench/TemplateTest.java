package io.sluice.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.logs.v1.LogsData;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.opentelemetry.proto.trace.v1.TracesData;
import io.sluice.pdata.Signal;
import java.nio.ByteBuffer;
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
    void theEndOfATraceIdIsRandomEnoughToSampleByIt() throws Exception {
        Template template = Template.spans(512);
        int low = 0;
        for (int request = 0; request < 20; request++) {
            for (Span span : spans(template.numbered(request * 512L))) {
                low += span.getTraceId().byteAt(9) >= 0 ? 1 : 0;
            }
        }

        assertThat(low).isBetween(4_800, 5_440); // half of 10,240, give or take 3 sigma of 2,048 traces
    }

    @Test
    void aSpanShowsAnErrorOrALateEndOnlyWhereItsTraceEnds() throws Exception {
        int plain = Template.spans(512).length();
        Template template = Template.spans(512).with(Traces.APART);
        int errors = 0;
        int slow = 0;
        for (int request = 0; request < 100; request++) {
            for (Span span : spans(template.numbered(request * 512L))) {
                long item = ByteBuffer.wrap(span.getSpanId().toByteArray()).getLong() - 1;
                long trace = Traces.APART.traceOf(item);
                boolean isError = span.getStatus().getCode() == Status.StatusCode.STATUS_CODE_ERROR;
                boolean isSlow = span.getEndTimeUnixNano() - span.getStartTimeUnixNano() > 5_000_000_000L;
                boolean shows = Traces.APART.lastItem(trace) == item;
                assertThat(isError).isEqualTo(shows && Traces.APART.eventOf(trace) == Traces.Event.ERROR);
                assertThat(isSlow).isEqualTo(shows && Traces.APART.eventOf(trace) == Traces.Event.SLOW);
                errors += isError ? 1 : 0;
                slow += isSlow ? 1 : 0;
            }
        }

        assertThat(template.length()).isEqualTo(plain);
        assertThat(errors).isBetween(60, 135); // 6,400 traces end in these requests
        assertThat(slow).isBetween(10, 60);
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
