package io.sluice.pdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@link ItemGrouper} against the generated classes. */
class ItemGrouperConformanceTest {

    /** Deals granules out in turn; negative is left out. */
    private static ItemGrouper.Grouping inTurn(int... groups) {
        int[] next = {0};
        return (_, _, _) -> groups[next[0]++ % groups.length];
    }

    @ParameterizedTest
    @EnumSource
    void everyItemIsInItsGroupOnceAndCounted(Signal signal) throws Exception {
        ItemGrouper grouper = new ItemGrouper(signal);
        for (int seed = 0; seed < 200; seed++) {
            byte[] bytes = new Samples(seed).request(signal).toByteArray();

            int groups = grouper.group(Payload.of(bytes), inTurn(0, 2, 1));

            int items = 0;
            for (int i = 0; i < grouper.granules(); i++) {
                items += grouper.items(i);
            }
            assertThat(items).isEqualTo(OtlpBytes.count(signal, bytes, 0, bytes.length));
            int found = 0;
            for (int group = 0; group < groups; group++) {
                byte[] part = grouper.bytes(group);
                int expected = 0;
                for (int k = 0; k < grouper.size(group); k++) {
                    expected += grouper.items(grouper.granule(group, k));
                    assertThat(grouper.groupOf(grouper.granule(group, k))).isEqualTo(group);
                }
                assertThat(OtlpBytes.validate(signal, part, 0, part.length)).isEqualTo(expected);
                assertThat(grouper.payload(group, BufferPool.UNPOOLED).toExactArray())
                        .isEqualTo(part);
                found += expected;
            }
            assertThat(found).isEqualTo(items);
        }
    }

    @Test
    void keepsResourcesScopesAndOrder() throws Exception {
        TracesData all = TracesData.newBuilder()
                .addResourceSpans(resource("a", 3, 2))
                .addResourceSpans(resource("b", 2, 3))
                .build();
        ItemGrouper grouper = new ItemGrouper(Signal.TRACES);

        assertThat(grouper.group(Payload.of(all.toByteArray()), inTurn(0, 1))).isEqualTo(2);

        for (int group = 0; group < 2; group++) {
            assertThat(TracesData.parseFrom(grouper.bytes(group))).isEqualTo(everySecond(all, group));
        }
    }

    @Test
    void leavesOutWhatNoGroupGets() throws Exception {
        TracesData all =
                TracesData.newBuilder().addResourceSpans(resource("a", 2, 2)).build();
        ItemGrouper grouper = new ItemGrouper(Signal.TRACES);

        assertThat(grouper.group(Payload.of(all.toByteArray()), inTurn(ItemGrouper.LEFT_OUT, 0)))
                .isEqualTo(1);

        assertThat(grouper.granules()).isEqualTo(4);
        assertThat(TracesData.parseFrom(grouper.bytes(0))).isEqualTo(everySecond(all, 1));
    }

    @Test
    void startsAfreshWithEachRequest() throws Exception {
        ItemGrouper grouper = new ItemGrouper(Signal.TRACES);
        grouper.group(
                Payload.of(TracesData.newBuilder()
                        .addResourceSpans(resource("a", 9, 9))
                        .build()
                        .toByteArray()),
                inTurn(0, 1, 2));
        grouper.forget();
        TracesData small =
                TracesData.newBuilder().addResourceSpans(resource("b", 1, 1)).build();

        assertThat(grouper.group(Payload.of(small.toByteArray()), inTurn(0))).isEqualTo(1);
        assertThat(TracesData.parseFrom(grouper.bytes(0))).isEqualTo(small);
        assertThat(grouper.group(Payload.of(new byte[0]), inTurn(0))).isZero();
    }

    @Test
    void writesIntoPooledArraysThatAreLarger() throws Exception {
        TracesData all =
                TracesData.newBuilder().addResourceSpans(resource("a", 3, 20)).build();
        ItemGrouper grouper = new ItemGrouper(Signal.TRACES);
        grouper.group(Payload.of(all.toByteArray()), inTurn(0));
        List<byte[]> back = new ArrayList<>();

        Payload payload = grouper.payload(0, length -> Payload.pooled(new byte[length + 1000], length, back::add));
        grouper.forget();
        grouper.group(Payload.of(all.toByteArray()), inTurn(0));
        grouper.bytes(0);

        assertThat(TracesData.parseFrom(payload.toExactArray())).isEqualTo(all);
        payload.release();
        assertThat(back).hasSize(1);
    }

    @Test
    void findsWhatIsNoRequest() {
        ItemGrouper grouper = new ItemGrouper(Signal.TRACES);

        assertThatThrownBy(() -> grouper.group(Payload.of(new byte[] {10, 100, 1}), inTurn(0)))
                .isInstanceOf(MalformedException.class);
    }

    private static ResourceSpans resource(String name, int scopes, int spans) {
        ResourceSpans.Builder resource = ResourceSpans.newBuilder().setSchemaUrl("https://" + name);
        for (int s = 0; s < scopes; s++) {
            ScopeSpans.Builder scope = ScopeSpans.newBuilder().setSchemaUrl(name + s);
            for (int i = 0; i < spans; i++) {
                scope.addSpans(
                        Span.newBuilder().setName(name + s + "-" + i).setTraceId(ByteString.copyFrom(new byte[16])));
            }
            resource.addScopeSpans(scope);
        }
        return resource.build();
    }

    private static TracesData everySecond(TracesData all, int first) {
        TracesData.Builder kept = TracesData.newBuilder();
        int at = 0;
        for (ResourceSpans resource : all.getResourceSpansList()) {
            ResourceSpans.Builder r = resource.toBuilder().clearScopeSpans();
            for (ScopeSpans scope : resource.getScopeSpansList()) {
                ScopeSpans.Builder s = scope.toBuilder().clearSpans();
                for (Span span : scope.getSpansList()) {
                    if (at++ % 2 == first) {
                        s.addSpans(span);
                    }
                }
                if (s.getSpansCount() > 0) {
                    r.addScopeSpans(s);
                }
            }
            if (r.getScopeSpansCount() > 0) {
                kept.addResourceSpans(r);
            }
        }
        return kept.build();
    }
}
