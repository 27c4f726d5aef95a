package ayatori.cluster.collect;

import ayatori.crawler.CrawlArchive;
import ayatori.crawler.archive.ArchiveEncoder;
import ayatori.crawler.archive.ArchiveName;
import ayatori.crawler.archive.CaptureRecord;
import ayatori.crawler.folder.CrawlFolder;
import ayatori.crawler.folder.FolderException;
import ayatori.crawler.sink.Compression;
import ayatori.crawler.sink.Sink;
import ayatori.crawler.sink.SinkMark;
import ayatori.crawler.sink.SinkWriter;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The archive in a folder into which a crawl is collected: the captures that are on record, each once, copied out of the files of
 * the nodes.
 *
 * <p>Only the last file grows. A commit marks the files that grew since the one before, and those with higher serials than any that
 * was marked are not part of it.
 */
final class CollectedArchive implements AutoCloseable {
    private static final String FOLDER = CrawlFolder.ARCHIVE + "/";

    private final Parts parts;
    private final CollectPlace place;

    /** The files that the next commit marks, the last one growing. */
    private final List<SinkWriter> open = new ArrayList<>();

    private int lastSerial = -1;

    /** The length of the last file; as good as full if there is none. */
    private long length = Long.MAX_VALUE;

    /**
     * What an archive is made of.
     *
     * @param encoder makes the beginning of files
     * @param machine part of the names of files
     * @param sources the files of the nodes
     */
    record Parts(
            ArchiveEncoder encoder,
            CrawlArchive options,
            String machine,
            InstantSource clock,
            ArchiveSources sources) {}

    private CollectedArchive(CollectPlace place, Parts parts) {
        this.place = place;
        this.parts = parts;
    }

    /**
     * Opens the files as the last commit left them.
     *
     * @throws FolderException if a file was changed or cut off after it was written
     */
    static CollectedArchive open(CollectPlace place, Parts parts, List<SinkMark> marks)
            throws IOException, FolderException {
        var archive = new CollectedArchive(place, parts);
        archive.restore(marks);
        return archive;
    }

    private void restore(List<SinkMark> marks) throws IOException, FolderException {
        List<SinkMark> own = marks.stream()
                .filter(mark -> serial(mark.sink()) >= 0)
                .sorted(Comparator.comparingInt(mark -> serial(mark.sink())))
                .toList();
        lastSerial = own.isEmpty() ? -1 : serial(own.getLast().sink());
        for (String name : place.sinkNames(FOLDER)) {
            if (serial(name) > lastSerial) {
                place.deleteSink(name);
            }
        }
        for (SinkMark mark : own) {
            Sink sink = place.sink(mark.sink());
            CollectedFiles.restore(sink, marks);
            if (serial(mark.sink()) == lastSerial) {
                length = sink.length();
                open.add(new SinkWriter(sink, Compression.NONE));
            } else {
                sink.close();
            }
        }
    }

    /** Whether a sink is a file of the archive. */
    static boolean isPartOf(String sink) {
        return serial(sink) >= 0;
    }

    private static int serial(String name) {
        return name.startsWith(FOLDER) ? ArchiveName.serial(name) : -1;
    }

    /** Copies the capture of a record. */
    void add(byte[] line) throws IOException {
        CaptureRecord capture;
        try {
            capture = CaptureRecord.of(line);
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    "A record of a capture cannot be understood; it is of another version of Ayatori.", e);
        }
        SinkWriter writer = length < parts.options().fileBytes() ? open.getLast() : begin();
        parts.sources().copy(capture, writer);
        length += capture.place().length();
    }

    private SinkWriter begin() throws IOException {
        Instant now = parts.clock().instant();
        int serial = lastSerial + 1;
        String name = ArchiveName.of(
                parts.options(), now, serial, parts.machine(), parts.encoder().suffix());
        var writer = new SinkWriter(place.sink(FOLDER + name), Compression.NONE);
        open.add(writer);
        lastSerial = serial;
        byte[] opening = parts.encoder().opening(name, now);
        writer.add(opening, opening.length);
        length = opening.length;
        return writer;
    }

    /** The files that a commit is to flush, mark and sync. */
    List<SinkWriter> writers() {
        return open;
    }

    /** Closes the files that have ended: a commit has recorded their last marks. */
    void committed() throws IOException {
        while (open.size() > 1) {
            open.removeFirst().close();
        }
    }

    @Override
    public void close() throws IOException {
        @Nullable IOException first = null;
        for (SinkWriter writer : open) {
            try {
                writer.close();
            } catch (IOException e) {
                first = e;
            }
        }
        try (ArchiveEncoder _ = parts.encoder();
                ArchiveSources _ = parts.sources()) {
            if (first != null) {
                throw first;
            }
        }
    }
}
