package ayatori.crawler.folder;

import com.dynatrace.hash4j.hashing.Hashing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Finds the record of a URL in a crawl folder, as a page or as a requisite. Made by reading all records once; safe for use by
 * several threads then. Records of other requests than plain GETs are passed over.
 *
 * <p>The index is a hash table off the heap: for each record the hash of its URL, and its place in the file. It takes 32
 * bytes a place, and half of the places at least are free: 64 to 128 MB for a million records. If a URL has several
 * records as a page, the last one counts; the same as a requisite.
 */
@SuppressWarnings("MustBeClosedChecker") // the arena is closed by close
public final class PageIndex implements AutoCloseable {
    private static final long ENTRY_BYTES = 32;
    private static final long HASH = 0;
    private static final long OFFSET = 8;
    private static final long LENGTH = 16;
    private static final long INNER = 20;

    /** When the page was visited, in milliseconds since the epoch, times 4, plus the number of the file, plus 2 if marked. */
    private static final long VISITED = 24;

    /** Tells the hash of a URL as a requisite from its hash as a page. */
    private static final long AS_REQUISITE = 0x6A09E667F3BCC908L;

    private final List<Path> paths;
    private final boolean withRequisites;
    private final List<RecordBlocks> files = new ArrayList<>();
    private Arena arena = Arena.ofShared();
    private MemorySegment table = arena.allocate((1 << 10) * ENTRY_BYTES, 8);
    private long places = 1 << 10;
    private long size;

    private PageIndex(List<Path> paths, boolean withRequisites) {
        this.paths = paths;
        this.withRequisites = withRequisites;
    }

    /**
     * Reads the records of files, of which there are two at most.
     *
     * @param marked which of the pages to mark
     * @param withRequisites whether requisites are in the index too
     */
    static PageIndex read(List<Path> paths, Predicate<KnownPage> marked, boolean withRequisites)
            throws IOException, FolderException {
        var index = new PageIndex(paths, withRequisites);
        try {
            for (Path path : paths) {
                int file = index.files.size();
                RecordBlocks blocks = RecordBlocks.open(path);
                index.files.add(blocks);
                RecordBlocks.Cursor cursor = blocks.new Cursor();
                PageVisitor adding = (page, offset, length, inner) ->
                        index.add(page, file, marked.test(page), offset, length, inner);
                while (index.visit(path, cursor, adding)) {}
            }
            return index;
        } catch (IOException | FolderException | RuntimeException | Error e) {
            try (index) {
                throw e;
            }
        }
    }

    /** How many URLs there are; one that is both a page and a requisite counts twice. */
    public long size() {
        return size;
    }

    /** A new way through all pages, which starts at the first one. */
    public Pages pages() {
        return new Pages();
    }

    /** A way through all pages and requisites, in the order of the files. A URL that has several records is given several times. */
    public final class Pages {
        private int file;
        private RecordBlocks.Cursor cursor = files.getFirst().new Cursor();

        private Pages() {}

        /**
         * Gives the next pages, about a megabyte of records.
         *
         * @return false if there are no more
         * @throws UncheckedIOException if a file cannot be read any more
         */
        public boolean next(Consumer<KnownPage> consumer) {
            try {
                if (visit(paths.get(file), cursor, (page, _, _, _) -> consumer.accept(page))) {
                    return true;
                }
                if (++file == files.size()) {
                    return false;
                }
                cursor = files.get(file).new Cursor();
                return true;
            } catch (FolderException e) {
                throw new UncheckedIOException(new IOException(e.getMessage(), e));
            } catch (IOException e) {
                throw unreadable(file, e);
            }
        }
    }

    /**
     * Finds the record of a page.
     *
     * @return null if there is none
     * @throws UncheckedIOException if the file cannot be read any more
     */
    public @Nullable RecordedPage find(String url) {
        return record(url, entry(hash(url, false)));
    }

    /**
     * Finds the record of a requisite.
     *
     * @return null if there is none
     * @throws UncheckedIOException if the file cannot be read any more
     */
    public @Nullable RecordedPage findRequisite(String url) {
        return record(url, entry(hash(url, true)));
    }

    private @Nullable RecordedPage record(String url, long entry) {
        if (entry < 0) {
            return null;
        }
        RecordedPage page = RecordedPage.of(JsonMapper.shared().readTree(lineAt(entry)));
        return page.url().equals(url) ? page : null;
    }

