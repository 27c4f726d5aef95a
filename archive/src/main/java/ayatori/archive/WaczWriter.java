package ayatori.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import ayatori.archive.index.Capture;
import ayatori.archive.index.CaptureIndex;
import ayatori.archive.index.LineSorter;
import ayatori.archive.index.WarcScan;
import ayatori.crawler.folder.CrawlReader;
import ayatori.crawler.folder.FolderException;
import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.netpreserve.jwarc.HttpResponse;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a WACZ file. Nothing of it is held: a WARC file is read twice, first for its captures and digests, then to be copied;
 * index and pages are made in temporary files.
 *
 * <p>WARC files and a compressed index are stored as they are, so that a player can read any part of them by HTTP.
 */
final class WaczWriter implements Closeable {
    static final String VERSION = "1.1.1";

    /** The index of more captures is compressed. */
    private static final int PLAIN_INDEX_MAX = 10_000;

    private static final long SORTER_MEMORY = 32 << 20;

    private final ZipOutputStream zip;
    private final Instant created;
    private final @Nullable Signer signer;
    private final Path temporary;
    private final LineSorter sorter;
    private final ArrayNode resources = JsonMapper.shared().createArrayNode();
    private final List<String> warnings = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private long captures;
    private long pages;
    private long cookies;

    WaczWriter(Path file, Instant created, @Nullable Signer signer) throws IOException {
        this.created = created;
        this.signer = signer;
        zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 256 << 10), UTF_8);
        try {
            temporary = Files.createTempDirectory(file.toAbsolutePath().getParent(), ".ayatori-wacz");
        } catch (IOException e) {
            zip.close();
            throw e;
        }
        sorter = new LineSorter(temporary, SORTER_MEMORY);
    }

    List<String> warnings() {
        return warnings;
    }

    long captures() {
        return captures;
    }

    long pages() {
        return pages;
    }

    /** How many responses set cookies. */
    long cookies() {
        return cookies;
    }

    /** Adds a WARC file, up to its last whole record. */
    void addWarc(Path path) throws IOException {
        String name = free(String.valueOf(path.getFileName()));
        Path source = path;
        if (name.endsWith(".zst")) {
            // Players do not read zstd.
            name = name.substring(0, name.length() - ".zst".length()) + ".gz";
            source = temporary.resolve(name);
            Recompression.zstdToGzip(path, source);
        }
        // A running crawl may add to the file: what is in it now is exported.
        long size = Files.size(source);
        var measured = new Measured();
        WarcScan.Result result;
        try (InputStream in = Files.newInputStream(source)) {
            result = WarcScan.read(name, measured.reading(new Limited(in, size)), new Counting());
        }
        Measured.Sum sum = measured.sum();
        if (result.damage() != null) {
            warnings.add(result.damage());
        }
        if (result.damage() != null || sum.bytes() != size) {
            try (InputStream in = Files.newInputStream(source)) {
                sum = Measured.of(new Limited(in, Math.min(size, result.whole())));
            }
        }
        try (InputStream in = Files.newInputStream(source)) {
            store(Wacz.ARCHIVE + name, sum, new Limited(in, sum.bytes()));
        }
        if (!source.equals(path)) {
            Files.delete(source);
        }
    }

    /** A name that no other file has: those of several crawls may be the same. */
    private String free(String name) {
        String free = name;
        for (int n = 2; !names.add(free); n++) {
            free = n + "-" + name;
        }
        return free;
    }

    private final class Counting implements WarcScan.Captures {
        @Override
        public void accept(Capture capture) throws IOException {
            sorter.add(capture.toLine());
            captures++;
        }

        @Override
        public void look(Capture capture, HttpResponse response) {
            if (response.headers().first("Set-Cookie").isPresent()) {
                cookies++;
            }
        }
    }

    /** Adds index, pages and description. */
    void finish(CrawlReader crawl) throws IOException, FolderException {
        Path plain = temporary.resolve("index.cdx");
        try (var out = new BufferedOutputStream(Files.newOutputStream(plain), 64 << 10)) {
            captures = sorter.writeTo(out);
        }
        if (captures <= PLAIN_INDEX_MAX) {
            compress(Wacz.INDEXES + "index.cdx", plain);
        } else {
            try (var compressed = new ZipNum(temporary);
                    var lines = Files.newBufferedReader(plain)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    compressed.add(line.getBytes(UTF_8));
                }
            }
            Path blocks = temporary.resolve(ZipNum.BLOCKS);
            store(
                    Wacz.INDEXES + ZipNum.BLOCKS,
                    Measured.of(Files.newInputStream(blocks)),
                    Files.newInputStream(blocks));
            compress(Wacz.INDEXES + ZipNum.INDEX, temporary.resolve(ZipNum.INDEX));
        }
        Path list = temporary.resolve("pages.jsonl");
        CrawlPages.Listed listed;
        try (CaptureIndex index = CaptureIndex.open(plain);
                BufferedWriter out = Files.newBufferedWriter(list)) {
            listed = CrawlPages.write(crawl, index, out);
        }
        pages = listed.count();
        compress(Wacz.PAGES + "pages.jsonl", list);
        describe(crawl, listed.main());
        zip.finish();
    }

    private void describe(CrawlReader crawl, @Nullable ArchivedPage main) throws IOException {
        String software = "Ayatori " + crawl.manifest().program();
        ObjectNode description = JsonMapper.shared()
                .createObjectNode()
                .put("profile", "data-package")
                .put("wacz_version", WaczWriter.VERSION)
                .put("software", software)
                .put("created", created.toString())
                .put("modified", created.toString());
        Path name = crawl.folder().toAbsolutePath().normalize().getFileName();
        description.put("title", main == null || main.title().isEmpty() ? String.valueOf(name) : main.title());
        if (main != null) {
            description
                    .put("mainPageUrl", main.url())
                    .put("mainPageDate", main.time().toString());
        }
        description.set("resources", resources);
        byte[] bytes = JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsBytes(description);
        small(Wacz.PACKAGE, bytes);
        String hash = Measured.of(bytes).hash();
        ObjectNode digest =
                JsonMapper.shared().createObjectNode().put("path", Wacz.PACKAGE).put("hash", hash);
        if (signer != null) {
            digest.set("signedData", signer.sign(hash, created, software));
        }
        small(
                Wacz.PACKAGE_DIGEST,
                JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsBytes(digest));
    }

    private ZipEntry entry(String name) {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(LocalDateTime.ofInstant(created, ZoneOffset.UTC));
        return entry;
    }

    /** Adds a file as it is. A stored entry tells its length and checksum in front. */
    private void store(String name, Measured.Sum sum, InputStream content) throws IOException {
        ZipEntry entry = entry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(sum.bytes());
        entry.setCrc(sum.crc());
        zip.putNextEntry(entry);
        try (content) {
            content.transferTo(zip);
        }
        zip.closeEntry();
        resource(name, sum);
    }

    private void compress(String name, Path file) throws IOException {
        zip.putNextEntry(entry(name));
        var measured = new Measured();
        try (InputStream in = measured.reading(Files.newInputStream(file))) {
            in.transferTo(zip);
        }
        zip.closeEntry();
        resource(name, measured.sum());
    }

    private void small(String name, byte[] bytes) throws IOException {
        zip.putNextEntry(entry(name));
        zip.write(bytes);
        zip.closeEntry();
    }

    private void resource(String path, Measured.Sum sum) {
        resources.add(JsonMapper.shared()
                .createObjectNode()
                .put("name", path.substring(path.indexOf('/') + 1))
                .put("path", path)
                .put("hash", sum.hash())
                .put("bytes", sum.bytes()));
    }

    /** Closes the file and deletes the temporary ones. */
    @Override
    public void close() throws IOException {
        try (zip) {
            List<Path> entries;
            try (Stream<Path> all = Files.walk(temporary)) {
                entries = all.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path entry : entries) {
                Files.deleteIfExists(entry);
            }
        }
    }
}
