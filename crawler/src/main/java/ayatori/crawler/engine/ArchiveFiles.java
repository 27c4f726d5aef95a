package ayatori.crawler.engine;

import ayatori.crawler.CrawlArchive;
import ayatori.crawler.archive.ArchiveEncoder;
import ayatori.crawler.archive.ArchiveName;
import ayatori.crawler.archive.EncodedCapture;
import ayatori.crawler.archive.Original;
import ayatori.crawler.archive.SpooledBytes;
import ayatori.crawler.folder.CrawlFolder;
import ayatori.crawler.folder.FolderException;
import ayatori.crawler.sink.Compression;
import ayatori.crawler.sink.Sink;
import ayatori.crawler.sink.SinkMark;
import ayatori.crawler.sink.SinkWriter;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The files of a crawl's archive. Each is a sink, and only the last one grows. Belongs to the frontier loop.
 *
 * <p>A file that has reached its size is followed by another one within a step, and both are marked by the next commit. After
 * that the older one is closed and is not marked again. So the marks of a commit name the last file, files with higher
 * serials were never committed and are deleted, and files with lower serials are whole.
 */
final class ArchiveFiles implements AutoCloseable {
    private static final String FOLDER = CrawlFolder.ARCHIVE + "/";

    /** From this size on, records are copied in another thread: fewer take the frontier loop a few milliseconds. */
    private static final int LATE_BYTES_MIN = 4 << 20;

    private final Storage storage;
    private final ArchiveEncoder encoder;
    private final CrawlArchive options;
    private final String machine;
    private final InstantSource clock;
    private final ArchivedBodies bodies;

    /** All sinks of the crawl, among them those of this archive that the next commit marks. */
    private final List<SinkWriter> writers;

    /** Those of this archive, the last one growing. */
    private final List<SinkWriter> open = new ArrayList<>();

    /** Those of them that a commit has marked. */
    private final Set<SinkWriter> committed = new HashSet<>();

    /** Those of them that had ended when they were marked last. */
    private List<SinkWriter> endedAtMark = List.of();

    private int lastSerial = -1;

    /** The length of the last file; as good as full if there is none. */
    private long length = Long.MAX_VALUE;

    /**
     * An archive whose files are not open yet.
     *
     * @param machine part of the files' names
     * @param bodies what is archived already
     */
    ArchiveFiles(
            Storage storage,
            ArchiveEncoder encoder,
            CrawlArchive options,
            String machine,
            InstantSource clock,
            ArchivedBodies bodies,
            List<SinkWriter> writers) {
        this.storage = storage;
        this.encoder = encoder;
        this.options = options;
        this.machine = machine;
        this.clock = clock;
        this.bodies = bodies;
        this.writers = writers;
    }

    /**
     * Opens the files where the last commit left them.
     *
     * @return how many bytes were removed that no commit had recorded
     * @throws FolderException if a file was changed or cut off after it was written
     */
    long restore(List<SinkMark> marks) throws IOException, FolderException {
        List<SinkMark> own = marks.stream()
                .filter(mark -> serial(mark.sink()) >= 0)
                .sorted(Comparator.comparingInt(mark -> serial(mark.sink())))
                .toList();
        lastSerial = own.isEmpty() ? -1 : serial(own.getLast().sink());
        long removed = 0;
        for (String name : storage.sinkNames(FOLDER)) {
            if (serial(name) > lastSerial) {
                try (Sink sink = storage.sink(name)) {
                    removed += sink == null ? 0 : sink.length();
                }
                storage.deleteSink(name);
            }
        }
        for (SinkMark mark : own) {
            Sink sink = sink(mark.sink());
            removed += Sinks.restore(sink, marks);
            if (mark.sink().equals(own.getLast().sink())) {
                // A file has one dictionary, which may be another by now.
                boolean canGrow = mark.sink().endsWith(encoder.suffix()) && options.dictionary() == null;
                length = canGrow ? sink.length() : Long.MAX_VALUE;
                committed.add(append(sink));
            } else {
                sink.close();
            }
        }
        return removed;
    }

    /** The serial number in a sink's name; -1 if the sink is not an archive file. */
    private static int serial(String name) {
        return name.startsWith(FOLDER) ? ArchiveName.serial(name) : -1;
    }

    private Sink sink(String name) throws IOException {
        Sink sink = storage.sink(name);
        if (sink == null) {
            throw new IOException("there is no place for an archive");
        }
        return sink;
    }

    private SinkWriter append(Sink sink) throws IOException {
        var writer = new SinkWriter(sink, Compression.NONE);
        open.add(writer);
        writers.add(writer);
        return writer;
    }

    /** Adds the records of a capture, and closes it, at once or when its records are copied. */
    void add(EncodedCapture capture) throws IOException {
        boolean isLate = false;
        try {
            IOException failure = capture.failure();
            if (failure != null) {
                throw failure;
            }
            byte[] payload = capture.payload();
            EncodedCapture.Revisit revisit = capture.revisit();
            Original original = payload == null || revisit == null ? null : bodies.find(payload);
            SinkWriter writer = writer();
            if (original != null && revisit != null) {
                byte[] records = revisit.of(original);
                writer.add(records, records.length);
                length += records.length;
                return;
            }
            SpooledBytes records = capture.records();
            length += records.length();
            isLate = records.isLarge() && records.length() >= LATE_BYTES_MIN;
            if (isLate) {
                writer.addLate(records);
            } else {
                records.to(writer::add);
            }
            if (payload != null) {
                bodies.add(payload, new Original(capture.url(), capture.at()));
            }
        } finally {
            if (!isLate) {
                capture.close();
            }
        }
    }

    /** Whether there are records to be copied before the next commit. */
    boolean hasLate() {
        return open.stream().anyMatch(SinkWriter::hasLate);
    }

    private SinkWriter writer() throws IOException {
        return length < options.fileBytes() ? open.getLast() : begin();
    }

    private SinkWriter begin() throws IOException {
        int serial = lastSerial + 1;
        String file = ArchiveName.of(options, clock.instant(), serial, machine, encoder.suffix());
        SinkWriter writer = append(sink(FOLDER + file));
        lastSerial = serial;
        byte[] opening = encoder.opening(file, clock.instant());
        writer.add(opening, opening.length);
        length = opening.length;
        return writer;
    }

    /** Notes which files have ended: the marks that are being made are their last ones. */
    void marked() {
        endedAtMark = open.isEmpty() ? List.of() : List.copyOf(open.subList(0, open.size() - 1));
    }

    /** Notes that a commit has recorded the last marks, and closes the files that had ended then. */
    void committed(List<SinkMark> marks) throws IOException {
        for (SinkWriter writer : open) {
            if (marks.stream().anyMatch(mark -> mark.sink().equals(writer.name()))) {
                committed.add(writer);
            }
        }
        for (SinkWriter writer : endedAtMark) {
            forget(writer);
            writer.close();
        }
        endedAtMark = List.of();
    }

    /** Deletes the files that no commit has marked. To be called when all sinks were rolled back. */
    void rollBack() throws IOException {
        for (SinkWriter writer : List.copyOf(open)) {
            if (!committed.contains(writer)) {
                forget(writer);
                writer.close();
                storage.deleteSink(writer.name());
            }
        }
    }

    private void forget(SinkWriter writer) {
        open.remove(writer);
        committed.remove(writer);
        writers.remove(writer);
    }

    @Override
    public void close() {
        encoder.close();
    }
}
