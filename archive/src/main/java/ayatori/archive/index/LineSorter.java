package ayatori.archive.index;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Sorts more lines than fit into memory, by their bytes. It gathers lines; when they take too much memory, it writes them to a
 * file in order (a run). At the end it merges the runs. Equal lines become one.
 */
public final class LineSorter implements Closeable {
    /** What an array costs beyond its bytes: its header, and its place in the list. */
    private static final int OVERHEAD = 28;

    /** More runs are merged into one first, so that few files are open. */
    private static final int RUNS_MAX = 64;

    private final Path folder;
    private final long memoryMax;
    private final List<Path> runs = new ArrayList<>();
    private List<byte[]> lines = new ArrayList<>();
    private long memory;
    private int made;

    /**
     * Creates one without lines.
     *
     * @param folder where it may write files
     * @param memoryMax how many bytes the lines in memory may take
     */
    public LineSorter(Path folder, long memoryMax) {
        this.folder = folder;
        this.memoryMax = memoryMax;
    }

    /** Adds a line, without its line end. */
    public void add(String line) throws IOException {
        byte[] bytes = line.getBytes(UTF_8);
        lines.add(bytes);
        memory += bytes.length + OVERHEAD;
        if (memory > memoryMax) {
            spill();
        }
    }

    private void spill() throws IOException {
        lines.sort(Arrays::compareUnsigned);
        Path run = nextRun();
        try (var out = output(run)) {
            for (byte[] line : lines) {
                write(out, line);
            }
        }
        runs.add(run);
        lines = new ArrayList<>();
        memory = 0;
        if (runs.size() == RUNS_MAX) {
            Path merged = nextRun();
            try (var out = output(merged)) {
                merge(line -> write(out, line));
            }
            deleteRuns();
            runs.add(merged);
        }
    }

    private Path nextRun() {
        return folder.resolve("run-" + made++);
    }

    private static DataOutputStream output(Path file) throws IOException {
        return new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 64 << 10));
    }

    private static void write(DataOutputStream out, byte[] line) throws IOException {
        out.writeInt(line.length);
        out.write(line);
    }

    /** Takes lines in their order. */
    @FunctionalInterface
    public interface Lines {
        /** Takes a line, without its line end. */
        void accept(byte[] line) throws IOException;
    }

    /**
     * Writes all lines in their order, each with a line end.
     *
     * @return how many there are
     */
    public long writeTo(OutputStream out) throws IOException {
        long[] count = {0};
        forEach(line -> {
            out.write(line);
            out.write('\n');
            count[0]++;
        });
        return count[0];
    }

    /** Gives all lines in their order. */
    public void forEach(Lines taker) throws IOException {
        lines.sort(Arrays::compareUnsigned);
        merge(taker);
    }

    private void merge(Lines taker) throws IOException {
        var queue = new PriorityQueue<Run>(Comparator.comparing(Run::line, Arrays::compareUnsigned));
        try {
            if (!lines.isEmpty()) {
                queue.add(new Gathered(lines));
            }
            for (Path run : runs) {
                queue.add(new Stored(run));
            }
            byte[] last = null;
            while (!queue.isEmpty()) {
                Run run = queue.remove();
                byte[] line = run.line();
                if (last == null || !Arrays.equals(last, line)) {
                    taker.accept(line);
                    last = line;
                }
                if (run.advance()) {
                    queue.add(run);
                } else {
                    run.close();
                }
            }
        } finally {
            for (Run run : queue) {
                run.close();
            }
        }
    }

    /** Lines in order, of which one is the next. */
    private sealed interface Run extends Closeable {
        byte[] line();

        /** Goes to the next line; false if there is none. */
        boolean advance() throws IOException;
    }

    private static final class Gathered implements Run {
        private final List<byte[]> lines;
        private int position;

        Gathered(List<byte[]> lines) {
            this.lines = lines;
        }

        @Override
        public byte[] line() {
            return lines.get(position);
        }

        @Override
        public boolean advance() {
            return ++position < lines.size();
        }

        @Override
        public void close() {}
    }

    private static final class Stored implements Run {
        private final DataInputStream in;
        private byte[] line = {};

        Stored(Path file) throws IOException {
            in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 32 << 10));
            advance();
        }

        @Override
        public byte[] line() {
            return line;
        }

        @Override
        public boolean advance() throws IOException {
            try {
                line = new byte[in.readInt()];
            } catch (EOFException e) {
                return false;
            }
            in.readFully(line);
            return true;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    private void deleteRuns() throws IOException {
        for (Path run : runs) {
            Files.deleteIfExists(run);
        }
        runs.clear();
    }

    /** Deletes its files. */
    @Override
    public void close() throws IOException {
        deleteRuns();
    }
}
