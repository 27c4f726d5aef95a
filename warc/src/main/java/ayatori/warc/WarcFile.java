package ayatori.warc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.netpreserve.jwarc.WarcRecord;

/**
 * A WARC file that is read: plain, {@code .warc.gz} or {@code .warc.zst}, also one that is damaged. A part of it that cannot be
 * read is left out, and the reading goes on at the next one that is found.
 */
final class WarcFile {
    private final Path path;

    /** A file at a path. */
    WarcFile(Path path) {
        this.path = path;
    }

    /**
     * Where a record lies.
     *
     * @param part where the {@linkplain Parts part} begins that it is in
     * @param index how many records are before it in that part
     */
    record Place(long part, int index) {}

    /** Receives records. */
    @FunctionalInterface
    interface Visitor {
        /** Takes the head of a record that is whole. Its block has been read. */
        void record(WarcRecord record, Place place);
    }

    /**
     * Reads all records from the start, and checks their lengths and digests.
     *
     * @param visitor takes those that are whole
     * @param damage takes one sentence for each place that is damaged
     * @throws IOException if the file cannot be opened, with one sentence that says why
     */
    void forEach(Visitor visitor, Consumer<String> damage) throws IOException {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            Parts parts = Parts.of(file);
            for (long at = 0; at >= 0 && at < file.size(); ) {
                at = readPart(parts, at, visitor, damage);
            }
        } catch (IOException e) {
            throw new IOException("The WARC file " + path + " cannot be read: " + reason(e) + ".", e);
        }
    }

    /** Reads a part, and returns where the next one begins; -1 if there is none. */
    private long readPart(Parts parts, long at, Visitor visitor, Consumer<String> damage) throws IOException {
        var walk = new Walk(parts, at);
        try (Parts.Part part = parts.open(at)) {
            walk.read(part.bytes(), visitor, damage);
            return part.end();
        } catch (IOException | RuntimeException e) {
            long next = parts.findAfter(walk.start());
            damage.accept(next < 0 ? lastSentence(walk.start(), reason(e)) : sentence(walk.start(), reason(e)));
            return next;
        }
    }

    /** Reads the records of one part. */
    private final class Walk {
        private final Parts parts;
        private final long part;
        private long startInPart;

        Walk(Parts parts, long part) {
            this.parts = parts;
            this.part = part;
        }

        /** Where what is read now begins in the file, as exactly as can be told. */
        long start() {
            return parts.arePlain() ? part + startInPart : part;
        }

        void read(InputStream bytes, Visitor visitor, Consumer<String> damage) throws IOException {
            var records = new RecordReader(bytes);
            Runnable last = () -> {};
            for (int index = 0; ; index++) {
                WarcRecord record = next(records);
                last.run(); // only now is it known that the checksum of a gzip member is right
                if (record == null) {
                    return;
                }
                RecordCheck check = RecordCheck.of(record);
                records.end();
                String problem = check.problem();
                if (problem != null) {
                    damage.accept(sentence(start(), problem));
                }
                Place place = parts.arePlain() ? new Place(start(), 0) : new Place(part, index);
                last = check.isUsable() ? () -> visitor.record(record, place) : () -> {};
                if (parts.arePlain()) { // nothing that follows can say more about it
                    last.run();
                    last = () -> {};
                }
            }
        }

        private @Nullable WarcRecord next(RecordReader records) throws IOException {
            try {
                return records.next();
            } finally {
                startInPart = records.start();
            }
        }
    }

    /** Reads one record. */
    @FunctionalInterface
    interface Function<T> {
        /** {@return what is wanted of the record} It owns {@code source}, and closes it. */
        T apply(WarcRecord record, AutoCloseable source) throws IOException;
    }

    /**
     * Reads a record.
     *
     * @throws IOException if it cannot be read, with one sentence that says why
     */
    @SuppressWarnings("MustBeClosed") // the function closes both
    <T> T at(Place place, Function<T> function) throws IOException {
        FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
        try {
            Parts.Part part = Parts.of(file).open(place.part());
            var records = new RecordReader(part.bytes());
            WarcRecord record = records.next();
            for (int i = 0; i < place.index() && record != null; i++) {
                records.end();
                record = records.next();
            }
            if (record == null) {
                throw new IOException("there is no record");
            }
            return function.apply(record, () -> {
                part.close();
                file.close();
            });
        } catch (IOException | RuntimeException e) {
            file.close();
            throw new IOException(sentence(place.part(), reason(e)), e);
        }
    }

    private String sentence(long at, String reason) {
        return "The record at byte " + at + " of the WARC file " + path + " is damaged: " + reason + ".";
    }

    private String lastSentence(long at, String reason) {
        return "The WARC file " + path + " cannot be read from byte " + at + " on: " + reason + ".";
    }

    private static String reason(Exception e) {
        return Objects.requireNonNullElse(e.getMessage(), "it ends too early")
                .lines()
                .findFirst()
                .orElse("");
    }
}
