package ayatori.crawler.engine;

import ayatori.crawler.folder.CrawlFolder;
import ayatori.crawler.folder.FolderException;
import ayatori.crawler.sink.Compression;
import ayatori.crawler.sink.Sink;
import ayatori.crawler.sink.SinkMark;
import ayatori.crawler.sink.SinkWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All that a crawl writes: a sink for each format of its pages, and one for the URLs that were skipped. Belongs to the
 * frontier loop, except for {@link #sync}.
 */
final class Sinks implements AutoCloseable {
    private final List<SinkWriter> pages;
    private final @Nullable SinkWriter skipped;
    private final @Nullable SinkWriter notVisited;
    private final List<SinkWriter> all;

    /** How many bytes were removed that no commit had recorded. */
    private final long truncated;

    /**
     * Gathers the writers.
     *
     * @param pages in the order of the formats in {@link Result.Fetched#records}
     * @param skipped null if skipped URLs are not written
     * @param notVisited null if this is no recrawl of what is due
     * @param truncated how many bytes were removed
     */
    private Sinks(
            List<SinkWriter> pages, @Nullable SinkWriter skipped, @Nullable SinkWriter notVisited, long truncated) {
        this.truncated = truncated;
        this.pages = pages;
        this.skipped = skipped;
        this.notVisited = notVisited;
        this.all = new ArrayList<>(pages);
        if (skipped != null) {
            all.add(skipped);
        }
        if (notVisited != null) {
            all.add(notVisited);
        }
    }

    /**
     * Opens all sinks where the last commit left them.
     *
     * @param isDueOnly whether there are known pages that are not visited
     * @throws FolderException if a sink was changed or cut off after it was written
     * @throws IOException if a sink cannot be opened
     */
    static Sinks open(
            Storage storage, List<PageSink> pageSinks, Compression compression, boolean isDueOnly, List<SinkMark> marks)
            throws IOException, FolderException {
        List<SinkWriter> opened = new ArrayList<>();
        long truncated = 0;
        try {
            for (PageSink pageSink : pageSinks) {
                Sink own = pageSink.sink();
                Sink sink = own == null ? Objects.requireNonNull(storage.sink(pageSink.name())) : own;
                truncated += restore(sink, marks);
                opened.add(new SinkWriter(sink, own == null ? Compression.of(pageSink.name()) : Compression.NONE));
            }
            Sink skipped = storage.sink(CrawlFolder.SKIPPED + compression.suffix());
            if (skipped == null) {
                return new Sinks(opened, null, null, truncated);
            }
            truncated += restore(skipped, marks);
            var skips = new SinkWriter(skipped, compression);
            Sink notVisited = isDueOnly ? storage.sink(CrawlFolder.NOT_VISITED + compression.suffix()) : null;
            if (notVisited == null) {
                return new Sinks(opened, skips, null, truncated);
            }
            opened.add(skips); // for the case that the next line fails
            truncated += restore(notVisited, marks);
            opened.removeLast();
            return new Sinks(opened, skips, new SinkWriter(notVisited, compression), truncated);
        } catch (IOException | FolderException e) {
            try (var _ = new Sinks(opened, null, null, 0)) {
                throw e;
            }
        }
    }

    /** Verifies a sink's last addition, and truncates what lies behind it. Returns how many bytes that was. */
    private static long restore(Sink sink, List<SinkMark> marks) throws IOException, FolderException {
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

    /** Shows readers everything. */
    void flush() throws IOException {
        for (SinkWriter writer : all) {
            writer.flush();
        }
    }

    /** What the next commit records. */
    List<SinkMark> mark() {
        return all.stream().map(SinkWriter::mark).toList();
    }

    /** Makes what was flushed survive a power failure. Called in another thread. */
    void sync() throws IOException {
        for (SinkWriter writer : all) {
            writer.sync();
        }
    }

    /** Notes that a commit has recorded marks of {@link #mark}. */
    void committed(List<SinkMark> marks) {
        for (int i = 0; i < all.size(); i++) {
            all.get(i).committed(marks.get(i));
        }
    }

    /** Drops what no commit has recorded. */
    void rollBack() throws IOException {
        forEach(SinkWriter::rollBack);
    }

    @Override
    public void close() throws IOException {
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
