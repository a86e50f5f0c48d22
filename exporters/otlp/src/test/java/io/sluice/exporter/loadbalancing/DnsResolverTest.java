package io.sluice.exporter.loadbalancing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.ComponentId;
import io.sluice.api.ComponentKind;
import io.sluice.exporter.helper.Sender;
import io.sluice.testkit.TestContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DnsResolverTest {

    private final TestContext context = new TestContext(ComponentKind.EXPORTER, ComponentId.of("load_balancing"));
    private final BalancerMetrics metrics = new BalancerMetrics(context, "dns");
    private final Backends backends = new Backends(0, 1, 0, new Backends.Opener() {
        @Override
        public Backend open(String endpoint, long now) {
            Backend backend = new Backend(endpoint, metrics.of(endpoint), now);
            backend.sender((Sender) _ -> {});
            return backend;
        }

        @Override
        public void close(Backend backend, long deadlineNanos) {}
    });
    private final Queue<Runnable> questions = new ArrayDeque<>();
    private DnsResolver.Lookup answer = _ -> new InetAddress[0];
    private int asked;
    private final DnsResolver resolver = new DnsResolver(
            context,
            Configs.dns(4317),
            name -> {
                assertThat(name).isEqualTo("gateways.test");
                asked++;
                return answer.all(name);
            },
            questions::add,
            backends,
            metrics);

    @BeforeEach
    void measure() {
        metrics.measure(backends);
    }

    private static DnsResolver.Lookup addresses(String... texts) {
        return _ -> {
            InetAddress[] all = new InetAddress[texts.length];
            for (int i = 0; i < all.length; i++) {
                all[i] = InetAddress.getByName(texts[i]);
            }
            return all;
        };
    }

    private void start() {
        resolver.start();
        questions.remove().run();
    }

    private void nextQuestion() {
        context.clock().advance(Duration.ofSeconds(5));
        questions.remove().run();
    }

    private double resolutions(String success) {
        return context.meter()
                .value(
                        "loadbalancer_num_resolutions",
                        "exporter",
                        "load_balancing",
                        "resolver",
                        "dns",
                        "success",
                        success);
    }

    private double metric(String name) {
        return context.meter().value(name, "exporter", "load_balancing", "resolver", "dns");
    }

    @Test
    void announcesAllAddressesOnceAndSorted() {
        answer = addresses("10.0.0.2", "10.0.0.1", "10.0.0.2", "2001:db8::1");

        start();

        assertThat(backends.announced())
                .containsExactly("10.0.0.1:4317", "10.0.0.2:4317", "[2001:db8:0:0:0:0:0:1]:4317");
        assertThat(metric("loadbalancer_num_backends")).isEqualTo(3);
        assertThat(metric("loadbalancer_num_backend_updates")).isEqualTo(1);
        assertThat(resolutions("true")).isEqualTo(1);
    }

    @Test
    void followsChangesAndCountsOnlyThese() {
        answer = addresses("10.0.0.1");
        start();
        nextQuestion();
        answer = addresses("10.0.0.1", "10.0.0.2");
        nextQuestion();

        assertThat(backends.announced()).containsExactly("10.0.0.1:4317", "10.0.0.2:4317");
        assertThat(metric("loadbalancer_num_backend_updates")).isEqualTo(2);
        assertThat(resolutions("true")).isEqualTo(3);
    }

    @Test
    void keepsWhatWasKnownWhenThereIsNoAnswerOrAnEmptyOne() {
        answer = addresses("10.0.0.1");
        start();
        answer = _ -> {
            throw new UnknownHostException("gateways.test");
        };
        nextQuestion();
        answer = addresses();
        nextQuestion();
        answer = addresses("0.0.0.0");
        nextQuestion();
        answer = _ -> {
            throw new IllegalStateException("a bug of the resolver");
        };
        nextQuestion();

        assertThat(backends.announced()).containsExactly("10.0.0.1:4317");
        assertThat(resolutions("false")).isEqualTo(4);
        assertThat(metric("loadbalancer_num_backend_updates")).isEqualTo(1);
    }

    @Test
    void anAnswerThatComesTooLateIsAFailureAndTakenAllTheSame() {
        answer = addresses("10.0.0.1");
        resolver.start();
        context.clock().advance(Duration.ofSeconds(20));
        assertThat(resolutions("false")).isEqualTo(1);
        assertThat(questions).hasSize(1); // one at a time

        questions.remove().run();

        assertThat(backends.announced()).containsExactly("10.0.0.1:4317");
        assertThat(resolutions("true") + resolutions("false")).isEqualTo(1);
        nextQuestion();
        assertThat(resolutions("true")).isEqualTo(1);
    }

    @Test
    void usesABoundedNumberOfAddresses() {
        answer = _ -> {
            InetAddress[] all = new InetAddress[10_000];
            for (int i = 0; i < all.length; i++) {
                all[i] = InetAddress.getByAddress(new byte[] {10, 1, (byte) (i >> 8), (byte) i});
            }
            return all;
        };

        start();

        assertThat(backends.announced()).hasSize(Endpoints.MOST);
        backends.refresh(0);
        assertThat(backends.isEmpty()).isFalse();
    }

    @Test
    void asksNoMoreOnceStopped() throws IOException {
        answer = addresses("10.0.0.1");
        start();
        context.clock().advance(Duration.ofSeconds(5));
        resolver.stop();
        answer = addresses("10.0.0.2");
        questions.remove().run();
        context.clock().advance(Duration.ofMinutes(1));

        assertThat(backends.announced()).containsExactly("10.0.0.1:4317");
        assertThat(questions).isEmpty();
        assertThat(asked).isEqualTo(2);
    }
}
