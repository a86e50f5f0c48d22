package io.sluice.transport.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.pdata.Payload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PayloadLeaseTest {

    private final PayloadLease lease = new PayloadLease(Payload.of(new byte[] {9, 1, 2, 3, 9}, 1, 3));
    private final List<String> events = new ArrayList<>();

    @Test
    void endsAtOnceWhileNobodyReads() {
        assertThat(lease.end(() -> events.add("end"))).isTrue();
        assertThat(events).containsExactly("end");
    }

    @Test
    void mayBeReadAgainForAnotherConnection() {
        assertThat(lease.read(_ -> events.add("first"))).isTrue();
        assertThat(lease.read(_ -> events.add("second"))).isTrue();
        assertThat(events).containsExactly("first", "second");
    }

    @Test
    void isNotReadAfterItsEnd() {
        lease.end(() -> events.add("end"));
        assertThat(lease.read(_ -> events.add("read"))).isFalse();
        assertThat(events).containsExactly("end");
    }

    @Test
    void putsAnEndOffUntilTheReaderHasFinished() {
        lease.read(_ -> {
            assertThat(lease.end(() -> events.add("end"))).isTrue();
            events.add("still reading");
        });
        assertThat(events).containsExactly("still reading", "end");
    }

    @Test
    void endsOnceOnly() {
        lease.read(_ -> {
            lease.end(() -> events.add("first"));
            assertThat(lease.end(() -> events.add("second"))).isFalse();
        });
        assertThat(lease.end(() -> events.add("third"))).isFalse();
        assertThat(events).containsExactly("first");
    }

    @Test
    void aReaderThatFailsLetsTheEndHappen() {
        try {
            lease.read(_ -> {
                lease.end(() -> events.add("end"));
                throw new IllegalStateException("broken");
            });
        } catch (IllegalStateException e) {
            events.add(e.getMessage());
        }
        assertThat(events).containsExactly("end", "broken");
    }

    @Test
    void aMessageDrainsItsBytesAndZerosAfterTheEnd() throws IOException {
        ByteArrayOutputStream before = new ByteArrayOutputStream();
        PayloadStream stream = new PayloadStream(lease);
        assertThat(stream.available()).isEqualTo(3);
        assertThat(stream.drainTo(before)).isEqualTo(3);
        assertThat(before.toByteArray()).containsExactly(1, 2, 3);
    }

    @Test
    void aMessageIsZerosAfterTheEnd() throws IOException {
        PayloadStream late = new PayloadStream(lease);
        lease.end(() -> {});
        ByteArrayOutputStream after = new ByteArrayOutputStream();
        assertThat(late.drainTo(after)).isEqualTo(3);
        assertThat(after.toByteArray()).containsExactly(0, 0, 0);
    }

    @Test
    void aMessageCanBeReadInPieces() throws IOException {
        PayloadStream stream = new PayloadStream(lease);
        assertThat(stream.read()).isEqualTo(1);
        assertThat(stream.readNBytes(5)).containsExactly(2, 3);
        assertThat(stream.read()).isEqualTo(-1);
    }

    @Test
    void givesTheBytesBackOnceTheMessageIsDrainedLongBeforeTheEnd() throws IOException {
        PayloadLease lent = lentUntilGivenBack();

        new PayloadStream(lent).drainTo(new ByteArrayOutputStream());
        assertThat(events).containsExactly("given back");
        assertThat(lent.read(_ -> events.add("read"))).isFalse();
        assertThat(lent.length()).isEqualTo(3);
        assertThat(lent.end(() -> events.add("end"))).isTrue();
        assertThat(lent.end(() -> events.add("second end"))).isFalse();

        assertThat(events).containsExactly("given back", "end");
    }

    @Test
    void givesTheBytesBackAtTheEndIfNobodyDrainedThem() {
        PayloadLease lent = lentUntilGivenBack();

        lent.end(() -> events.add("end"));
        lent.spend();

        assertThat(events).containsExactly("given back", "end");
    }

    @Test
    void givesTheBytesBackAfterAReaderThatMetTheEnd() throws IOException {
        PayloadLease lent = lentUntilGivenBack();

        lent.read(_ -> {
            lent.end(() -> events.add("end"));
            events.add("still reading");
        });
        lent.spend();

        assertThat(events).containsExactly("still reading", "given back", "end");
    }

    private PayloadLease lentUntilGivenBack() {
        return new PayloadLease(Payload.of(new byte[] {1, 2, 3}, 0, 3), () -> events.add("given back"));
    }
}
