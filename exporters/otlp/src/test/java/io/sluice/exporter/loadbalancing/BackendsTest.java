package io.sluice.exporter.loadbalancing;

import static io.sluice.exporter.loadbalancing.Configs.A;
import static io.sluice.exporter.loadbalancing.Configs.B;
import static io.sluice.exporter.loadbalancing.Configs.C;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.exporter.helper.Sender;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who is there, and where traces go when that changes. */
class BackendsTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long HANDOVER = 30 * SECOND;

    private final List<String> opened = new ArrayList<>();
    private final List<String> closed = new ArrayList<>();
    private long now = 1_000 * SECOND;
    private final Backends backends = backends(HANDOVER, 100_000);

    private Backends backends(long handover, int mostTraces) {
        return new Backends(handover, mostTraces, now, new Backends.Opener() {
            @Override
            public Backend open(String endpoint, long at) {
                opened.add(endpoint);
                Backend backend = new Backend(endpoint, new BalancerMetrics.OfBackend(_ -> {}, _ -> {}, _ -> {}), at);
                backend.sender((Sender) _ -> {});
                return backend;
            }

            @Override
            public void close(Backend backend, long deadlineNanos) {
                closed.add(backend.endpoint());
            }
        });
    }

    private void are(Backends all, String... endpoints) {
        all.announce(Endpoints.usable(List.of(endpoints)));
        all.refresh(now);
    }

    private static long trace(int i) {
        return Hash.ofTraceId(i, ~i);
    }

    private static String[] owners(Backends all, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> all.ofTrace(trace(i)).endpoint())
                .toArray(String[]::new);
    }

    @Test
    void tracesThatHaveBegunStayWhenABackendComes() {
        are(backends, A, B);
        String[] before = owners(backends, 0, 1_000);

        now += 10 * SECOND;
        are(backends, A, B, C);

        assertThat(owners(backends, 0, 1_000)).isEqualTo(before);
        assertThat(owners(backends, 1_000, 2_000)).contains(A, B, C);
    }

    @Test
    void tracesThatHaveBegunGoToABackendThatLeavesUntilTheHandoverIsOver() {
        are(backends, A, B, C);
        String[] before = owners(backends, 0, 1_000);

        are(backends, A, B);

        assertThat(owners(backends, 0, 1_000)).isEqualTo(before).contains(C);
        assertThat(owners(backends, 1_000, 2_000)).contains(A, B).doesNotContain(C);
        now += HANDOVER - 1;
        backends.refresh(now);
        assertThat(owners(backends, 0, 1_000)).isEqualTo(before);
        assertThat(closed).isEmpty();
        now += 1;
        backends.refresh(now);
        assertThat(owners(backends, 0, 1_000)).doesNotContain(C);
        assertThat(closed).containsExactly(C);
    }

    @Test
    void aTraceIsForgottenWhenNothingOfItCameForTwoPeriods() {
        are(backends, A, B);
        String[] before = owners(backends, 0, 1_000);
        for (int i = 0; i < 4; i++) {
            now += HANDOVER * 3 / 4;
            backends.refresh(now);
            owners(backends, 0, 500); // these go on
        }

        are(backends, A, B, C);

        String[] after = owners(backends, 0, 1_000);
        assertThat(List.of(after).subList(0, 500)).isEqualTo(List.of(before).subList(0, 500));
        assertThat(List.of(after).subList(500, 1_000)).contains(C);
    }

    @Test
    void withoutHandoverTracesMoveAtOnceAndNothingIsRemembered() {
        Backends all = backends(0, 1);
        are(all, A, B, C);
        owners(all, 0, 1_000);

        are(all, A, B);

        assertThat(owners(all, 0, 1_000)).doesNotContain(C);
        assertThat(all.shortened()).isZero();
        assertThat(closed).containsExactly(C);
    }

    @Test
    void moreTracesThanAreRememberedAreForgottenEarlyAndCounted() {
        Backends all = backends(HANDOVER, 1_000);
        are(all, A, B);
        String[] before = owners(all, 0, 3_500);

        are(all, A, B, C);

        assertThat(all.shortened()).isEqualTo(3);
        // The last thousand at least.
        assertThat(owners(all, 2_500, 3_500)).isEqualTo(java.util.Arrays.copyOfRange(before, 2_500, 3_500));
        assertThat(owners(all, 0, 1_000)).contains(C);
    }

    @Test
    void aBackendThatComesBackIsTheSame() {
        are(backends, A, B);
        are(backends, A);
        are(backends, A, B);
        now += 2 * HANDOVER;
        backends.refresh(now);

        assertThat(opened).containsExactly(A, B);
        assertThat(closed).isEmpty();
        assertThat(owners(backends, 0, 100)).contains(A, B);
    }

    @Test
    void namesThatChangeAllTheTimeDoNotPileUp() {
        for (int i = 0; i < 1_000; i++) {
            String name = "10.1." + i / 250 + "." + i % 250 + ":4317";
            are(backends, A, name);
            owners(backends, 0, 10);
        }

        assertThat(opened).hasSize(1_001);
        assertThat(opened.size() - closed.size()).isLessThanOrEqualTo(Endpoints.MOST + 3);
    }

    @Test
    void aBackendThatIsDownGetsNothingForAWhile() {
        are(backends, A, B);
        Backend down = backends.ofTrace(trace(1));
        down.failed(now, now);
        assertThat(backends.ofTrace(trace(1))).isSameAs(down); // not yet
        now += Backend.PATIENCE_NANOS;
        down.failed(now, now);
        backends.refresh(now);

        Backend other = backends.ofTrace(trace(1));

        assertThat(other).isNotSameAs(down);
        assertThat(new HashSet<>(List.of(owners(backends, 0, 500)))).containsExactly(other.endpoint());
        now += Backend.FIRST_DOWN_NANOS;
        backends.refresh(now);
        // New traces try it again, those that went elsewhere stay there.
        assertThat(owners(backends, 500, 1_000)).contains(down.endpoint());
        assertThat(backends.ofTrace(trace(1))).isSameAs(other);
    }

    @Test
    void anAnswerEndsAFailureAndFailuresInARowLastLonger() {
        are(backends, A, B);
        Backend backend = backends.ofTrace(trace(1));
        backend.failed(now, now);
        backend.answered(now + 1);
        now += Backend.PATIENCE_NANOS;
        backend.failed(now, now);
        assertThat(backend.isDown(now)).isFalse();

        now += Backend.PATIENCE_NANOS;
        backend.failed(now, now);
        assertThat(backend.isDown(now)).isTrue();
        now += Backend.FIRST_DOWN_NANOS;
        assertThat(backend.isDown(now)).isFalse();
        backend.failed(now, now);
        assertThat(backend.isDown(now + Backend.FIRST_DOWN_NANOS)).isTrue();
        assertThat(backend.isDown(now + 2 * Backend.FIRST_DOWN_NANOS)).isFalse();
    }

    @Test
    void oneThatLeavesAndFailsIsDownAtOnce() {
        Backend gone = leaving();

        gone.failed(now, now);

        assertThat(gone.isDown(now)).isTrue();
    }

    private Backend leaving() {
        are(backends, A, B, C);
        Set<Backend> all = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            all.add(backends.ofTrace(trace(i)));
        }
        are(backends, A, B);
        return all.stream()
                .filter(backend -> backend.endpoint().equals(C))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whenNobodyCanBeReachedEverybodyIsTried() {
        are(backends, A, B);
        for (int i = 0; i < 100; i++) {
            backends.ofTrace(trace(i)).failed(now, now);
        }
        now += Backend.PATIENCE_NANOS;
        for (int i = 0; i < 100; i++) {
            backends.ofTrace(trace(i)).failed(now, now);
        }
        backends.refresh(now);

        assertThat(owners(backends, 1_000, 2_000)).contains(A, B);
    }

    @Test
    void aBackendWithSomethingUnderWayIsNotClosed() {
        are(backends, A, B);
        Backend busy = backends.ofTrace(trace(1));
        busy.begun();
        are(backends, busy.endpoint().equals(A) ? B : A);
        now += 2 * HANDOVER;
        backends.refresh(now);
        assertThat(closed).isEmpty();

        busy.ended();
        backends.refresh(now);

        assertThat(closed).containsExactly(busy.endpoint());
    }

    @Test
    void closesAllAtTheEnd() {
        are(backends, A, B, C);
        are(backends, A, B);

        backends.closeAll(now);

        assertThat(closed).containsExactlyInAnyOrder(A, B, C);
        assertThat(backends.isEmpty()).isTrue();
    }
}
