package io.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.sluice.pdata.Signal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole road with the defaults that ship. What landed is what the applications were told had landed, item by item; of traces, what the
 * default policies keep of it.
 */
class RoadIT {

    private static final long RANDOMNESS = (1L << 56) - 1;
    private static final long TENTH = 0xe666L << 40;

    @TempDir
    private Path folder;

    @Test
    void whatLandsIsWhatTheApplicationsWereToldHadLanded() {
        Map<String, String> unsampled = Map.of("SLUICE_SAMPLING_PERCENTAGE", "100", "SLUICE_DECISION_WAIT", "500ms");
        try (DefaultRoad road = new DefaultRoad(folder, unsampled);
                Application grpc = road.grpc();
                Application http = road.http()) {
            for (Application application : List.of(grpc, http)) {
                application.handle(500);
                application.flush();
            }
            road.stopGateway();

            for (Signal signal : Signal.values()) {
                assertThat(road.landed(signal).stream().map(RoadIT::withoutMarks))
                        .containsExactlyInAnyOrderElementsOf(sent(signal, grpc, http));
            }
            assertThat(grpc.ledger().acknowledged(Signal.TRACES)).hasSize(1000);
            assertThat(http.ledger().acknowledged(Signal.LOGS)).hasSize(500);
        }
    }

    @Test
    void errorsAndImportantRoutesLandWholeAndATenthOfTheRest() {
        try (DefaultRoad road = new DefaultRoad(folder, Map.of("SLUICE_DECISION_WAIT", "500ms"));
                Application grpc = road.grpc();
                Application http = road.http()) {
            for (Application application : List.of(grpc, http)) {
                application.handle(1000);
                application.handle(50, "/api/v1/checkout/");
                application.flush();
            }
            road.stopGateway();

            List<Item> landed = road.landed(Signal.TRACES);
            List<Item> sent = sent(Signal.TRACES, grpc, http);
            assertThat(sent).hasSize(4200);
            assertThat(landed.stream().map(RoadIT::withoutMarks)).containsExactlyInAnyOrderElementsOf(kept(sent));
            // A tenth of 1,800 ordinary traces of two spans, within five standard deviations.
            assertThat(spans(landed, "ot=th:e666", "rest")).isBetween(230L, 490L);
            assertThat(spans(landed, "ot=th:0", "errors")).isEqualTo(2 * 2 * 105);
            assertThat(spans(landed, "ot=th:0", "important-routes")).isEqualTo(2 * 2 * 45);
            assertThat(road.landed(Signal.LOGS)).hasSameSizeAs(sent(Signal.LOGS, grpc, http));
        }
    }

    private static List<Item> sent(Signal signal, Application... applications) {
        List<Item> sent = new ArrayList<>();
        for (Application application : applications) {
            assertThat(application.ledger().failures(signal)).isZero();
            assertThat(application.ledger().acknowledged(signal)).isNotEmpty();
            sent.addAll(application.ledger().acknowledged(signal));
        }
        return sent;
    }

    /** All with an error, all of the important route, and those whose randomness is in the tenth. */
    private static List<Item> kept(List<Item> sent) {
        Set<ByteString> remarkable = sent.stream()
                .map(item -> (Span) item.item())
                .filter(span -> span.getStatus().getCode() == Status.StatusCode.STATUS_CODE_ERROR
                        || span.getAttributesList().stream()
                                .anyMatch(attribute ->
                                        attribute.getValue().getStringValue().startsWith("/api/v1/checkout/")))
                .map(Span::getTraceId)
                .collect(Collectors.toSet());
        return sent.stream()
                .filter(item -> {
                    ByteString id = ((Span) item.item()).getTraceId();
                    return remarkable.contains(id) || (id.asReadOnlyByteBuffer().getLong(8) & RANDOMNESS) >= TENTH;
                })
                .toList();
    }

    private static long spans(List<Item> landed, String traceState, String policy) {
        return landed.stream()
                .filter(item -> ((Span) item.item()).getTraceState().equals(traceState))
                .filter(item -> ((InstrumentationScope) item.scope())
                        .getAttributesList().stream()
                                .anyMatch(attribute -> attribute.getKey().equals("tailsampling.policy")
                                        && attribute.getValue().getStringValue().equals(policy)))
                .count();
    }

    /** As it was before it was sampled. */
    private static Item withoutMarks(Item item) {
        return item.item() instanceof Span span
                ? new Item(
                        item.resource(),
                        ((InstrumentationScope) item.scope())
                                .toBuilder().clearAttributes().build(),
                        item.schemaUrls(),
                        span.toBuilder().clearTraceState().build())
                : item;
    }
}
