package ayatori.async.testing;

import ayatori.async.file.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/** An open file of a {@link SimulatedDisk}. */
final class SimulatedFile implements DiskFile {
    private final SimulatedDisk disk;
    private final SimulatedContent content;
    private final boolean append;
    private final int openedIn;
    private long position;
    private boolean closed;

    SimulatedFile(SimulatedDisk disk, SimulatedContent content, boolean append, int openedIn) {
        this.disk = disk;
        this.content = content;
        this.append = append;
        this.openedIn = openedIn;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        disk.step(openedIn);
        int read = content.read(into, position);
        position += Math.max(0, read);
        return read;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        if (!from.hasRemaining()) {
            return 0;
        }
        int taken = disk.stepOfWrite(openedIn, from.remaining());
        int at = append ? content.size() : Math.toIntExact(position);
        byte[] bytes = new byte[Math.abs(taken)];
        if (bytes.length > 0) {
            from.get(bytes);
            content.write(bytes, at);
            position = (long) at + bytes.length;
        }
        if (taken <= 0) {
            throw new IOException("simulated disk error");
        }
        return taken;
    }

    @Override
    public void position(long to) throws IOException {
        disk.step(openedIn);
        position = to;
    }

    @Override
    public long size() throws IOException {
        disk.step(openedIn);
        return content.size();
    }

    @Override
    public void truncate(long size) throws IOException {
        disk.step(openedIn);
        content.truncate(Math.toIntExact(Math.min(size, Integer.MAX_VALUE)));
    }

    @Override
    public void sync() throws IOException {
        disk.step(openedIn);
        content.sync();
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        disk.closed(openedIn);
        disk.step(openedIn);
    }
}
