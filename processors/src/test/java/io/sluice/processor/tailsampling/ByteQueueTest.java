package io.sluice.processor.tailsampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteQueueTest {

    private final ByteQueue queue = new ByteQueue();
    private final Queue<byte[]> expected = new ArrayDeque<>();
    private final Random random = new Random(1);

    private void add(int length) {
        byte[] bytes = new byte[length + 2];
        random.nextBytes(bytes);
        queue.add(bytes, 1, length);
        expected.add(java.util.Arrays.copyOfRange(bytes, 1, length + 1));
    }

    private void take() {
        byte[] wanted = expected.remove();
        byte[] bytes = new byte[wanted.length + 3];
        queue.take(bytes, 3, wanted.length);
        assertThat(bytes).endsWith(wanted).startsWith(new byte[3]);
    }

    @Test
    void bytesComeOutInTheOrderInWhichTheyWentIn() {
        for (int i = 0; i < 500; i++) {
            add(random.nextInt(3) == 0 ? random.nextInt(3 * ByteQueue.PAGE_BYTES) : random.nextInt(1000));
            if (random.nextInt(5) > 0) {
                take();
            }
        }
        while (!expected.isEmpty()) {
            take();
        }

        assertThat(queue.bytes()).isZero();
    }

    @Test
    void pagesAreFreedAsTheirBytesAreTaken() {
        for (int i = 0; i < 10; i++) {
            add(ByteQueue.PAGE_BYTES);
        }
        assertThat(queue.bytes()).isEqualTo(10 * ByteQueue.PAGE_BYTES);

        for (int i = 0; i < 9; i++) {
            take();
        }

        assertThat(queue.bytes()).isEqualTo(ByteQueue.PAGE_BYTES);
    }

    @Test
    void nothingTakesNoPage() {
        add(0);
        take();

        assertThat(queue.bytes()).isZero();
    }
}
