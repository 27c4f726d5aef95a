package ayatori.archive.site;

import ayatori.archive.Archive;
import ayatori.archive.ArchivedAnswer;
import ayatori.archive.index.Capture;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.folder.CrawlReader;
import ayatori.crawler.folder.FolderException;
import ayatori.crawler.folder.RecordedPage;
import ayatori.export.folder.FolderReport;
import ayatori.export.table.ExportException;
import ayatori.web.charset.CharsetSniffer;
import ayatori.web.charset.Encoding;
import ayatori.web.css.CssText;
import ayatori.web.mime.MimeSniffer;
import ayatori.web.mime.MimeType;
import ayatori.web.url.Canonicalizer;
import ayatori.web.url.Url;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes the copy of a site. In memory is only which URL is in which file. */
final class SiteWriter implements Kept {
    /** Pages and style sheets are rewritten in memory; longer ones are copied as they are. */
    private static final int REWRITTEN_BYTES_MAX = 64 << 20;

    private static final int REDIRECTS_MAX = 20;
    private static final int LISTED_MAX = 10_000;
    private static final String UTF_8_MARK = "\uFEFF";

    private final Archive archive;
    private final CrawlReader crawl;
    private final Path out;
    private final Canonicalizer canonicalizer;
    private final SitePaths paths = new SitePaths(List.of(SiteIndex.INDEX, SiteIndex.NOT_KEPT));

    /** By the canonical forms of URLs. */
    private final Map<String, Stored> stored = new LinkedHashMap<>();

    private final Map<String, String> redirects = new HashMap<>();
    private final List<String> warnings = new ArrayList<>();
    private Instant latest = Instant.EPOCH;
    private int damaged;

    /** The capture of a URL, and the file in which it is. */
    private record Stored(Capture capture, Url url, String path) {}

    SiteWriter(Archive archive, CrawlReader crawl, Path out) throws FolderException {
        this.archive = archive;
        this.crawl = crawl;
        this.out = out;
        this.canonicalizer = new Canonicalizer(
                crawl.manifest().crawlOptions().build().extent().canonicalForm());
    }

    FolderReport write() throws IOException, ExportException, FolderException {
        nameFiles();
        if (stored.isEmpty()) {
            throw new ExportException(
                    "The archive of the crawl in " + crawl.folder() + " holds no answer that can be copied.");
        }
        Files.createDirectories(out);
        int pages = 0;
        for (Stored file : stored.values()) {
            try {
                pages += write(file) ? 1 : 0;
            } catch (IOException e) {
                if (!Files.isWritable(out)) {
                    throw e;
                }
                damaged++;
            }
        }
        writeIndex();
        if (damaged > 0) {
            warnings.add(count(damaged, "capture", "captures") + " could not be read, and "
                    + (damaged == 1 ? "is" : "are") + " missing in the copy.");
        }
        return new FolderReport(
                count(stored.size() - damaged, "file", "files") + " of " + count(pages, "page", "pages")
                        + "; open index.html",
                warnings);
    }

    // ---- which URL is in which file

    /** The latest answer of a URL counts. The index is in the order of URLs, so the same archive gives the same names. */
    private void nameFiles() throws IOException {
        Map<String, Capture> captures = new LinkedHashMap<>();
        try (Stream<Capture> all = archive.index().all()) {
            all.filter(capture -> capture.method().equals("GET")).forEach(capture -> {
                Url url = Url.tryParse(capture.url());
                if (url != null && url.isHttp() && !url.pathAndQuery().equals("/robots.txt")) {
                    captures.merge(key(url), capture, SiteWriter::better);
                }
            });
        } catch (UncheckedIOException e) {
            throw Objects.requireNonNull(e.getCause());
        }
        for (Map.Entry<String, Capture> entry : captures.entrySet()) {
            try {
                name(entry.getKey(), entry.getValue());
            } catch (IOException e) {
                damaged++;
            }
        }
        damaged = 0; // those that have a file are counted when they are written
    }

    private static Capture better(Capture first, Capture second) {
        boolean isGood = second.status() == 200 || second.status() / 100 == 3 || second.isRevisit();
        return isGood ? second : first;
    }

    private void name(String key, Capture capture) throws IOException {
        Url url = Objects.requireNonNull(Url.tryParse(capture.url())).withoutFragment();
        try (ArchivedAnswer answer = archive.read(capture)) {
            String location = answer.header("Location").orElse(null);
            if (answer.status() / 100 == 3 && location != null) {
                Url target = url.tryResolve(location);
                if (target != null && target.isHttp()) {
                    redirects.put(key, key(target));
                }
            } else if (answer.status() == 200) {
                MimeType type = type(answer);
                String last = url.path().substring(url.path().lastIndexOf('/') + 1);
                int dot = last.lastIndexOf('.');
                String given = dot < 0 ? "" : last.substring(dot);
                String path = paths.pathOf(url, SiteFile.extension(type), SiteFile.fitting(type, given));
                stored.put(key, new Stored(capture, url, path));
                latest = capture.time().isAfter(latest) ? capture.time() : latest;
            }
        }
    }

