package ayatori.archive;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.netpreserve.jwarc.WarcReader;

/** The WARC files of an archive, by their names. */
sealed interface WarcFiles extends Closeable {
    /** The names, in the order in which they are read. */
    Set<String> names();

    /** Opens a file at its beginning. */
    InputStream open(String name) throws IOException;

    /** Opens a file at a record. The reader is to be closed. */
    WarcReader open(String name, long offset) throws IOException;

    /** Files that lie in a folder, or anywhere. */
    final class Loose implements WarcFiles {
        private final Map<String, Path> files = new LinkedHashMap<>();

        Loose(List<Path> paths) {
            paths.forEach(path -> files.put(String.valueOf(path.getFileName()), path));
        }

        @Override
        public Set<String> names() {
            return files.keySet();
        }

        private Path path(String name) throws IOException {
            Path path = files.get(name);
            if (path == null) {
                throw new IOException("the archive has no file " + name);
            }
            return path;
        }

        @Override
        public InputStream open(String name) throws IOException {
            return new BufferedInputStream(Files.newInputStream(path(name)), 64 << 10);
        }

        @Override
        @SuppressWarnings("MustBeClosed") // the reader closes the channel
        public WarcReader open(String name, long offset) throws IOException {
            FileChannel channel = FileChannel.open(path(name));
            try {
                return new WarcReader(channel.position(offset));
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        }

        @Override
        public void close() {}
    }

    /** Files within a WACZ file. */
    final class Zipped implements WarcFiles {
        private final Wacz wacz;

        Zipped(Wacz wacz) {
            this.wacz = wacz;
        }

        @Override
        public Set<String> names() {
            return wacz.warcs();
        }

        @Override
        public InputStream open(String name) throws IOException {
            return new BufferedInputStream(wacz.open(Wacz.ARCHIVE + name), 64 << 10);
        }

        @Override
        public WarcReader open(String name, long offset) throws IOException {
            InputStream in = wacz.open(Wacz.ARCHIVE + name);
            try {
                in.skipNBytes(offset); // at once, if the file is stored without compression, as it should be
                return new WarcReader(in);
            } catch (IOException | RuntimeException e) {
                in.close();
                throw e;
            }
        }

        @Override
        public void close() throws IOException {
            wacz.close();
        }
    }
}
