package io.sluice.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.pdata.Signal;
import java.util.List;
import org.junit.jupiter.api.Test;

class ItemSetTest {

    private final ItemSet items = new ItemSet(Signal.TRACES);
    private final Template template = Template.spans(3);

    @Test
    void namesEachItemThatCameAgain() {
        items.add(template.numbered(0));
        items.add(template.numbered(2));

        assertThat(items.repeats()).containsExactly(2);
    }

    @Test
    void missesAcknowledgedItemsOnly() {
        Offer lost = new Offer(3, 3, 0);
        lost.acknowledgedNanos = 1;
        Offer notAcknowledged = new Offer(6, 3, 0);
        Offer landed = new Offer(0, 3, 0);
        landed.acknowledgedNanos = 1;
        items.add(template.numbered(0));

        assertThat(items.missing(List.of(landed, lost, notAcknowledged))).isEqualTo(3);
    }
}
