package ayatori.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import ayatori.archive.index.Capture;
import ayatori.archive.index.CaptureIndex;
import ayatori.archive.index.LineSorter;
import ayatori.archive.index.WarcScan;
import ayatori.crawler.folder.CrawlReader;
import ayatori.crawler.folder.FolderException;
import ayatori.crawler.folder.IoReasons;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.netpreserve.jwarc.HttpResponse;

/** Opens archives: finds their files, and sorts their captures into a temporary file. */
final class Opening implements Closeable {
    /** What a crawl calls the folder of its WARC files. */
    static final String ARCHIVE = "archive";

    private static final Pattern WARC = Pattern.compile(".*\\.warc(\\.gz|\\.zst)?");
    private static final byte[] ZIP = {'P', 'K'};
    private static final long SORTER_MEMORY = 32 << 20;

    private final Path folder;
    private final LineSorter sorter;
    private final List<String> warnings = new ArrayList<>();
    private long captures;

    private Opening() throws IOException {
        folder = Files.createTempDirectory("ayatori-archive");
        sorter = new LineSorter(folder, SORTER_MEMORY);
    }

    static Archive open(Path path, boolean verifies) throws ArchiveException {
        if (!Files.exists(path)) {
            throw new ArchiveException("There is no file or folder " + path + ".");
        }
        try {
            var opening = new Opening();
            try {
                if (Files.isDirectory(path)) {
                    return opening.folder(path);
                }
                return isZip(path) ? opening.wacz(path, verifies) : opening.warc(path);
            } catch (ArchiveException | IOException | RuntimeException e) {
                opening.close();
                throw e;
            }
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
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file ->
                            WARC.matcher(String.valueOf(file.getFileName())).matches())
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
    }

    private Archive folder(Path path) throws IOException, ArchiveException {
        boolean isCrawl = Files.exists(path.resolve("crawl.json"));
        List<Path> warcs = warcs(isCrawl ? path.resolve(ARCHIVE) : path);
        if (warcs.isEmpty()) {
            throw new ArchiveException(
                    isCrawl
                            ? "The crawl in " + path + " has no archive: crawl with --format warc to make one."
                            : "The folder " + path + " has no WARC files.");
        }
        var files = new WarcFiles.Loose(readable(warcs));
        if (!isCrawl) {
            return scanned(path, files);
        }
        for (String name : files.names()) {
            scan(files, name, this::add);
        }
        CaptureIndex index = index();
        Path pages = folder.resolve("pages.jsonl");
        try (var out = Files.newBufferedWriter(pages)) {
            CrawlPages.write(CrawlReader.open(path), index, out);
        } catch (FolderException e) {
            throw new ArchiveException(Objects.requireNonNullElse(e.getMessage(), e.toString()), e);
        }
        return archive(path, files, index, pages);
    }

    /** Files compressed by zstd are rewritten as temporary ones by gzip, which jwarc reads at any record. */
    private List<Path> readable(List<Path> warcs) throws IOException {
        List<Path> readable = new ArrayList<>();
        for (Path warc : warcs) {
            String name = String.valueOf(warc.getFileName());
            if (name.endsWith(".zst")) {
                Path copy = folder.resolve(name.substring(0, name.length() - ".zst".length()) + ".gz");
                Recompression.zstdToGzip(warc, copy);
                readable.add(copy);
            } else {
                readable.add(warc);
            }
        }
        return readable;
    }

    private Archive warc(Path path) throws IOException, ArchiveException {
        return scanned(path, new WarcFiles.Loose(readable(List.of(path))));
    }

    /** Files of which nobody knows the pages: they are looked into. */
    private Archive scanned(Path path, WarcFiles files) throws IOException, ArchiveException {
        Path pages = folder.resolve("pages.jsonl");
        try (var out = Files.newBufferedWriter(pages)) {
            for (String name : files.names()) {
                scan(files, name, new Looking(out));
            }
        }
        if (captures == 0) {
            throw new ArchiveException(
                    warnings.isEmpty()
                            ? path + " holds no responses of web pages: it is empty, or not a WARC file."
                            : warnings.getFirst());
        }
        return archive(path, files, index(), pages);
    }

