package io.sluice.cli.sample;

import io.sluice.json.OtlpJsonReader;
import io.sluice.json.OtlpTexts;
import io.sluice.pdata.BufferPool;
import io.sluice.pdata.MalformedException;
import io.sluice.pdata.OtlpBytes;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the file exporter wrote: requests in OTLP/JSON, one on each line, or in protobuf, each behind its length in 4 bytes. What can't be
 * read is told and left out; behind a length that can't be, nothing can be found any more. Requests of at most a sixth of the heap, and 128 MiB.
 */
public final class CaptureFile {

    /** Where requests go. */
    public interface Target {
        /** A request of traces, valid; owned by the target. */
        void traces(Payload payload, int spans);

        /** A request of another signal. */
        void other(Signal signal);

        /** Something could not be read; the text says where and why. */
        void broken(String message);
    }

    private static final int MAX_BYTES = 128 << 20;

    /** A request is there several times: as a line, as protobuf while that grows, and in what the samplers hold. */
    private static final int HEAP_SHARE = 6;

    private static final String REMEDY = "a larger SLUICE_HEAP allows more";
    private static final int BYTE_ORDER_MARK = 0xef;
    private static final int END = -1;
    private static final byte[] ZSTD = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};
    private static final byte[] GZIP = {0x1f, (byte) 0x8b};

    private final Path path;
    private final Target target;
    private final int maxBytes;
    private final OtlpJsonReader json = new OtlpJsonReader();
    private byte[] line = new byte[1 << 16];

    /** A file. */
    public CaptureFile(Path path, Target target) {
        this(path, target, (int) Math.min(MAX_BYTES, Runtime.getRuntime().maxMemory() / HEAP_SHARE));
    }

    /** @param maxBytes most bytes of a request, as it stands in the file */
    CaptureFile(Path path, Target target, int maxBytes) {
        this.path = path;
        this.target = target;
        this.maxBytes = maxBytes;
    }

    /**
     * Reads all of it.
     *
     * @throws IOException if the file itself can't be read
     */
    public void read() throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path), 1 << 16)) {
            in.mark(ZSTD.length);
            byte[] begin = in.readNBytes(ZSTD.length);
            in.reset();
            if (startsWith(begin, GZIP) || startsWith(begin, ZSTD)) {
                target.broken(path + ": the file is compressed; unpack it first (gunzip, unzstd)");
                return;
            }
            int first = begin.length == 0 ? END : begin[0] & 0xff;
            if (first == '{' || first == BYTE_ORDER_MARK || (first != END && Character.isWhitespace(first))) {
                readLines(in);
            } else {
                readRecords(in);
            }
        }
    }

    private static boolean startsWith(byte[] bytes, byte[] wanted) {
        return Arrays.equals(bytes, 0, Math.min(bytes.length, wanted.length), wanted, 0, wanted.length);
    }

    private void readLines(InputStream in) throws IOException {
        for (long number = 1; ; number++) {
            int length = 0;
            int next = in.read();
            if (next == END) {
                return;
            }
            for (; next != END && next != '\n'; next = in.read()) {
                if (length < maxBytes) {
                    line = length == line.length ? Arrays.copyOf(line, 2 * length) : line;
                    line[length] = (byte) next;
                }
                length = Math.min(length, maxBytes) + 1;
            }
            String place = path + ":" + number + ": ";
            if (length > maxBytes) {
                target.broken(place + "the line is longer than " + maxBytes + " bytes; " + REMEDY);
            } else {
                readLine(place, length);
            }
        }
    }

    private void readLine(String place, int length) {
        int from = 0;
        while (from < length && (line[from] & 0xff) != '{') {
            // blanks and a byte order mark may stand before it
            if (line[from] > ' ') {
                target.broken(place + "no OTLP/JSON: a request begins with {");
                return;
            }
            from++;
        }
        if (from == length) {
            return;
        }
        Signal signal = OtlpTexts.signal(Arrays.copyOfRange(line, from, Math.min(length, from + (1 << 10))));
        if (signal == null) {
            target.broken(place + "no OTLP/JSON: a request begins with resourceSpans, resourceLogs or resourceMetrics");
            return;
        }
        if (signal != Signal.TRACES) {
            target.other(signal);
            return;
        }
        try {
            traces(json.read(signal, line, from, length - from, BufferPool.UNPOOLED));
        } catch (MalformedException e) {
            target.broken(place + e.getMessage());
        }
    }

    private void readRecords(InputStream in) throws IOException {
        long at = 0;
        for (long number = 1; ; number++) {
            String place = path + ": record " + number + " at byte " + at + ": ";
            byte[] head = in.readNBytes(Integer.BYTES);
            if (head.length == 0) {
                return;
            }
            String wrong = wrong(head);
            if (wrong != null) {
                target.broken(place + wrong + "; nothing behind it is read");
                return;
            }
            int length = lengthOf(head);
            byte[] record = in.readNBytes(length);
            if (record.length < length) {
                target.broken(place + "the file ends within it");
                return;
            }
            if (startsWith(record, ZSTD)) {
                target.broken(place + "it is compressed; capture without compression; nothing behind it is read");
                return;
            }
            try {
                traces(Payload.of(record));
            } catch (MalformedException e) {
                target.broken(place + "no request of traces: " + e.getMessage());
            }
            at += Integer.BYTES + (long) length;
        }
    }

    private @Nullable String wrong(byte[] head) {
        if (head.length < Integer.BYTES) {
            return "the file ends within its length";
        }
        int length = lengthOf(head);
        if (length < 0 || length > MAX_BYTES) {
            return "neither OTLP/JSON, nor a request behind its length in 4 bytes, the highest first";
        }
        return length > maxBytes ? "it is longer than " + maxBytes + " bytes; " + REMEDY : null;
    }

    private static int lengthOf(byte[] head) {
        return (head[0] & 0xff) << 24 | (head[1] & 0xff) << 16 | (head[2] & 0xff) << 8 | (head[3] & 0xff);
    }

    private void traces(Payload payload) throws MalformedException {
        int spans = OtlpBytes.validate(Signal.TRACES, payload.array(), payload.offset(), payload.length());
        target.traces(payload, spans);
    }
}
