package ayatori.cluster.collect;

import ayatori.crawler.folder.FolderException;
import ayatori.crawler.sink.Compression;
import ayatori.crawler.sink.Sink;
import ayatori.crawler.sink.SinkMark;
import ayatori.crawler.sink.SinkWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The files of records, one for each kind, as far as they are wanted. */
final class CollectedFiles implements AutoCloseable {
    private final CollectPlace place;
    private final Compression compression;
    private final List<SinkMark> marks;
    private final Map<RecordKind, SinkWriter> writers = new EnumMap<>(RecordKind.class);

    private CollectedFiles(CollectPlace place, Compression compression, List<SinkMark> marks) {
        this.place = place;
        this.compression = compression;
        this.marks = marks;
    }

    /**
     * Opens the files as the last commit left them: verifies what it added, and removes what lies behind it.
     *
     * @param hasLinks whether the crawl records where links stand
     * @throws FolderException if a file was changed or cut off after it was written
     */
    static CollectedFiles open(CollectPlace place, Compression compression, boolean hasLinks, List<SinkMark> marks)
            throws IOException, FolderException {
        var files = new CollectedFiles(place, compression, marks);
        try {
            files.open(RecordKind.PAGES);
            files.open(RecordKind.SKIPPED);
            if (hasLinks) {
                files.open(RecordKind.LINKS);
            }
            if (place.hasSink(files.name(RecordKind.ITEMS))) {
                files.open(RecordKind.ITEMS);
            }
            return files;
        } catch (IOException | FolderException e) {
            try (files) {
                throw e;
            }
        }
    }

    private SinkWriter open(RecordKind kind) throws IOException, FolderException {
        Sink sink = place.sink(name(kind));
        restore(sink, marks);
        var writer = new SinkWriter(sink, compression);
        writers.put(kind, writer);
        return writer;
    }

    private String name(RecordKind kind) {
        return kind.file() + compression.suffix();
    }

    private static void restore(Sink sink, List<SinkMark> marks) throws IOException, FolderException {
        SinkMark mark = marks.stream()
                .filter(each -> each.sink().equals(sink.name()))
                .findFirst()
                .orElse(new SinkMark(sink.name(), 0, 0, 0));
        if (sink.length() < mark.length()) {
            throw new FolderException(sink.name() + " has " + sink.length() + " bytes, but " + mark.length()
                    + " were collected into it: restore it from a copy, or collect into another folder.");
        }
        long checksum = sink.checksum(mark.from(), mark.length());
        if (checksum != Sink.UNVERIFIABLE && checksum != mark.checksum()) {
            throw new FolderException(sink.name()
                    + " was changed after it was collected: restore it from a copy, or collect into another folder.");
        }
        sink.truncate(mark.length());
    }

    /** Adds a record. One of a kind whose file is not there yet creates it. */
    void add(RecordKind kind, byte[] line) throws IOException {
        @Nullable SinkWriter writer = writers.get(kind);
        if (writer == null) {
            try {
                writer = open(kind);
            } catch (FolderException e) {
                throw new IOException(e.getMessage(), e);
            }
        }
        writer.add(line, line.length);
    }

    /** Makes what was added survive a power failure. Returns what a commit records. */
    List<SinkMark> save() throws IOException {
        List<SinkMark> saved = new ArrayList<>();
        for (SinkWriter writer : writers.values()) {
            writer.flush();
            saved.add(writer.mark());
        }
        for (SinkWriter writer : writers.values()) {
            writer.sync();
        }
        return saved;
    }

    @Override
    public void close() throws IOException {
        IOException first = null;
        for (SinkWriter writer : writers.values()) {
            try {
                writer.close();
            } catch (IOException e) {
                first = e;
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
