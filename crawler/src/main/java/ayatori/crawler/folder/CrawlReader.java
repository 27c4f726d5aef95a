package ayatori.crawler.folder;

import ayatori.crawler.sink.Compression;
import ayatori.web.url.Url;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Gives the records of a crawl folder back: while the crawl runs, after it has ended, and after it was killed.
 *
 * {@snippet :
 * CrawlReader crawl = CrawlReader.open(Path.of("crawl"));
 * try (Stream<RecordedPage> pages = crawl.pages()) {
 *     pages.filter(page -> page.status() == 404)
 *             .forEach(page -> System.out.println(page.url() + ", linked from " + page.referrer()));
 * }
 * }
 *
 * <p>It reads files of records, compressed or not, takes no lock, and never opens the crawl's state. Fields that it does not
 * know are ignored. Each stream begins at the first record and ends at the last one that is whole when it is reached; a
 * record that is being written is left for the next stream. The streams read as they go, so they must be closed. They throw
 * {@link UncheckedIOException} with one sentence if a record is damaged or the file cannot be read on.
 */
public final class CrawlReader {
    private final Path folder;
    private final Manifest manifest;

    private CrawlReader(Path folder, Manifest manifest) {
        this.folder = folder;
        this.manifest = manifest;
    }

    /** Whether a folder holds a crawl, of whatever format. */
    public static boolean isCrawl(Path folder) {
        return Files.exists(folder.resolve(Manifest.NAME));
    }

