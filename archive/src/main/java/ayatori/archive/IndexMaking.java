package ayatori.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import ayatori.archive.index.Capture;
import ayatori.archive.index.CaptureIndex;
import ayatori.archive.index.LineSorter;
import ayatori.archive.index.WarcScan;
import ayatori.crawler.folder.CrawlReader;
import ayatori.crawler.folder.FolderException;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.netpreserve.jwarc.HttpResponse;

/** Makes the index and the list of pages of an archive: in the folder where they are stored, or in a temporary one. */
final class IndexMaking implements Closeable {
    private static final long SORTER_MEMORY = 32 << 20;

    /** Where the index is to be stored; null if it is not. */
    private final @Nullable StoredIndex stored;

    /** Where the index and the list of pages are made. */
    private final Path folder;

    private final LineSorter sorter;
    private final List<String> warnings = new ArrayList<>();
    private long captures;

    IndexMaking(@Nullable StoredIndex stored) throws IOException {
        Path beside = stored == null ? null : stored.begin();
        this.stored = beside == null ? null : stored;
        folder = beside == null ? Files.createTempDirectory("ayatori-archive") : beside;
        sorter = new LineSorter(folder, SORTER_MEMORY);
    }

    /** Makes the index of WARC files, and the list of their pages. */
    StoredIndex.Found index(Path path, WarcFiles files) throws IOException, ArchiveException {
        if (Opening.isCrawl(path)) {
            for (String name : files.names()) {
                scan(files, name, this::add);
            }
            writeIndex();
            try (CaptureIndex index = CaptureIndex.open(folder.resolve(StoredIndex.INDEX));
                    var out = Files.newBufferedWriter(folder.resolve(StoredIndex.PAGES))) {
                CrawlPages.write(CrawlReader.open(path), index, out);
            } catch (FolderException e) {
                throw new ArchiveException(Objects.requireNonNullElse(e.getMessage(), e.toString()), e);
            }
        } else {
            look(files);
            if (captures == 0) {
                throw new ArchiveException(
                        warnings.isEmpty()
                                ? path + " holds no responses of web pages: it is empty, or not a WARC file."
                                : warnings.getFirst());
            }
            writeIndex();
        }
        return ended();
    }

    /** Files compressed by zstd are rewritten as temporary ones by gzip, which jwarc reads at any record. */
    List<Path> readable(List<Path> warcs) throws IOException {
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

    /** A WACZ file brings its index and its pages. What it lacks is made. */
    StoredIndex.Found index(Path path, Wacz wacz) throws IOException, ArchiveException {
        List<String> indexes = wacz.within(Wacz.INDEXES).stream()
                .filter(name -> name.matches(".*\\.cdxj?(\\.gz)?"))
                .toList();
        for (String name : indexes) {
            readIndex(path, wacz, name);
        }
        var files = new WarcFiles.Zipped(wacz);
        if (indexes.isEmpty() && wacz.within(Wacz.PAGES).isEmpty()) {
            look(files);
        } else {
            for (String name : indexes.isEmpty() ? files.names() : Set.<String>of()) {
                scan(files, name, this::add);
            }
            Files.createFile(folder.resolve(StoredIndex.PAGES));
        }
        if (captures == 0) {
            throw new ArchiveException(path + " holds no responses of web pages.");
        }
        writeIndex();
        return ended();
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

    private void writeIndex() throws IOException {
        try (sorter;
                OutputStream out =
                        new BufferedOutputStream(Files.newOutputStream(folder.resolve(StoredIndex.INDEX)), 64 << 10)) {
            sorter.writeTo(out);
        }
    }

    /** Index and list of pages are made: they are stored, if they are to be. */
    private StoredIndex.Found ended() throws IOException {
        Path place = stored == null ? folder : stored.store(folder, captures, warnings);
        return new StoredIndex.Found(place, captures, warnings);
    }

    /** Reads files of which nobody knows the pages: they are looked into. */
    private void look(WarcFiles files) throws IOException {
        try (var out = Files.newBufferedWriter(folder.resolve(StoredIndex.PAGES))) {
            for (String name : files.names()) {
                scan(files, name, new Looking(out));
            }
        }
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

    /** Deletes the temporary files. An index that was stored is elsewhere by now. */
    @Override
    public void close() throws IOException {
        StoredIndex.delete(folder);
    }
}
