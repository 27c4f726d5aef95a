package ayatori.cluster.collect;

import ayatori.crawler.sink.Sink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** A folder in memory that crashes before an effect, and then loses what was not synced, or keeps some of it. */
final class SimulatedPlace implements CollectPlace {
    static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private final Random random;
    private final Map<String, SimulatedSink> sinks = new HashMap<>();
    private byte @Nullable [] state;
    boolean hasSummary;

    /** Before which of the next effects it crashes. */
    int effectsLeft = Integer.MAX_VALUE;

    SimulatedPlace(Random random) {
        this.random = random;
    }

    private void effect() {
        if (effectsLeft-- == 0) {
            throw new Crash();
        }
    }

    /** What a power failure leaves. */
    void crash() {
        sinks.values().forEach(SimulatedSink::crash);
    }

    String text(String name) {
        SimulatedSink sink = sinks.get(name);
        return sink == null ? "" : new String(sink.bytes, 0, sink.length, StandardCharsets.UTF_8);
    }

    @Override
    public Sink sink(String name) {
        effect();
        return sinks.computeIfAbsent(name, SimulatedSink::new);
    }

    @Override
    public boolean hasSink(String name) {
        return sinks.containsKey(name);
    }

    @Override
    public List<String> sinkNames(String folder) {
        return sinks.keySet().stream()
                .filter(name -> name.startsWith(folder))
                .sorted()
                .toList();
    }

    @Override
    public void deleteSink(String name) {
        effect();
        sinks.remove(name);
    }

    @Override
    public byte @Nullable [] state() {
        return state;
    }

    @Override
    public void commit(byte[] next) {
        effect();
        state = next;
    }

    @Override
    public void reopen() {
        effect();
        hasSummary = false;
    }

    private final class SimulatedSink implements Sink {
        private final String name;
        private byte[] bytes = new byte[0];
        private int length;
        private int synced;

        SimulatedSink(String name) {
            this.name = name;
        }

        private void crash() {
            length = synced + (length == synced ? 0 : random.nextInt(length - synced + 1));
            for (int i = synced; i < length; i++) {
                bytes[i] = random.nextBoolean() ? bytes[i] : 0;
            }
            synced = length;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void append(byte[] added, int offset, int count) {
            effect();
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length, length + count));
            System.arraycopy(added, offset, bytes, length, count);
            length += count;
        }

        @Override
        public void flush() {
            effect();
        }

        @Override
        public void sync() {
            effect();
            synced = length;
        }

        @Override
        public long length() {
            return length;
        }

        @Override
        public void truncate(long newLength) throws IOException {
            effect();
            if (newLength > length) {
                throw new IOException("too short");
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
            // Nothing is held.
        }
    }
}
