package io.sluice.exporter.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file whose disk fills up in the middle of a write. */
final class FailingChannel extends FileChannel {

    private final FileChannel file;
    private int left = Integer.MAX_VALUE;
    private boolean truncationFails;

    FailingChannel(Path path) throws IOException {
        file = FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    }

    /** The next write stops after that many bytes, and the one after it fails; then all is well again. */
    void failAfter(int bytes) {
        left = bytes;
    }

    void failNextTruncation() {
        truncationFails = true;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        if (left == 0) {
            left = Integer.MAX_VALUE;
            throw new IOException("disk full");
        }
        if (left >= from.remaining()) {
            return file.write(from);
        }
        int end = from.limit();
        from.limit(from.position() + left);
        int written = file.write(from);
        from.limit(end);
        left = 0;
        return written;
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        if (truncationFails) {
            truncationFails = false;
            throw new IOException("cannot truncate");
        }
        file.truncate(size);
        return this;
    }

    @Override
    public long position() throws IOException {
        return file.position();
    }

    @Override
    public FileChannel position(long position) throws IOException {
        file.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        return file.size();
    }

    @Override
    public void force(boolean metaData) throws IOException {
        file.force(metaData);
    }

    @Override
    protected void implCloseChannel() throws IOException {
        file.close();
    }

    @Override
    public int read(ByteBuffer to) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long read(ByteBuffer[] to, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int read(ByteBuffer to, long position) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long write(ByteBuffer[] from, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int write(ByteBuffer from, long position) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count) {
        throw new UnsupportedOperationException();
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) {
        throw new UnsupportedOperationException();
    }
}
