package ayatori.archive;

import ayatori.archive.index.CaptureIndex;
import ayatori.crawler.folder.FolderException;
import ayatori.crawler.folder.IoReasons;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Opens archives: finds their files, and the index of their captures, which is stored beside them or made anew. */
final class Opening {
    private Opening() {}

    /** What a crawl calls the folder of its WARC files. */
    static final String ARCHIVE = "archive";

    /** Smaller archives are read again each time: that takes less than a second, and leaves no files behind. */
    private static final long STORED_FROM_BYTES = 16 << 20;

    private static final Pattern WARC = Pattern.compile(".*\\.warc(\\.gz|\\.zst)?");
    private static final byte[] ZIP = {'P', 'K'};

    static Archive open(Path path, boolean verifies) throws ArchiveException {
        return open(path, verifies, STORED_FROM_BYTES);
    }

    /**
     * Opens an archive.
     *
     * @param storedFrom the size of an archive, in bytes, from which its index is stored beside it
     */
    static Archive open(Path path, boolean verifies, long storedFrom) throws ArchiveException {
        return open(path, verifies, storedFrom, null);
    }

    /** Opens an archive that another one refers to. */
    static Archive openEarlier(Path path, EarlierArchives earlier) throws ArchiveException {
        return open(path, false, STORED_FROM_BYTES, earlier);
    }

    private static Archive open(Path path, boolean verifies, long storedFrom, @Nullable EarlierArchives earlier)
            throws ArchiveException {
        if (!Files.exists(path)) {
            throw new ArchiveException("There is no file or folder " + path + ".");
        }
        try {
            if (Files.isDirectory(path)) {
                return folder(path, storedFrom, earlier);
            }
            return isZip(path)
                    ? wacz(path, verifies, storedFrom)
                    : loose(path, path, List.of(path), storedFrom, EarlierArchives.NONE);
        } catch (IOException e) {
            throw new ArchiveException(path + " cannot be read: " + IoReasons.of(e) + ".", e);
        }
    }

