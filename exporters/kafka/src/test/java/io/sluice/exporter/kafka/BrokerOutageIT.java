package io.sluice.exporter.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.Outcome;
import io.sluice.api.Refusal;
import io.sluice.pdata.Signal;
import io.sluice.testkit.RecordingAck;
import io.sluice.testkit.kafka.BrokerOptions;
import io.sluice.testkit.kafka.BrokerProcess;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BrokerOutageIT {

    private static final byte[] SPAN = KafkaExporterIT.traces("a").toByteArray();

    @Test
    void refusesWhileTheBrokerIsPausedOrKilledAndDeliversOnceItIsBack() throws Exception {
        try (BrokerProcess broker = new BrokerProcess(BrokerOptions.DEFAULT.withTopic("spans", 2))) {
            Configs configs = Configs.saslSsl(broker.endpoints(), SaslMechanism.SCRAM_SHA_512)
                    .topic("spans")
                    .retrying();
            configs.timeout = Duration.ofSeconds(2);
            try (Running running = new Running(configs.make())) {
                assertThat(running.send(Signal.TRACES, SPAN, 1).await()).isEqualTo(Outcome.accepted());

                broker.pause();
                long begun = System.nanoTime();
                Outcome paused = sendWithin(running, Duration.ofMillis(1500)).await();
                assertThat(((Outcome.Refused) paused).reason()).isEqualTo(Refusal.DEADLINE);
                assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(3));
                broker.resume();
                assertThat(running.send(Signal.TRACES, SPAN, 1).await()).isEqualTo(Outcome.accepted());

                broker.kill();
                assertThat(sendWithin(running, Duration.ofMillis(1500)).await()).isInstanceOf(Outcome.Refused.class);
                RecordingAck waiting = running.send(Signal.TRACES, SPAN, 1);
                broker.restart();
                assertThat(waiting.await()).isEqualTo(Outcome.accepted());
            }
            // Three were accepted; what was refused may be there as well.
            assertThat(broker.reader().readAll("spans")).hasSizeBetween(3, 5);
        }
    }

    private static RecordingAck sendWithin(Running running, Duration patience) {
        RecordingAck ack = RecordingAck.withDeadline(System.nanoTime() + patience.toNanos());
        return running.send(Signal.TRACES, SPAN, 1, io.sluice.api.RequestContext.NONE, ack);
    }
}