    /**
     * Reads a folder's manifest.
     *
     * @throws FolderException if the folder holds no crawl, or one of another format
     */
    public static CrawlReader open(Path folder) throws FolderException {
        try {
            return new CrawlReader(folder, Manifest.read(folder));
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    /** {@return what the folder says of itself} */
    public Manifest manifest() {
        return manifest;
    }

    /**
     * Whether a process writes to the folder now. The answer may be old when it arrives.
     *
     * @throws FolderException if the folder's lock cannot be read
     */
    public boolean isRunning() throws FolderException {
        try {
            return FolderLock.isHeld(folder);
        } catch (IOException e) {
            throw unreadable(folder.resolve(FolderLock.NAME), e);
        }
    }

    /**
     * The URLs that were requested, in the order of their answers.
     *
     * @throws FolderException if there is no such file, or it cannot be read
     */
    public Stream<RecordedPage> pages() throws FolderException {
        return records(CrawlFolder.PAGES, RecordedPage::of);
    }

    /**
     * The URLs that were found and not requested.
     *
     * @throws FolderException if there is no such file, or it cannot be read
     */
    public Stream<RecordedSkip> skipped() throws FolderException {
        return records(CrawlFolder.SKIPPED, RecordedSkip::of);
    }

    /**
     * What was taken out of the pages; none if the crawl has written no items.
     *
     * @throws FolderException if the file cannot be read
     */
    public Stream<RecordedItem> items() throws FolderException {
        return fileIfAny(CrawlFolder.ITEMS) == null ? Stream.empty() : records(CrawlFolder.ITEMS, RecordedItem::of);
    }

    /**
     * Where the links of the pages stand.
     *
     * @throws FolderException if there is no such file, since the crawl was made without {@code --links full}, or it cannot be read
     */
    public Stream<RecordedLinks> links() throws FolderException {
        if (!hasLinks()) {
            throw new FolderException("The crawl folder " + folder + " has no " + CrawlFolder.LINKS
                    + ", since its links were not recorded in full: crawl with --links full.");
        }
        return records(CrawlFolder.LINKS, RecordedLinks::of);
    }

    /** {@return whether there is a file that says where the links of the pages stand} */
    public boolean hasLinks() {
        return fileIfAny(CrawlFolder.LINKS) != null;
    }

    /**
     * What the crawl did, once it has ended.
     *
     * @return null if it has not ended: it runs, or was killed
     * @throws FolderException if the summary cannot be read
     */
    public @Nullable RecordedSummary summary() throws FolderException {
        Path file = folder.resolve(CrawlFolder.SUMMARY);
        if (!Files.exists(file)) {
            return null;
        }
        try {
            return RecordedSummary.of(JsonMapper.shared().readTree(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw unreadable(file, e);
        } catch (JacksonException | IllegalArgumentException e) {
            throw new FolderException("The summary " + file + " is damaged: restore it from a copy.", e);
        }
    }

    /**
     * Where a crawl that has not ended stood when it last said so, which it does every second.
     *
     * @return null if it has ended, or has not said so yet
     * @throws FolderException if the file cannot be read
     */
    public @Nullable RecordedProgress progress() throws FolderException {
        Path file = folder.resolve(CrawlFolder.PROGRESS);
        try {
            return RecordedProgress.of(JsonMapper.shared().readTree(Files.readAllBytes(file)));
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            throw unreadable(file, e);
        } catch (JacksonException | IllegalArgumentException e) {
            return null; // a power failure may leave it empty: it is not synced
        }
    }

    /**
     * Sums up the folder: counts what the files of records hold, in one pass over them.
     *
     * @throws FolderException if a file cannot be read, or a record is damaged
     */
    public CrawlStatus status() throws FolderException {
        return StatusScan.of(this);
    }

    /**
     * Tells what became of a URL, and why. It needs an index of the links in the folder, which it builds in {@code
     * links.index/} and keeps for the next time.
     *
     * @param url an http or https URL, in any spelling
     * @param referrersMax how many of the pages that link to it are named
     * @throws FolderException if a file cannot be read, a record is damaged, or the index cannot be written
     */
    public UrlStory story(Url url, int referrersMax) throws FolderException {
        return new StoryTeller(this).tell(url, referrersMax);
    }

    /**
     * The pages whose main text is nearly that of another page, if their fingerprints were recorded. It holds all URLs, and reads
     * neither texts nor links.
     *
     * @param distance in how many of 64 bits fingerprints may differ, 0 to 7; usually {@link NearDuplicatePages#DISTANCE}
     * @throws FolderException if there are no records, or one is damaged
     */
    public List<NearDuplicate> nearDuplicates(int distance) throws FolderException {
        Path file = file(CrawlFolder.PAGES);
        var pages = new NearDuplicatePages();
        try (RecordLines lines = RecordLines.open(file)) {
            while (lines.advance()) {
                try {
                    SimhashScan.read(lines.bytes(), lines.start(), lines.length(), pages);
                } catch (JacksonException | IllegalArgumentException e) {
                    throw new FolderException(
                            String.valueOf(damaged(file, lines, e).getMessage()), e);
                }
            }
        } catch (IOException e) {
            throw unreadable(file, e);
        }
        return pages.find(distance);
    }

    /** {@return where the folder is} */
    public Path folder() {
        return folder;
    }

    /** The process that writes to the folder, or that wrote last; null if that is not known. */
    @Nullable Long process() throws FolderException {
        try {
            return FolderLock.holder(folder);
        } catch (IOException e) {
            throw unreadable(folder.resolve(FolderLock.NAME), e);
        }
    }

    /**
     * Reads all records of pages once, for finding them by URL: those of the URLs that were requested, and of those known
     * from the crawl before that were not due.
     *
     * @param marked which of the pages to mark
     * @throws FolderException if there are no records, or one is damaged
     */
    public PageIndex index(Predicate<KnownPage> marked) throws FolderException {
        return index(marked, false);
    }

    /**
     * The same with requisites, if they are wanted too.
     *
     * @param withRequisites whether images and the like are found too, by {@link PageIndex#findRequisite}
     * @throws FolderException if there are no records, or one is damaged
     */
    public PageIndex index(Predicate<KnownPage> marked, boolean withRequisites) throws FolderException {
        List<Path> files = new ArrayList<>();
        Path notVisited = fileIfAny(CrawlFolder.NOT_VISITED);
        if (notVisited != null) {
            files.add(notVisited);
        }
        files.add(file(CrawlFolder.PAGES)); // the latest record counts
        try {
            return PageIndex.read(files, marked, withRequisites);
        } catch (IOException e) {
            throw unreadable(files.getLast(), e);
        }
    }

    private <T> Stream<T> records(String name, Function<JsonNode, T> form) throws FolderException {
        Path file = file(name);
        RecordLines lines;
        try {
            lines = RecordLines.open(file);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
        var records =
                new Spliterators.AbstractSpliterator<T>(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL) {
                    @Override
                    public boolean tryAdvance(Consumer<? super T> action) {
                        T next = next(file, lines, form);
                        if (next != null) {
                            action.accept(next);
                        }
                        return next != null;
                    }
                };
        return StreamSupport.stream(records, false).onClose(() -> close(lines));
    }

    private static <T> @Nullable T next(Path file, RecordLines lines, Function<JsonNode, T> form) {
        try {
            return lines.advance()
                    ? form.apply(JsonMapper.shared().readTree(lines.bytes(), lines.start(), lines.length()))
                    : null;
        } catch (IOException e) {
            throw new UncheckedIOException(unreadable(file, lines, e));
        } catch (JacksonException | IllegalArgumentException e) {
            throw new UncheckedIOException(damaged(file, lines, e));
        }
    }

    static IOException unreadable(Path file, RecordLines lines, IOException e) {
        return new IOException(
                file + " cannot be read beyond its record " + lines.number() + ": " + IoReasons.of(e) + ".", e);
    }

    static IOException damaged(Path file, RecordLines lines, RuntimeException e) {
        return new IOException(
                "The record in line " + lines.number() + " of " + file + " is damaged: restore the file from a copy.",
                e);
    }

    private static void close(RecordLines lines) {
        try {
            lines.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file of records, compressed or not; null if there is none. */
    @Nullable Path fileIfAny(String name) {
        for (Compression compression : Compression.values()) {
            Path file = folder.resolve(name + compression.suffix());
            if (Files.exists(file)) {
                return file;
            }
        }
        return null;
    }

    private Path file(String name) throws FolderException {
        Path file = fileIfAny(name);
        if (file != null) {
            return file;
        }
        throw new FolderException("The crawl folder " + folder + " has no " + name + ": the crawl was killed before it"
                + " wrote anything, or the file was removed.");
    }

    static FolderException unreadable(Path path, IOException e) {
        return new FolderException(path + " cannot be read: " + IoReasons.of(e) + ".", e);
    }
}