    private static boolean isZip(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return path.toString().endsWith(".wacz") || Arrays.equals(in.readNBytes(ZIP.length), ZIP);
        }
    }

    /** The WARC files of a folder, by their names. */
    static List<Path> warcs(Path folder) throws IOException {
        return files(folder, WARC);
    }

    /** The WARC files of an archive that is no WACZ file: a crawl folder, a folder of WARC files, or one of them. */
    static List<Path> warcsOf(Path archive) throws IOException {
        if (isCrawl(archive)) {
            return warcs(archive.resolve(ARCHIVE));
        }
        return Files.isDirectory(archive) ? warcs(archive) : List.of(archive);
    }

    private static List<Path> files(Path folder, Pattern names) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file ->
                            names.matcher(String.valueOf(file.getFileName())).matches())
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
    }

    // ---- WARC files

    private static Archive folder(Path path, long storedFrom, @Nullable EarlierArchives given)
            throws IOException, ArchiveException {
        boolean isCrawl = isCrawl(path);
        Path root = isCrawl ? path.resolve(ARCHIVE) : path;
        List<Path> warcs = warcs(root);
        if (warcs.isEmpty()) {
            throw new ArchiveException(
                    isCrawl
                            ? "The crawl in " + path + " has no archive: crawl with --format warc to make one."
                            : "The folder " + path + " has no WARC files.");
        }
        EarlierArchives earlier = given != null ? given : isCrawl ? earlier(path) : EarlierArchives.NONE;
        return loose(path, root, warcs, storedFrom, earlier);
    }

    private static EarlierArchives earlier(Path crawl) throws ArchiveException {
        try {
            return EarlierArchives.of(crawl);
        } catch (FolderException e) {
            throw new ArchiveException(Objects.requireNonNullElse(e.getMessage(), e.toString()), e);
        }
    }

    static boolean isCrawl(Path path) {
        return Files.exists(path.resolve("crawl.json"));
    }

    /**
     * Opens WARC files.
     *
     * @param path what is opened
     * @param root the file, or the folder that the files are in
     */
    private static Archive loose(Path path, Path root, List<Path> warcs, long storedFrom, EarlierArchives earlier)
            throws IOException, ArchiveException {
        StoredIndex stored = isStored(warcs, storedFrom) ? StoredIndex.of(root, inputs(path, warcs)) : null;
        StoredIndex.Found found = stored == null ? null : stored.find();
        if (found != null) {
            return archive(path, new WarcFiles.Loose(warcs), found, earlier, () -> {});
        }
        var making = new IndexMaking(stored);
        try {
            var files = new WarcFiles.Loose(making.readable(warcs));
            return archive(path, files, making.index(path, files), earlier, making);
        } catch (ArchiveException | IOException | RuntimeException e) {
            making.close();
            throw e;
        }
    }

    /** Positions in a file compressed by zstd are those of a temporary copy, which has to be made each time. */
    private static boolean isStored(List<Path> warcs, long storedFrom) throws IOException {
        long bytes = 0;
        for (Path warc : warcs) {
            if (warc.toString().endsWith(".zst")) {
                return false;
            }
            bytes += Files.size(warc);
        }
        return bytes >= storedFrom;
    }

    /** What the index and the list of pages are made of. */
    private static List<Path> inputs(Path path, List<Path> warcs) throws IOException {
        List<Path> inputs = new ArrayList<>(warcs);
        if (isCrawl(path)) {
            inputs.addAll(files(path, Pattern.compile("pages\\.jsonl(\\.zst)?")));
        }
        return inputs;
    }

    private static Archive archive(
            Path path, WarcFiles files, StoredIndex.Found found, EarlierArchives earlier, Closeable temporary)
            throws IOException {
        Path pages = found.folder().resolve(StoredIndex.PAGES);
        return new Archive(
                name(path),
                files,
                CaptureIndex.open(found.folder().resolve(StoredIndex.INDEX)),
                List.of(() -> Files.newInputStream(pages)),
                found.warnings(),
                found.captures(),
                earlier,
                temporary);
    }

    // ---- WACZ files

    private static Archive wacz(Path path, boolean verifies, long storedFrom) throws IOException, ArchiveException {
        Wacz wacz = Wacz.open(path, verifies);
        try {
            StoredIndex stored = isStored(List.of(path), storedFrom) ? StoredIndex.of(path, List.of(path)) : null;
            StoredIndex.Found found = stored == null ? null : stored.find();
            if (found != null) {
                return archive(path, wacz, found, () -> {});
            }
            var making = new IndexMaking(stored);
            try {
                return archive(path, wacz, making.index(path, wacz), making);
            } catch (ArchiveException | IOException | RuntimeException e) {
                making.close();
                throw e;
            }
        } catch (ArchiveException | IOException | RuntimeException e) {
            wacz.close();
            throw e;
        }
    }

    private static Archive archive(Path path, Wacz wacz, StoredIndex.Found found, Closeable temporary)
            throws IOException {
        Path made = found.folder().resolve(StoredIndex.PAGES);
        List<Archive.PageFile> pages = new ArrayList<>();
        pages.add(() -> Files.newInputStream(made));
        wacz.within(Wacz.PAGES).forEach(name -> pages.add(() -> wacz.open(name)));
        String title = wacz.text("title");
        return new Archive(
                title == null ? name(path) : title,
                new WarcFiles.Zipped(wacz),
                CaptureIndex.open(found.folder().resolve(StoredIndex.INDEX)),
                pages,
                found.warnings(),
                found.captures(),
                EarlierArchives.NONE,
                temporary);
    }

    private static String name(Path path) {
        Path name = path.toAbsolutePath().normalize().getFileName();
        return name == null ? "archive" : name.toString();
    }
}
