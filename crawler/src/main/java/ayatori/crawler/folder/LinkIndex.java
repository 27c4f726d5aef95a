package ayatori.crawler.folder;

import ayatori.crawler.read.Fingerprint;
import ayatori.crawler.sink.Folders;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * In which records a URL occurs: as their own, or as a link. It lies in {@code links.index/} of a crawl folder, is built when it
 * is first asked for, and may be deleted at any time.
 *
 * <p>It is a set of {@linkplain LinkRun sorted runs}, and a file that says up to where the files of records are in it. When
 * they have grown, the new records make another run. When they no longer hold what was read of them, as after a crash and a
 * resume, or there are too many small runs, it is built anew.
 *
 * <p>A place is a kind and the offset of a record in its file, or in what is decompressed from it.
 */
final class LinkIndex {
    /** The version of the files; an index of another one is built anew. */
    static final int VERSION = 1;

    static final String FOLDER = "links.index";

    private static final String HEAD = "index.json";
    private static final String LOCK = "lock";

    /** Entries of a run, which take 64 MB of memory while they are sorted. */
    private static final int RUN_ENTRIES_MAX = 1 << 20;

    /** With more runs that are far from full, all are built anew. */
    private static final int SMALL_RUNS_MAX = 32;

    /** What a record is to the URL. */
    enum Kind {
        /** The page record of the URL itself. */
        PAGE(0),
        /** Its record of a skipped URL. */
        SKIP(1),
        /** The record of a page that links or redirects to it. */
        LINK(2);

        private final long number;

        Kind(long number) {
            this.number = number;
        }

        private static Kind of(long number) {
            return number == PAGE.number ? PAGE : number == SKIP.number ? SKIP : LINK;
        }
    }

    private static final int KIND_SHIFT = 60;
    private static final long OFFSET_MASK = (1L << KIND_SHIFT) - 1;

    private final CrawlReader reader;
    private final Fingerprint fingerprint;
    private final Path folder;
    private final int runEntriesMax;
    private final List<String> runs = new ArrayList<>();
    private @Nullable RecordPlaces pagePlaces;
    private @Nullable RecordPlaces skipPlaces;
    private Covered pages = Covered.NOTHING;
    private Covered skipped = Covered.NOTHING;

    /**
     * Up to where a file of records is in the index.
     *
     * @param file the file's name; empty if there was none
     * @param from where the last record that was read starts
     * @param to where the next one starts
     * @param checksum of that record
     */
    private record Covered(String file, long from, long to, long checksum) {
        static final Covered NOTHING = new Covered("", 0, 0, 0);
    }

    private LinkIndex(CrawlReader reader, Fingerprint fingerprint, Path folder, int runEntriesMax) {
        this.reader = reader;
        this.fingerprint = fingerprint;
        this.folder = folder;
        this.runEntriesMax = runEntriesMax;
    }

    /**
     * Opens the index of a crawl folder, and brings it up to date.
     *
     * @throws FolderException if a record is damaged, or the index can neither be read nor built
     */
    static LinkIndex open(CrawlReader reader) throws FolderException {
        return open(reader, RUN_ENTRIES_MAX);
    }

