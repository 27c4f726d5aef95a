package ayatori.archive.index;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An index of captures in a file: CDXJ lines, sorted by their bytes. Nothing of it is in memory. A look-up is a binary search in
 * the file.
 *
 * {@snippet :
 * try (CaptureIndex index = CaptureIndex.open(Path.of("index.cdxj"));
 *         Stream<Capture> captures = index.of("https://example.org/")) {
 *     captures.forEach(capture -> System.out.println(capture.timestamp() + " " + capture.status()));
 * }
 * }
 */
public final class CaptureIndex implements Closeable {
    private static final int BLOCK = 1 << 10;

    private final FileChannel file;
    private final long size;

    private CaptureIndex(FileChannel file, long size) {
        this.file = file;
        this.size = size;
    }

    /** Opens an index. */
    public static CaptureIndex open(Path path) throws IOException {
        FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
        return new CaptureIndex(file, file.size());
    }

    /** {@return all captures, by key and time; reads as it goes and throws {@link UncheckedIOException}} */
    public Stream<Capture> all() {
        return from(0);
    }

    /** {@return the captures of a URL and of those with the same key, the earliest first} */
    public Stream<Capture> of(String url) throws IOException {
        String key = Capture.keyOf(url);
        return from(firstAtOrAfter((key + " ").getBytes(UTF_8)))
                .takeWhile(capture -> capture.key().equals(key));
    }

    /** {@return the captures whose keys begin like this, by key and time} */
    public Stream<Capture> startingWith(String prefix) throws IOException {
        return from(firstAtOrAfter(prefix.getBytes(UTF_8)))
                .takeWhile(capture -> capture.key().startsWith(prefix));
    }

    /**
     * The capture of a URL that is closest to a time. One of exactly this URL is preferred to others with the same key, such as
     * that of the same page by http.
     *
     * @param method the method of the request, for example {@code GET}
     * @return null if there is none
     */
    public @Nullable Capture closest(String url, Instant time, String method) throws IOException {
        int fragment = url.indexOf('#');
        String exact = fragment < 0 ? url : url.substring(0, fragment);
        Capture best = null;
        boolean bestIsExact = false;
        Duration bestDistance = Duration.ZERO;
        try (Stream<Capture> captures = of(exact)) {
            for (Capture capture : (Iterable<Capture>) captures::iterator) {
                if (!capture.method().equals(method)) {
                    continue;
                }
                boolean isExact = capture.url().equals(exact);
                Duration distance = Duration.between(time, capture.time()).abs();
                boolean better =
                        best == null || (isExact == bestIsExact ? distance.compareTo(bestDistance) < 0 : isExact);
                if (better) {
                    best = capture;
                    bestIsExact = isExact;
                    bestDistance = distance;
                }
            }
        }
        return best;
    }

    /** Where the first line begins that is not below the bytes; the end of the file if there is none. */
    private long firstAtOrAfter(byte[] bytes) throws IOException {
        long low = 0; // a line begins here; all before are below the bytes
        long high = size; // no line that begins here or later is
        while (low < high) {
            long middle = (low + high) >>> 1;
            long start = middle == 0 ? 0 : endOfLine(middle - 1) + 1;
            if (start >= high) {
                high = middle;
                continue;
            }
            byte[] line = line(start);
            if (Arrays.compareUnsigned(line, bytes) < 0) {
                low = start + line.length + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The position of the first line end at or after another position; the size of the file if there is none. */
    private long endOfLine(long position) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        for (long at = position; at < size; at += BLOCK) {
            int read = file.read(block.clear(), at);
            for (int i = 0; i < read; i++) {
                if (block.get(i) == '\n') {
                    return at + i;
                }
            }
        }
        return size;
    }

    private byte[] line(long start) throws IOException {
        ByteBuffer line = ByteBuffer.allocate(Math.toIntExact(endOfLine(start) - start));
        while (line.hasRemaining() && file.read(line, start + line.position()) >= 0) {
            // reads on
        }
        return line.array();
    }

    private Stream<Capture> from(long start) {
        var reader = new BufferedReader(new InputStreamReader(new Section(start), UTF_8), BLOCK * 8);
        return reader.lines().map(Capture::parse).filter(Objects::nonNull).map(Objects::requireNonNull);
    }

    /** The file from a position on. Several may be read at the same time. */
    private final class Section extends InputStream {
        private long position;

        Section(long position) {
            this.position = position;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = file.read(ByteBuffer.wrap(bytes, offset, length), position);
            position += Math.max(0, read);
            return read;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
