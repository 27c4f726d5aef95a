package ayatori.crawler.testing;

import ayatori.crawler.sink.Sink;
import java.io.IOException;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32C;

/** A sink on a {@link SimulatedDisk}. */
final class SimulatedSink implements Sink {
    private final SimulatedDisk disk;
    private final String name;
    private byte[] bytes;
    private int length;
    private int synced;
    private boolean isGone;

    SimulatedSink(SimulatedDisk disk, String name, byte[] durable) {
        this.disk = disk;
        this.name = name;
        this.bytes = durable;
        this.length = durable.length;
        this.synced = durable.length;
    }

    /** What is left after the power went: what was synced, and some of the rest, with a tail that may be garbled. */
    SimulatedSink crashed() {
        isGone = true;
        RandomGenerator random = disk.random();
        int kept = random.nextInt(synced, length + 1);
        byte[] left = Arrays.copyOf(bytes, kept);
        if (kept > synced && random.nextBoolean()) {
            Arrays.fill(left, random.nextInt(synced, kept), kept, (byte) 0);
        }
        return new SimulatedSink(disk, name, left);
    }

    /** What is left after the process ended: all that was appended. */
    SimulatedSink killed() {
        isGone = true;
        var left = new SimulatedSink(disk, name, contents());
        left.synced = synced;
        return left;
    }

    byte[] contents() {
        return Arrays.copyOf(bytes, length);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void append(byte[] more, int offset, int count) throws IOException {
        check();
        try {
            disk.write("appending to " + name);
        } catch (IOException e) {
            take(more, offset, disk.random().nextInt(count + 1)); // a full disk takes a part
            throw e;
        }
        take(more, offset, count);
        disk.done();
    }

    private void take(byte[] more, int offset, int count) {
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + count, 2 * bytes.length));
        }
        System.arraycopy(more, offset, bytes, length, count);
        length += count;
    }

    @Override
    public void flush() throws IOException {
        check();
    }

    @Override
    public void sync() throws IOException {
        check();
        int flushed = length;
        disk.work("syncing " + name);
        check();
        synced = Math.max(synced, flushed);
        disk.done();
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public void truncate(long newLength) throws IOException {
        check();
        if (newLength > length) {
            throw new IOException(name + " has " + length + " bytes, but " + newLength + " were written to it");
        }
        length = (int) newLength;
        synced = Math.min(synced, length);
    }

    @Override
    public long checksum(long from, long to) {
        var crc = new CRC32C();
        crc.update(bytes, (int) from, (int) (to - from));
        return crc.getValue();
    }

    @Override
    public void close() {
        isGone = true;
    }

    private void check() throws IOException {
        if (isGone) {
            throw new IOException(name + " is closed.");
        }
    }
}
