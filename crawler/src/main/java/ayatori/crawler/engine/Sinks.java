package ayatori.crawler.engine;

import ayatori.crawler.CrawlArchive;
import ayatori.crawler.archive.ArchiveEncoder;
import ayatori.crawler.archive.EncodedCapture;
import ayatori.crawler.folder.CrawlFolder;
import ayatori.crawler.folder.FolderException;
import ayatori.crawler.sink.Compression;
import ayatori.crawler.sink.Sink;
import ayatori.crawler.sink.SinkMark;
import ayatori.crawler.sink.SinkWriter;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * All that a crawl writes: a sink for each format of its pages, one for the URLs that were skipped, and one for
 * items. Belongs to the
 * frontier loop, except for {@link #sync}.
 */
final class Sinks implements AutoCloseable {
    private final List<SinkWriter> pages = new ArrayList<>();
    private @Nullable SinkWriter skipped;
    private @Nullable SinkWriter notVisited;

    /** Grows at its end, while other threads go through it. */
    private final List<SinkWriter> all = new CopyOnWriteArrayList<>();

    private final Storage storage;
    private final String itemsName;
    private final Compression itemsCompression;

    /** Null if the crawl is not archived. */
    private @Nullable ArchiveFiles archive;

    /** Opened by the first item, unless it has some already; null until then. */
    private @Nullable SinkWriter items;

    /** How many bytes were removed that no commit had recorded. */
    private long truncated;

    private Sinks(Storage storage, String itemsName, Compression itemsCompression) {
        this.storage = storage;
        this.itemsName = itemsName;
        this.itemsCompression = itemsCompression;
    }

    /**
     * Opens all sinks where the last commit left them.
     *
     * @param ownItems the user's sink for items; null for a file
     * @param isDueOnly whether there are known pages that are not visited
     * @throws FolderException if a sink was changed or cut off after it was written
     * @throws IOException if a sink cannot be opened
     */
    static Sinks open(
            Storage storage,
            List<PageSink> pageSinks,
            @Nullable Sink ownItems,
            Compression compression,
            boolean isDueOnly,
            List<SinkMark> marks)
            throws IOException, FolderException {
        var sinks = new Sinks(storage, CrawlFolder.ITEMS + compression.suffix(), compression);
        try {
            for (PageSink pageSink : pageSinks) {
                Sink own = pageSink.sink();
                Sink sink = own == null ? Objects.requireNonNull(storage.sink(pageSink.name())) : own;
                Compression form = own == null ? Compression.of(pageSink.name()) : Compression.NONE;
                SinkWriter writer = sinks.open(sink, form, marks);
                byte[] header = pageSink.header();
                if (header != null && sink.length() == 0) {
                    writer.add(header, header.length);
                }
                sinks.pages.add(writer);
            }
            Sink skipped = storage.sink(CrawlFolder.SKIPPED + compression.suffix());
            if (skipped != null) {
                sinks.skipped = sinks.open(skipped, compression, marks);
            }
            Sink notVisited = isDueOnly ? storage.sink(CrawlFolder.NOT_VISITED + compression.suffix()) : null;
            if (notVisited != null) {
                sinks.notVisited = sinks.open(notVisited, compression, marks);
            }
            if (ownItems != null) {
                sinks.items = sinks.open(ownItems, Compression.NONE, marks);
            } else if (storage.hasSink(sinks.itemsName)) {
                sinks.openItems(marks);
            }
            return sinks;
        } catch (IOException | FolderException e) {
            try (sinks) {
                throw e;
            }
        }
    }

    private SinkWriter open(Sink sink, Compression compression, List<SinkMark> marks)
            throws IOException, FolderException {
        truncated += restore(sink, marks);
        var writer = new SinkWriter(sink, compression);
        all.add(writer);
        return writer;
    }

    private SinkWriter openItems(List<SinkMark> marks) throws IOException, FolderException {
        Sink sink = storage.sink(itemsName);
        if (sink == null) {
            throw new IOException("there is no place for items");
        }
        SinkWriter opened = open(sink, itemsCompression, marks);
        items = opened;
        return opened;
    }

    /** Verifies a sink's last addition, and truncates what lies behind it. Returns how many bytes that was. */
    static long restore(Sink sink, List<SinkMark> marks) throws IOException, FolderException {
        SinkMark mark = marks.stream()
                .filter(other -> other.sink().equals(sink.name()))
                .findFirst()
                .orElse(new SinkMark(sink.name(), 0, 0, 0));
        if (sink.length() < mark.length()) {
            throw new FolderException(sink.name() + " has " + sink.length() + " bytes, but " + mark.length()
                    + " were written to it: restore it from a copy, or crawl anew.");
        }
        long checksum = sink.checksum(mark.from(), mark.length());
        if (checksum != Sink.UNVERIFIABLE && checksum != mark.checksum()) {
            throw new FolderException(
                    sink.name() + " was changed after it was written: restore it from a copy, or crawl anew.");
        }
        long behind = sink.length() - mark.length();
        sink.truncate(mark.length());
        return behind;
    }

    /** Opens the archive where the last commit left it. */
    void openArchive(
            Storage storage,
            ArchiveEncoder encoder,
            CrawlArchive options,
            String machine,
            InstantSource clock,
            ArchivedBodies bodies,
            List<SinkMark> marks)
            throws IOException, FolderException {
        var files = new ArchiveFiles(storage, encoder, options, machine, clock, bodies, all);
        archive = files;
        truncated += files.restore(marks);
    }

    /** How many bytes were removed at the opening, since no commit had recorded them. */
    long truncated() {
        return truncated;
    }

    /** Adds one page's record to each sink; null where the page has none in that format. */
    void page(byte[] @Nullable [] records) throws IOException {
        for (int i = 0; i < records.length; i++) {
            byte[] record = records[i];
            if (record != null) {
                pages.get(i).add(record, record.length);
            }
        }
    }

    /** Adds records of skipped URLs. */
    void skipped(byte[] records, int length) throws IOException {
        if (skipped != null) {
            skipped.add(records, length);
        }
    }

    /** Adds the record of a page that is not visited. */
    void notVisited(byte[] record) throws IOException {
        if (notVisited != null) {
            notVisited.add(record, record.length);
        }
    }

    /** Adds lines of items. */
    void items(List<byte[]> lines) throws IOException {
        if (lines.isEmpty()) {
            return;
        }
        SinkWriter writer = items;
        try {
            writer = writer == null ? openItems(List.of()) : writer;
        } catch (FolderException e) {
            throw new IOException(e.getMessage(), e);
        }
        for (byte[] line : lines) {
            writer.add(line, line.length);
        }
    }

    /** Adds the records of a capture to the archive; null where there is none. */
    void archive(@Nullable EncodedCapture capture) throws IOException {
        if (capture != null && archive != null) {
            archive.add(capture);
        }
    }

    /** Shows readers everything. */
    void flush() throws IOException {
        for (SinkWriter writer : all) {
            writer.flush();
        }
    }

    /** What the next commit records. */
    List<SinkMark> mark() {
        if (archive != null) {
            archive.marked();
        }
        return all.stream().map(SinkWriter::mark).toList();
    }

    /** Whether there are records that {@link #copyLate} is to copy before a commit. */
    boolean hasLate() {
        return archive != null && archive.hasLate();
    }

    /** Copies records that are so many that it takes long. Called in another thread. */
    void copyLate() throws IOException {
        for (SinkWriter writer : all) {
            writer.copyLate();
        }
    }

    /** Makes what was flushed survive a power failure. Called in another thread. */
    void sync() throws IOException {
        for (SinkWriter writer : all) {
            writer.sync();
        }
    }

    /** Notes that a commit has recorded marks of {@link #mark}. */
    void committed(List<SinkMark> marks) throws IOException {
        for (int i = 0; i < marks.size(); i++) { // a sink may have been opened since
            all.get(i).committed(marks.get(i));
        }
        if (archive != null) {
            archive.committed(marks);
        }
    }

    /** Drops what no commit has recorded. */
    void rollBack() throws IOException {
        try {
            forEach(SinkWriter::rollBack);
        } finally {
            if (archive != null) {
                archive.rollBack();
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (archive != null) {
            archive.close();
        }
        forEach(SinkWriter::close);
    }

    private interface Action {
        void on(SinkWriter writer) throws IOException;
    }

    /** Does something with all sinks, also when it fails with one of them. */
    private void forEach(Action action) throws IOException {
        IOException first = null;
        for (SinkWriter writer : all) {
            try {
                action.on(writer);
            } catch (IOException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
