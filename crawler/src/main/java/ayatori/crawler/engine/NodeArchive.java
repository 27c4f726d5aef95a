package ayatori.crawler.engine;

import ayatori.crawler.CrawlArchive;
import ayatori.crawler.archive.ArchiveEncoder;
import ayatori.crawler.archive.ArchiveName;
import ayatori.crawler.archive.CapturePlace;
import ayatori.crawler.archive.EncodedCapture;
import ayatori.crawler.folder.IoReasons;
import ayatori.crawler.sink.Sink;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The archive of one node of a crawl in shards. Results pass through it on their way to their shards: what was captured of them is
 * in a file, and synced, before a shard can put it on record. So a node that dies loses nothing that is on record.
 *
 * <p>A file may also hold captures that are on no record: of a page that was requested again, since a node died before its record was
 * committed. The record of a capture says where it is.
 *
 * <p>Results come from any thread. They are written on one, in the order in which they came.
 */
final class NodeArchive implements AutoCloseable {
    private final Storage storage;
    private final ArchiveEncoder encoder;
    private final CrawlArchive options;
    private final NodePlace place;
    private final InstantSource clock;

    /** Results that wait, guarded by this. */
    private List<Batch> waiting = new ArrayList<>();

    private boolean isWriting;

    private int nextSerial;
    private String name = "";
    private @Nullable Sink file;
    private volatile @Nullable Throwable failure;

    /** Results and who takes them afterwards. */
    private record Batch(List<Result> results, Consumer<List<Result>> then) {}

    /**
     * An archive whose first file is begun with the first capture.
     *
     * @param storage where the files are created
     */
    NodeArchive(Storage storage, ArchiveEncoder encoder, CrawlArchive options, NodePlace place, InstantSource clock) {
        this.storage = storage;
        this.encoder = encoder;
        this.options = options;
        this.place = place;
        this.clock = clock;
    }

    /** Archives what was captured of results, and hands them on. */
    void take(List<Result> results, Consumer<List<Result>> then) {
        synchronized (this) {
            waiting.add(new Batch(results, then));
            if (isWriting) {
                return;
            }
            isWriting = true;
        }
        place.writing().execute(this::writeAll);
    }

    /** Why it cannot be relied on any more; null while it can. From any thread. */
    @Nullable Throwable failure() {
        return failure;
    }

    private void writeAll() {
        for (List<Batch> batches = next(); !batches.isEmpty(); batches = next()) {
            if (failure == null) {
                write(batches);
            }
        }
    }

    private synchronized List<Batch> next() {
        List<Batch> next = waiting;
        waiting = new ArrayList<>();
        isWriting = !next.isEmpty();
        return next;
    }

    /** All batches share one sync. */
    private void write(List<Batch> batches) {
        try {
            List<List<Result>> written = new ArrayList<>();
            boolean isChanged = false;
            for (Batch batch : batches) {
                List<Result> results = new ArrayList<>(batch.results().size());
                for (Result result : batch.results()) {
                    Result archived = archived(result);
                    isChanged |= archived != result;
                    results.add(archived);
                }
                written.add(results);
            }
            if (isChanged && file != null) {
                file.flush();
                file.sync();
            }
            for (int i = 0; i < batches.size(); i++) {
                batches.get(i).then().accept(written.get(i));
            }
        } catch (IOException e) {
            // Not as its cause: the sentence for the user is that of the last cause.
            var sentence = new IllegalStateException(
                    "the archive in " + place.folder() + " cannot be written: " + IoReasons.of(e));
            sentence.addSuppressed(e);
            failure = sentence;
        } catch (RuntimeException | Error e) {
            failure = e;
        }
    }

    private Result archived(Result result) throws IOException {
        if (result instanceof Result.Fetched page && isToBeWritten(page.archived())) {
            return page.with(written(page.archived()));
        }
        if (result instanceof Result.Robots robots && isToBeWritten(robots.archived())) {
            return new Result.Robots(robots.command(), robots.robots(), written(robots.archived()));
        }
        return result;
    }

    /** A failure to make the records counts only when they are put on record. */
    private static boolean isToBeWritten(@Nullable EncodedCapture capture) {
        return capture != null && capture.failure() == null;
    }

    private @Nullable EncodedCapture written(@Nullable EncodedCapture capture) throws IOException {
        if (capture == null) {
            return null;
        }
        Sink to = file();
        long offset = to.length();
        var checksum = new CRC32C();
        capture.records().to((bytes, count) -> {
            to.append(bytes, 0, count);
            checksum.update(bytes, 0, count);
        });
        return capture.written(
                new CapturePlace(place.folder(), name, offset, to.length() - offset, checksum.getValue()));
    }

    private Sink file() throws IOException {
        Sink open = file;
        if (open != null && open.length() < options.fileBytes()) {
            return open;
        }
        if (open != null) {
            file = null;
            try (open) {
                open.flush();
                open.sync();
            }
        }
        return begin();
    }

    /** Names are never used twice: the folder may be shared by nodes, and by processes of one node, one after another. */
    private Sink begin() throws IOException {
        while (true) {
            Instant now = clock.instant();
            name = ArchiveName.of(options, now, nextSerial++, place.node(), encoder.suffix());
            if (storage.hasSink(name)) {
                continue;
            }
            Sink begun;
            try {
                begun = storage.sink(name);
            } catch (FileAlreadyExistsException e) {
                continue;
            }
            if (begun == null) {
                throw new IOException("there is no place for an archive");
            }
            file = begun;
            byte[] opening = encoder.opening(name, now);
            begun.append(opening, 0, opening.length);
            return begun;
        }
    }

    /** Called when nothing is written any more. */
    @Override
    public void close() throws IOException {
        try (encoder) {
            if (file != null) {
                file.close();
            }
        }
    }
}