    private static @Nullable MimeType type(ArchivedAnswer answer) throws IOException {
        MimeType named = MimeType.ofContentType(answer.header("Content-Type").orElse(null));
        if (named != null) {
            return named;
        }
        byte[] start = answer.body().readNBytes(1_445);
        return MimeSniffer.sniff(start, 0, start.length);
    }

    private String key(Url url) {
        return canonicalizer
                .canonicalize(url.withoutCredentials().withoutFragment())
                .href();
    }

    @Override
    public @Nullable String pathOf(Url url) {
        String key = key(url);
        for (int i = 0; i <= REDIRECTS_MAX; i++) {
            Stored file = stored.get(key);
            if (file != null) {
                return file.path();
            }
            String target = redirects.get(key);
            if (target == null) {
                return null;
            }
            key = target;
        }
        return null;
    }

    // ---- files

    /** Writes a file; returns whether it is a page. */
    private boolean write(Stored file) throws IOException {
        Path target = out.resolve(file.path());
        Files.createDirectories(Objects.requireNonNull(target.getParent()));
        try (ArchivedAnswer answer = archive.read(file.capture());
                OutputStream to = Files.newOutputStream(target)) {
            String contentType = answer.header("Content-Type").orElse(null);
            SiteFile kind = SiteFile.of(MimeType.ofContentType(contentType));
            if (contentType == null) {
                kind = file.path().endsWith(".html") ? SiteFile.HTML : kind;
            }
            InputStream body = answer.body();
            if (kind != SiteFile.OTHER) {
                byte[] start = body.readNBytes(REWRITTEN_BYTES_MAX);
                to.write(start.length == REWRITTEN_BYTES_MAX ? start : rewritten(file, kind, start, contentType));
            }
            body.transferTo(to);
            return kind == SiteFile.HTML || kind == SiteFile.XHTML;
        }
    }

    private byte[] rewritten(Stored file, SiteFile kind, byte[] body, @Nullable String contentType) {
        if (kind == SiteFile.STYLE) {
            String css = CssText.decode(body, contentType, null);
            String other = SitePage.rewriteStyle(css, file.url(), file.path(), this);
            boolean isAscii = other.chars().allMatch(c -> c < 0x80);
            return (isAscii ? other : UTF_8_MARK + other).getBytes(StandardCharsets.UTF_8);
        }
        Encoding encoding =
                CharsetSniffer.sniff(body, 0, body.length, contentType).encoding();
        byte[] utf8 = encoding.isUtf8() ? body : CharsetSniffer.toUtf8(body, 0, body.length, encoding.charset());
        return SitePage.rewrite(utf8, file.url(), file.path(), this, kind);
    }

    // ---- the index

    private void writeIndex() throws IOException, FolderException {
        List<SiteIndex.Entry> pages = new ArrayList<>();
        long more = 0;
        Map<String, String> titles = new HashMap<>();
        try (Stream<RecordedPage> records = crawl.pages()) {
            for (RecordedPage page : (Iterable<RecordedPage>) records::iterator) {
                Url url = page.role() != null || page.isSitemap() || page.status() != 200
                        ? null
                        : Url.tryParse(page.url());
                Stored file = url == null ? null : stored.get(key(url));
                if (file == null || !SiteWriter.isPage(file)) {
                    continue;
                }
                if (pages.size() < LISTED_MAX) {
                    String title = page.title() == null ? "" : page.title();
                    pages.add(new SiteIndex.Entry(title, page.url(), file.path()));
                    titles.put(file.path(), title);
                } else {
                    more++;
                }
            }
        }
        List<SiteIndex.Entry> starts = new ArrayList<>();
        CrawlOptions options = crawl.manifest().crawlOptions().build();
        for (String seed : options.startUrls()) {
            Url url = Url.tryParse(seed);
            String path = url == null ? null : pathOf(url);
            if (path != null) {
                starts.add(new SiteIndex.Entry(titles.getOrDefault(path, ""), seed, path));
            }
        }
        String name = starts.isEmpty()
                ? stored.values().iterator().next().url().host()
                : starts.getFirst().url();
        Files.writeString(out.resolve(SiteIndex.INDEX), SiteIndex.of(name, starts, pages, more, latest));
        Files.writeString(out.resolve(SiteIndex.NOT_KEPT), SiteIndex.notKept());
    }

    private static boolean isPage(Stored file) {
        return file.path().matches("(?i).*\\.(x?html?|xht|shtml|pdf)");
    }

    private static String count(long number, String one, String many) {
        return "%,d %s".formatted(number, number == 1 ? one : many);
    }
}
