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
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The files of records, one for each kind, as far as they are wanted. */
final class CollectedFiles implements AutoCloseable {
    private final CollectPlace place;
    private final Compression compression;
    private final List<SinkMark> marks;
    private final Map<RecordKind, SinkWriter> writers = new EnumMap<>(RecordKind.class);

    /** Null if it is not collected. */
    private final @Nullable CollectedArchive archive;

    private CollectedFiles(
            CollectPlace place, Compression compression, @Nullable CollectedArchive archive, List<SinkMark> marks) {
        this.place = place;
        this.archive = archive;
        this.compression = compression;
        this.marks = marks;
    }

    /**
     * Opens the files as the last commit left them: verifies what it added, and removes what lies behind it.
     *
     * @param hasLinks whether the crawl records where links stand
     * @param archive closed with the files; null if no archive is collected
     * @throws FolderException if a file was changed or cut off after it was written
     */
    static CollectedFiles open(
            CollectPlace place,
            Compression compression,
            boolean hasLinks,
            @Nullable CollectedArchive archive,
            List<SinkMark> marks)
            throws IOException, FolderException {
        var files = new CollectedFiles(place, compression, archive, marks);
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

    static void restore(Sink sink, List<SinkMark> marks) throws IOException, FolderException {
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
        if (kind == RecordKind.CAPTURES) {
            Objects.requireNonNull(archive).add(line);
            return;
        }
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
        List<SinkWriter> all = new ArrayList<>(writers.values());
        if (archive != null) {
            all.addAll(archive.writers());
        }
        List<SinkMark> saved = new ArrayList<>();
        for (SinkWriter writer : all) {
            writer.flush();
            saved.add(writer.mark());
        }
        for (SinkWriter writer : all) {
            writer.sync();
        }
        if (archive == null) {
            // An archive that is left out this time is collected further the next time.
            marks.stream()
                    .filter(mark -> CollectedArchive.isPartOf(mark.sink()))
                    .forEach(saved::add);
        }
        return saved;
    }

    /** A commit has recorded what was saved. */
    void committed() throws IOException {
        if (archive != null) {
            archive.committed();
        }
    }

    @Override
    public void close() throws IOException {
        IOException first = null;
        if (archive != null) {
            try {
                archive.close();
            } catch (IOException e) {
                first = e;
            }
        }
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