    /** With runs of another size, for tests. */
    static synchronized LinkIndex open(CrawlReader reader, int runEntriesMax) throws FolderException {
        var fingerprint = new Fingerprint(
                reader.manifest().crawlOptions().build().extent().canonicalForm());
        var index = new LinkIndex(reader, fingerprint, reader.folder().resolve(FOLDER), runEntriesMax);
        try {
            Files.createDirectories(index.folder);
            try (FileChannel lock = FileChannel.open(
                            index.folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock _ = lock.lock()) {
                index.refresh();
            }
            return index;
        } catch (IOException e) {
            throw new FolderException(
                    "The index of links in " + index.folder + " cannot be written: " + IoReasons.of(e)
                            + "; make it writable, or copy the crawl folder elsewhere.",
                    e);
        }
    }

    /** Gives the places of a URL's records, those of each kind in the order of the file. */
    void find(String url, Places places) throws IOException {
        long print = fingerprint.of(url).getMostSignificantBits();
        LongConsumer give = place -> places.at(Kind.of(place >>> KIND_SHIFT), place & OFFSET_MASK);
        for (String run : runs) {
            LinkRun.find(folder.resolve(run), print, give);
        }
    }

    /** Whether two URLs are one to the crawl. */
    boolean isSame(String a, String b) {
        return a.equals(b) || fingerprint.of(a).equals(fingerprint.of(b));
    }

    /** Opens a file of records at any place; null if there is none. */
    @Nullable RecordPlaces places(String name) {
        return name.equals(CrawlFolder.PAGES) ? pagePlaces : skipPlaces;
    }

    /** Takes places of records. */
    @FunctionalInterface
    interface Places {
        void at(Kind kind, long offset);
    }

    // ---- building

    private static @Nullable RecordPlaces placesIfAny(@Nullable Path file) throws IOException {
        return file == null ? null : RecordPlaces.of(file);
    }

    private void refresh() throws IOException, FolderException {
        pagePlaces = placesIfAny(reader.fileIfAny(CrawlFolder.PAGES));
        skipPlaces = placesIfAny(reader.fileIfAny(CrawlFolder.SKIPPED));
        boolean isUsable =
                readHead() && isUpToDate(CrawlFolder.PAGES, pages) && isUpToDate(CrawlFolder.SKIPPED, skipped);
        if (!isUsable) {
            clear();
        }
        var builder = new LinkRun.Builder(runEntriesMax);
        Covered newPages = add(CrawlFolder.PAGES, pages, builder);
        Covered newSkipped = add(CrawlFolder.SKIPPED, skipped, builder);
        if (builder.count() > 0) {
            writeRun(builder);
        }
        if (!newPages.equals(pages) || !newSkipped.equals(skipped) || !isUsable) {
            pages = newPages;
            skipped = newSkipped;
            writeHead();
        }
    }

    /** Whether a file still holds what was read of it. */
    private boolean isUpToDate(String name, Covered covered) throws IOException {
        RecordPlaces places = places(name);
        if (covered.to() == 0) {
            return true;
        }
        if (places == null || !String.valueOf(places.file().getFileName()).equals(covered.file())) {
            return false;
        }
        try (RecordLines lines = places.open(covered.from())) {
            return lines.advance()
                    && lines.offset() + lines.length() + 1 == covered.to()
                    && checksum(lines) == covered.checksum();
        } catch (IOException e) {
            return false; // it is shorter now
        }
    }

    private static long checksum(RecordLines lines) {
        var crc = new CRC32C();
        crc.update(lines.bytes(), lines.start(), lines.length());
        return crc.getValue();
    }

    private Covered add(String name, Covered covered, LinkRun.Builder builder) throws IOException, FolderException {
        RecordPlaces places = places(name);
        if (places == null) {
            return covered;
        }
        Path file = places.file();
        Kind own = name.equals(CrawlFolder.PAGES) ? Kind.PAGE : Kind.SKIP;
        Covered last = covered;
        try (RecordLines lines = places.open(covered.to())) {
            var record = new LinkRecord(fingerprint);
            while (advance(file, lines)) {
                try {
                    record.read(lines);
                } catch (JacksonException | IllegalArgumentException e) {
                    throw sentence(CrawlReader.damaged(file, lines, e));
                }
                add(builder, record.own(), own, lines.offset());
                for (int i = 0; i < record.linkCount(); i++) {
                    add(builder, record.link(i), Kind.LINK, lines.offset());
                }
                last = new Covered(
                        String.valueOf(file.getFileName()),
                        lines.offset(),
                        lines.offset() + lines.length() + 1,
                        checksum(lines));
            }
        }
        return last;
    }

    private void add(LinkRun.Builder builder, long print, Kind kind, long offset) throws IOException {
        if (builder.isFull()) {
            writeRun(builder);
        }
        builder.add(print, (kind.number << KIND_SHIFT) | offset);
    }

    private static boolean advance(Path file, RecordLines lines) throws FolderException {
        try {
            return lines.advance();
        } catch (IOException e) {
            throw sentence(CrawlReader.unreadable(file, lines, e));
        }
    }

    private static FolderException sentence(IOException e) {
        return new FolderException(Objects.requireNonNull(e.getMessage()), e);
    }

    private void writeRun(LinkRun.Builder builder) throws IOException {
        String name = "run-" + runs.size();
        builder.write(folder.resolve(name));
        runs.add(name);
    }

    // ---- the head

    private boolean readHead() throws IOException {
        Path file = folder.resolve(HEAD);
        if (!Files.exists(file)) {
            return false;
        }
        try {
            JsonNode head = JsonMapper.shared().readTree(Files.readAllBytes(file));
            var fields = new Fields(head);
            if (fields.integer("version") != VERSION) {
                return false;
            }
            pages = covered(fields, CrawlFolder.PAGES);
            skipped = covered(fields, CrawlFolder.SKIPPED);
            int small = 0;
            for (Fields run : fields.objects("runs")) {
                String name = run.string("name");
                long bytes = run.number("bytes");
                if (!name.matches("run-[0-9]+") || size(folder.resolve(name)) != bytes) {
                    return false;
                }
                small += bytes < (long) runEntriesMax * LinkRun.ENTRY_BYTES / 2 ? 1 : 0;
                runs.add(name);
            }
            return small <= SMALL_RUNS_MAX;
        } catch (JacksonException | IllegalArgumentException e) {
            return false;
        }
    }

    private static Covered covered(Fields fields, String name) {
        Fields covered = fields.object(name);
        return covered == null
                ? Covered.NOTHING
                : new Covered(
                        covered.string("file"),
                        covered.number("from"),
                        covered.number("to"),
                        covered.number("checksum"));
    }

    private static long size(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : -1;
    }

    private void writeHead() throws IOException {
        ObjectNode head = JsonMapper.shared().createObjectNode();
        head.put("version", VERSION);
        write(head, CrawlFolder.PAGES, pages);
        write(head, CrawlFolder.SKIPPED, skipped);
        ArrayNode list = head.putArray("runs");
        for (String run : runs) {
            list.addObject().put("name", run).put("bytes", Files.size(folder.resolve(run)));
        }
        Folders.replace(folder.resolve(HEAD), (head + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static void write(ObjectNode head, String name, Covered covered) {
        head.putObject(name)
                .put("file", covered.file())
                .put("from", covered.from())
                .put("to", covered.to())
                .put("checksum", covered.checksum());
    }

    private void clear() throws IOException {
        Files.deleteIfExists(folder.resolve(HEAD));
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (!file.endsWith(LOCK)) {
                    Files.deleteIfExists(file);
                }
            }
        }
        runs.clear();
        pages = Covered.NOTHING;
        skipped = Covered.NOTHING;
    }
}
