package ayatori.async.testing;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The content of a simulated file: what programs see, what a crash cannot change, and the changes in between, in order.
 */
final class SimulatedContent {
    /** A change that was not synced: bytes written at a position or, without bytes, a truncation to that position. */
    private record Change(int at, byte[] bytes) {}

    private static final byte[] CUT = {};

    private byte[] data = new byte[64];
    private int size;
    private byte[] synced = new byte[0];
    private final List<Change> unsynced = new ArrayList<>();

    int size() {
        return size;
    }

    byte[] bytes() {
        return Arrays.copyOf(data, size);
    }

    int read(ByteBuffer into, long position) {
        if (position >= size) {
            return -1;
        }
        int length = Math.min(into.remaining(), size - (int) position);
        into.put(data, (int) position, length);
        return length;
    }

    void write(byte[] bytes, int at) {
        apply(at, bytes);
        unsynced.add(new Change(at, bytes));
    }

    void truncate(int to) {
        if (to < size) {
            Arrays.fill(data, to, size, (byte) 0);
            size = to;
            unsynced.add(new Change(to, CUT));
        }
    }

    void sync() {
        synced = bytes();
        unsynced.clear();
    }

    /** Keeps what was synced, some of the changes after it, and perhaps a part of the next one, with zeros for the rest. */
    void crash(RandomGenerator random) {
        List<Change> changes = List.copyOf(unsynced);
        data = Arrays.copyOf(synced, synced.length + 64);
        size = synced.length;
        unsynced.clear();
        int whole = random.nextInt(changes.size() + 1);
        for (Change change : changes.subList(0, whole)) {
            redo(change.at, change.bytes);
        }
        if (whole < changes.size() && changes.get(whole).bytes.length > 0 && random.nextBoolean()) {
            Change torn = changes.get(whole);
            byte[] part = torn.bytes.clone();
            Arrays.fill(part, random.nextInt(part.length + 1), part.length, (byte) 0);
            redo(torn.at, random.nextBoolean() ? part : Arrays.copyOf(part, 1 + random.nextInt(part.length)));
        }
        sync();
    }

    private void redo(int at, byte[] bytes) {
        if (bytes.length == 0) {
            truncate(at);
        } else {
            apply(at, bytes);
        }
    }

    private void apply(int at, byte[] bytes) {
        int end = Math.addExact(at, bytes.length);
        if (end > data.length) {
            data = Arrays.copyOf(data, Math.max(end, data.length * 2));
        }
        System.arraycopy(bytes, 0, data, at, bytes.length);
        size = Math.max(size, end);
    }
}