    /** Finds the line of a page's record, without its line feed; null if there is none. */
    public byte @Nullable [] line(String url) {
        long entry = entry(hash(url, false));
        return entry < 0 ? null : lineAt(entry);
    }

    private byte[] lineAt(long entry) {
        int file = (int) (table.get(ValueLayout.JAVA_LONG, entry + VISITED) & 1);
        try {
            return files.get(file)
                    .line(
                            table.get(ValueLayout.JAVA_LONG, entry + OFFSET),
                            table.get(ValueLayout.JAVA_INT, entry + LENGTH),
                            table.get(ValueLayout.JAVA_INT, entry + INNER));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** When a page was visited; null if it is not known. */
    public @Nullable Instant visitedAt(String url) {
        long entry = entry(hash(url, false));
        return entry < 0 ? null : Instant.ofEpochMilli(table.get(ValueLayout.JAVA_LONG, entry + VISITED) >> 2);
    }

    /** Whether a page is known and marked. */
    public boolean isMarked(String url) {
        long entry = entry(hash(url, false));
        return entry >= 0 && (table.get(ValueLayout.JAVA_LONG, entry + VISITED) & 2) != 0;
    }

    private void add(KnownPage page, int file, boolean isMarked, long offset, int length, int inner) {
        long hash = hash(page.url(), page.role() != null);
        long entry = placeOf(hash);
        if (table.get(ValueLayout.JAVA_LONG, entry + HASH) == 0) {
            size++;
        }
        table.set(ValueLayout.JAVA_LONG, entry + HASH, hash);
        table.set(ValueLayout.JAVA_LONG, entry + OFFSET, offset);
        table.set(ValueLayout.JAVA_INT, entry + LENGTH, length);
        table.set(ValueLayout.JAVA_INT, entry + INNER, inner);
        table.set(
                ValueLayout.JAVA_LONG,
                entry + VISITED,
                (page.fetchedAt().toEpochMilli() << 2) | (isMarked ? 2 : 0) | file);
        if (2 * size > places) {
            grow();
        }
    }

    private long entry(long hash) {
        long entry = placeOf(hash);
        return table.get(ValueLayout.JAVA_LONG, entry + HASH) == 0 ? -1 : entry;
    }

    /** Where the entry of a hash is, or would be. */
    private long placeOf(long hash) {
        long place = hash & (places - 1);
        while (true) {
            long there = table.get(ValueLayout.JAVA_LONG, place * ENTRY_BYTES + HASH);
            if (there == 0 || there == hash) {
                return place * ENTRY_BYTES;
            }
            place = (place + 1) & (places - 1);
        }
    }

    private void grow() {
        MemorySegment old = table;
        Arena before = arena;
        arena = Arena.ofShared();
        places *= 2;
        table = arena.allocate(places * ENTRY_BYTES, 8);
        for (long from = 0; from < old.byteSize(); from += ENTRY_BYTES) {
            long hash = old.get(ValueLayout.JAVA_LONG, from + HASH);
            if (hash != 0) {
                MemorySegment.copy(old, from, table, placeOf(hash), ENTRY_BYTES);
            }
        }
        before.close();
    }

    /** Zero is an empty place. */
    private static long hash(String url, boolean isRequisite) {
        byte[] bytes = url.getBytes(StandardCharsets.UTF_8);
        long hash = Hashing.xxh3_64().hashBytesToLong(bytes) ^ (isRequisite ? AS_REQUISITE : 0);
        return hash == 0 ? 1 : hash;
    }

    private interface PageVisitor {
        void page(KnownPage page, long offset, int length, int inner);
    }

    private boolean visit(Path path, RecordBlocks.Cursor cursor, PageVisitor visitor)
            throws IOException, FolderException {
        try {
            return cursor.advance((bytes, from, to, offset, length, inner) -> {
                KnownPage page = KnownPage.parse(bytes, from, to, withRequisites);
                if (page != null) {
                    visitor.page(page, offset, length, inner);
                }
            });
        } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
            throw new FolderException("A record in " + path + " is damaged: restore the file from a copy.", e);
        }
    }

    private UncheckedIOException unreadable(int file, IOException e) {
        return new UncheckedIOException(
                new IOException(paths.get(file) + " cannot be read any more: " + IoReasons.of(e) + ".", e));
    }

    @Override
    public void close() throws IOException {
        arena.close();
        IOException first = null;
        for (RecordBlocks file : files) {
            try {
                file.close();
            } catch (IOException e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