    /** A WACZ file brings its index and its pages. What it lacks is made. */
    private Archive wacz(Path path, boolean verifies) throws IOException, ArchiveException {
        Wacz wacz = Wacz.open(path, verifies);
        try {
            var files = new WarcFiles.Zipped(wacz);
            List<String> indexes = wacz.within(Wacz.INDEXES).stream()
                    .filter(name -> name.matches(".*\\.cdxj?(\\.gz)?"))
                    .toList();
            for (String name : indexes) {
                readIndex(path, wacz, name);
            }
            List<String> pages = wacz.within(Wacz.PAGES);
            Path found = folder.resolve("pages.jsonl");
            if (indexes.isEmpty()) {
                try (var out = Files.newBufferedWriter(found)) {
                    for (String name : files.names()) {
                        scan(files, name, pages.isEmpty() ? new Looking(out) : this::add);
                    }
                }
            }
            if (captures == 0) {
                throw new ArchiveException(path + " holds no responses of web pages.");
            }
            List<Archive.PageFile> pageFiles = new ArrayList<>();
            if (Files.exists(found)) {
                pageFiles.add(() -> Files.newInputStream(found));
            }
            pages.forEach(name -> pageFiles.add(() -> wacz.open(name)));
            String title = wacz.text("title");
            return new Archive(title == null ? name(path) : title, files, index(), pageFiles, warnings, captures, this);
        } catch (ArchiveException | IOException | RuntimeException e) {
            wacz.close();
            throw e;
        }
    }

    private void readIndex(Path path, Wacz wacz, String name) throws IOException, ArchiveException {
        Set<String> warcs = wacz.warcs();
        InputStream in = wacz.open(name);
        try (var lines = new BufferedReader(
                new InputStreamReader(name.endsWith(".gz") ? new GZIPInputStream(in, 64 << 10) : in, UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Capture capture = line.isBlank() ? null : Capture.parse(line);
                if (capture == null) {
                    continue;
                }
                if (!warcs.contains(capture.file())) {
                    throw new ArchiveException(
                            path + " is damaged: its index names a file " + capture.file() + " that it does not have.");
                }
                add(capture.normalized());
            }
        } catch (IllegalArgumentException e) {
            throw new ArchiveException(path + " is damaged: a line of its index " + name + " is not one.", e);
        }
    }

    private Archive archive(Path path, WarcFiles files, CaptureIndex index, Path pages) {
        return new Archive(
                name(path), files, index, List.of(() -> Files.newInputStream(pages)), warnings, captures, this);
    }

    private static String name(Path path) {
        Path name = path.toAbsolutePath().normalize().getFileName();
        return name == null ? "archive" : name.toString();
    }

    private void add(Capture capture) throws IOException {
        sorter.add(capture.toLine());
        captures++;
    }

    private void scan(WarcFiles files, String name, WarcScan.Captures taker) throws IOException {
        String damage = WarcScan.read(name, files.open(name), taker).damage();
        if (damage != null) {
            warnings.add(damage);
        }
    }

    private CaptureIndex index() throws IOException {
        Path file = folder.resolve("index.cdxj");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 64 << 10)) {
            sorter.writeTo(out);
        }
        return CaptureIndex.open(file);
    }

    /** Takes captures, and writes down which pages are among them. */
    private final class Looking implements WarcScan.Captures {
        private final Writer out;
        private final Map<Long, ArchivedPage> looked = new HashMap<>();

        Looking(Writer out) {
            this.out = out;
        }

        @Override
        public void look(Capture capture, HttpResponse response) throws IOException {
            if (capture.isPage()) {
                PageText text = PageText.of(
                        DecodedBody.of(response),
                        response.headers().first("Content-Type").orElse(""));
                looked.put(
                        capture.offset(), new ArchivedPage(capture.url(), capture.time(), text.title(), text.text()));
            }
        }

        @Override
        public void accept(Capture capture) throws IOException {
            add(capture);
            ArchivedPage page = looked.remove(capture.offset());
            if (page != null) {
                out.append(page.toLine()).append('\n');
            }
        }
    }

    /** Deletes the temporary files. */
    @Override
    public void close() throws IOException {
        List<Path> entries;
        try (Stream<Path> all = Files.walk(folder)) {
            entries = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path entry : entries) {
            Files.deleteIfExists(entry);
        }
    }
}
