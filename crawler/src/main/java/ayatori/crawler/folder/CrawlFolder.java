package ayatori.crawler.folder;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.UrlLines;
import ayatori.crawler.sink.Compression;
import ayatori.crawler.sink.FileSink;
import ayatori.crawler.sink.Folders;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A crawl folder that this process writes to. It holds the folder's lock until it is closed.
 *
 * <p>{@linkplain ayatori.crawler.folder The package's page} lists what is in a folder.
 */
public final class CrawlFolder implements AutoCloseable {
    /** The records of the URLs that were requested. */
    public static final String PAGES = "pages.jsonl";

    /** What page handlers and rules took out of pages. */
    public static final String ITEMS = "items.jsonl";

    /** Where the links of the pages stand. */
    public static final String LINKS = "links.jsonl";

    /** The records of the URLs that were requested, without links, for spreadsheets. */
    public static final String TABLE = "pages.csv";

    /** Their titles, for people. */
    public static final String TITLES = "pages.txt";

    /** The records of the URLs that were not requested. */
    public static final String SKIPPED = "skipped.jsonl";

    /** The records of pages that a recrawl did not visit, since they were not due. */
    public static final String NOT_VISITED = "not-visited.jsonl";

    /** Counts, written at the end. */
    public static final String SUMMARY = "summary.json";

    /** Where the crawl stands, written every second while it runs. */
    public static final String PROGRESS = "progress.json";

    /** The folder of the archive's files. */
    public static final String ARCHIVE = "archive";

    /** The URLs of a file that the crawl starts with. */
    public static final String SEEDS = "seeds.txt";

    /** How far the records of a crawl on several machines were collected into this folder. */
    public static final String COLLECTED = "collect.json";

    static final String STATE = "state";

    /** What must not be there already. */
    static final List<String> FILES = List.of(
            Manifest.NAME,
            PAGES,
            ITEMS,
            LINKS,
            TABLE,
            TITLES,
            SKIPPED,
            SEEDS,
            SUMMARY,
            PROGRESS,
            PAGES + Compression.ZSTD.suffix(),
            ITEMS + Compression.ZSTD.suffix(),
            LINKS + Compression.ZSTD.suffix(),
            SKIPPED + Compression.ZSTD.suffix(),
            NOT_VISITED,
            NOT_VISITED + Compression.ZSTD.suffix(),
            TITLES + Compression.ZSTD.suffix(),
            ARCHIVE,
            COLLECTED,
            STATE);

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private final Path path;
    private final Manifest manifest;
    private final FolderLock lock;

    private CrawlFolder(Path path, Manifest manifest, FolderLock lock) {
        this.path = path;
        this.manifest = manifest;
        this.lock = lock;
    }

    /**
     * Creates the folder of a new crawl, and takes its lock.
     *
     * @param path a folder that does not exist yet, or one that holds no crawl
     * @throws FolderException if it holds a crawl already, or cannot be written
     */
    public static CrawlFolder create(Path path, Manifest manifest) throws FolderException {
        try {
            makeFolder(path);
            FolderLock lock = FolderLock.take(path);
            try {
                if (Files.exists(path.resolve(Manifest.NAME))) {
                    throw new FolderException(
                            "There is a crawl in " + path + " already: name another folder, or go on with"
                                    + " that crawl by: ayatori resume " + path);
                }
                manifest.write(path);
                return new CrawlFolder(path, manifest, lock);
            } catch (IOException | FolderException e) {
                try (lock) {
                    throw e;
                }
            }
        } catch (IOException e) {
            throw new FolderException("The output folder " + path + " cannot be written: " + IoReasons.of(e) + ".", e);
        }
    }

    /**
     * Opens the folder of a crawl that is to go on, and takes its lock.
     *
     * @throws FolderException if it holds no crawl, one of another format, or one that another process is writing
     */
    public static CrawlFolder open(Path path) throws FolderException {
        try {
            Manifest manifest = Manifest.read(path);
            return new CrawlFolder(path, manifest, FolderLock.take(path));
        } catch (IOException e) {
            throw new FolderException("The crawl folder " + path + " cannot be opened: " + IoReasons.of(e) + ".", e);
        }
    }

    /** {@return where the folder is} */
    public Path path() {
        return path;
    }

    /** {@return what the folder says of itself} */
    public Manifest manifest() {
        return manifest;
    }

    /** {@return where the crawl's store keeps its files} */
    public Path state() {
        return path.resolve(STATE);
    }

    /** Copies the URLs of a file, so that the crawl can go on without it. */
    public void copySeeds(Path file) throws FolderException {
        try (UrlLines lines = UrlLines.open(file);
                FileChannel copy = FileChannel.open(
                        path.resolve(SEEDS),
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        fileModes(path));
                Writer out = new BufferedWriter(Channels.newWriter(copy, StandardCharsets.UTF_8))) {
            for (String url = lines.next(); url != null; url = lines.next()) {
                out.append(url).append('\n');
            }
            out.flush();
            copy.force(true);
            Folders.sync(path);
        } catch (IOException e) {
            throw new FolderException(
                    "The URLs of " + file + " cannot be copied into " + path + ": " + IoReasons.of(e) + ".", e);
        }
    }

    /** Makes the place of the crawl's store, which tells a crawl that can go on from one that cannot. */
    public void createState() throws FolderException {
        try {
            Files.createDirectory(state(), ownerOnly(path));
            Folders.sync(path);
        } catch (IOException e) {
            throw new FolderException("The output folder " + path + " cannot be written: " + IoReasons.of(e) + ".", e);
        }
    }

    /**
     * Checks that the crawl can go on, and records the options with which it does.
     *
     * @param now the options to go on with
     * @throws FolderException if it cannot go on, or not with these options
     */
    public void resume(CrawlOptions now) throws FolderException {
        resumableState(path, manifest, now);
        try {
            manifest.with(now).write(path);
            Files.deleteIfExists(path.resolve(SUMMARY)); // the crawl has not ended any more
        } catch (IOException e) {
            throw new FolderException("The crawl folder " + path + " cannot be written: " + IoReasons.of(e) + ".", e);
        }
    }

    /**
     * Where a crawl that can go on keeps its store.
     *
     * @param path its folder
     * @param manifest of that folder
     * @param now the options to go on with
     * @throws FolderException if it cannot go on, or not with these options
     */
    public static Path resumableState(Path path, Manifest manifest, CrawlOptions now) throws FolderException {
        if (Files.exists(path.resolve(COLLECTED))) {
            throw new FolderException("The crawl in " + path
                    + " runs in a cluster, and was collected from there: go on by" + " ayatori cluster collect.");
        }
        ResumeRules.check(manifest, now);
        Path state = path.resolve(STATE);
        if (!Files.isDirectory(state)) {
            throw new FolderException("The crawl in " + path + " cannot go on, since its folder " + STATE
                    + " is missing: restore it from a copy, or begin a new crawl.");
        }
        return state;
    }

    /**
     * Opens a sink, creating its file if there is none.
     *
     * @param name its path in the folder; a folder above it must exist
     * @throws IOException if the file cannot be opened for writing
     */
    public FileSink sink(String name) throws IOException {
        Path file = path.resolve(name);
        return Files.exists(file) ? FileSink.open(file, name) : FileSink.create(file, name);
    }

    /**
     * The names of all sinks in a folder of this one.
     *
     * @param folder its name with a slash, such as {@code archive/}
     * @throws IOException if it cannot be read
     */
    public List<String> sinkNames(String folder) throws IOException {
        if (!Files.isDirectory(path.resolve(folder))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(path.resolve(folder))) {
            return files.map(file -> folder + file.getFileName()).sorted().toList();
        }
    }

    /** Deletes the file of a sink that is not open. */
    public void deleteSink(String name) throws IOException {
        Path file = path.resolve(name);
        Files.delete(file);
        Folders.sync(file.getParent());
    }

    /** {@return the folder of the archive's files, which is created if it is missing} */
    public Path archive() throws IOException {
        Path folder = path.resolve(ARCHIVE);
        if (!Files.isDirectory(folder)) {
            Files.createDirectory(folder, ownerOnly(path));
            Folders.sync(path);
        }
        return folder;
    }

    /** {@return whether there is a file of a sink} */
    public boolean hasSink(String name) {
        return Files.exists(path.resolve(name));
    }

    /** Writes a small file: whole, or not at all. */
    public void write(String name, byte[] bytes) throws IOException {
        Folders.writeAtomically(path.resolve(name), bytes);
    }

    /** Says where the crawl stands, for those who look at the folder meanwhile. It is not synced. */
    public void showProgress(RecordedProgress progress) throws IOException {
        Folders.replace(path.resolve(PROGRESS), progress.toJson());
    }

    /** Takes the last word of {@link #showProgress} back: the summary has more. */
    public void endProgress() throws IOException {
        Files.deleteIfExists(path.resolve(PROGRESS));
    }

    /** Releases the lock. */
    @Override
    public void close() throws IOException {
        lock.close();
    }

    private static void makeFolder(Path path) throws IOException, FolderException {
        Path parent = path.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        try {
            Files.createDirectory(path, ownerOnly(path));
            Folders.sync(parent);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(path)) {
                throw new FolderException(
                        "The output folder " + path + " cannot be written: there is a file of that name.", e);
            }
        }
        for (String name : FILES) {
            if (Files.exists(path.resolve(name))) {
                throw new FolderException("The output folder " + path + " already holds a crawl (" + name
                        + "): name another one, or remove it.");
            }
        }
        if (Folders.hasModes(path) && isEmpty(path)) {
            Files.setPosixFilePermissions(path, OWNER_ONLY);
        }
    }

    private static boolean isEmpty(Path path) throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.findAny().isEmpty();
        }
    }

    private static FileAttribute<?>[] fileModes(Path folder) {
        return Folders.hasModes(folder)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static FileAttribute<?>[] ownerOnly(Path path) {
        return Folders.hasModes(path)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
    }
}
