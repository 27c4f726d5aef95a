package ayatori.export.format;

import ayatori.crawler.folder.FolderException;
import ayatori.export.table.Row;
import ayatori.export.table.Table;
import ayatori.export.table.Values;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A sitemap (sitemaps.org) of the pages that a search engine may show: status 2xx, HTML or PDF, whole, not declared a copy of
 * another page, and without {@code noindex} where the crawl has recorded metadata. {@code lastmod} is the date that the server
 * gave.
 *
 * <p>A sitemap holds at most 50,000 URLs and 50 MB. If there are more, further files are written beside it, and the sitemap is
 * an index of them.
 */
public final class SitemapFormat implements TableFormat {
    static final int URLS_MAX = 50_000;
    static final long BYTES_MAX = 52_428_800;

    /** The protocol allows fewer characters than this. */
    private static final int URL_LENGTH = 2_048;

    private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    private static final String NAMESPACE = " xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n";

    private final String fileName;
    private final @Nullable String base;
    private final int urlsMax;
    private final long bytesMax;
    private final List<Path> parts = new ArrayList<>();
    private String origin = "";

    /**
     * Creates the format for one file.
     *
     * @param fileName the name of the sitemap; those of further files are made of it
     * @param base the URL of the folder in which the files will be published; null for the root of the first page's host
     */
    public SitemapFormat(String fileName, @Nullable String base) {
        this(fileName, base, URLS_MAX, BYTES_MAX);
    }

    SitemapFormat(String fileName, @Nullable String base, int urlsMax, long bytesMax) {
        this.fileName = fileName;
        this.base = base;
        this.urlsMax = urlsMax;
        this.bytesMax = bytesMax;
    }

    @Override
    public String name() {
        return "sitemap";
    }

    @Override
    public String suffix() {
        return "-sitemap.xml";
    }

    /** {@return the further files that were written beside the sitemap, if it is an index; they end in {@code .part}} */
    public List<Path> parts() {
        return List.copyOf(parts);
    }

    @Override
    public void write(Path file, List<Table> tables) throws IOException, FolderException {
        Table pages = tables.getFirst();
        Predicate<Row> isIndexable = isIndexable(pages);
        int url = pages.indexOf("url");
        int lastModified = pages.indexOf("lastModified");
        try (var sitemaps = new Sitemaps(file)) {
            StreamFormat.forEach(pages.where(isIndexable), page -> {
                String location = String.valueOf(page.value(url));
                String modified = lastmod((String) page.value(lastModified));
                sitemaps.add(
                        location,
                        "<url><loc>" + Xml.escape(location) + "</loc>"
                                + (modified == null ? "" : "<lastmod>" + modified + "</lastmod>") + "</url>\n");
            });
        }
        if (parts.size() == 1) {
            Files.move(parts.removeFirst(), file);
        } else {
            writeIndex(file);
        }
    }

    private void writeIndex(Path file) throws IOException {
        String folder = base == null ? origin + "/" : base.endsWith("/") ? base : base + "/";
        var index = new StringBuilder(HEAD + "<sitemapindex" + NAMESPACE);
        for (int i = 1; i <= parts.size(); i++) {
            index.append("<sitemap><loc>")
                    .append(Xml.escape(folder + partName(i)))
                    .append("</loc></sitemap>\n");
        }
        Files.writeString(file, index.append("</sitemapindex>\n"), StandardOpenOption.CREATE_NEW);
    }

    /** The name of a further file: {@code sitemap-1.xml} beside {@code sitemap.xml}. */
    private String partName(int number) {
        int dot = fileName.lastIndexOf('.');
        return dot < 0 ? fileName + "-" + number : fileName.substring(0, dot) + "-" + number + fileName.substring(dot);
    }

    private static Predicate<Row> isIndexable(Table pages) {
        int url = pages.indexOf("url");
        int status = pages.indexOf("status");
        int type = pages.indexOf("contentType");
        int canonical = pages.indexOf("canonical");
        int sitemap = pages.indexOf("sitemap");
        int role = pages.indexOf("role");
        int truncated = pages.indexOf("truncated");
        int robots = pages.indexOf("metadata.robots");
        return page -> page.value(status) instanceof Long code
                && code >= 200
                && code < 300
                && isDocument(page.value(type))
                && !Boolean.TRUE.equals(page.value(sitemap))
                && (role < 0 || page.value(role) == null)
                && page.value(truncated) == null
                && (page.value(canonical) == null || Objects.equals(page.value(canonical), page.value(url)))
                && String.valueOf(page.value(url)).length() < URL_LENGTH
                && (robots < 0 || !isNoindex(String.valueOf(Values.text(page.value(robots)))));
    }

    private static boolean isDocument(@Nullable Object contentType) {
        String type = String.valueOf(contentType).toLowerCase(Locale.ROOT);
        return type.startsWith("text/html")
                || type.startsWith("application/xhtml+xml")
                || type.startsWith("application/pdf");
    }

    private static boolean isNoindex(String robots) {
        String rules = robots.toLowerCase(Locale.ROOT);
        return rules.contains("noindex") || rules.matches("\\W*none\\W*");
    }

    /** A date of HTTP in the form of the W3C; null if it is none. */
    static @Nullable String lastmod(@Nullable String lastModified) {
        if (lastModified == null) {
            return null;
        }
        try {
            return ZonedDateTime.parse(lastModified.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .withZoneSameInstant(ZoneOffset.UTC)
                    .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Writes one file after the other, none beyond the limits. */
    private final class Sitemaps implements AutoCloseable {
        private static final String END = "</urlset>\n";

        private final Path file;
        private @Nullable OutputStream out;
        private int urls;
        private long bytes;

        Sitemaps(Path file) throws IOException {
            this.file = file;
            open();
        }

        void add(String location, String entry) throws IOException {
            byte[] line = entry.getBytes(StandardCharsets.UTF_8);
            if (urls == urlsMax || bytes + line.length + END.length() > bytesMax) {
                close();
                open();
            }
            if (origin.isEmpty()) {
                int path = location.indexOf('/', location.indexOf("://") + 3);
                origin = path < 0 ? location : location.substring(0, path);
            }
            write(line);
            urls++;
        }

        private void open() throws IOException {
            Path part = file.resolveSibling(partName(parts.size() + 1) + ".part");
            out = new BufferedOutputStream(Files.newOutputStream(part), StreamFormat.BUFFER_BYTES);
            parts.add(part);
            urls = 0;
            bytes = 0;
            write((HEAD + "<urlset" + NAMESPACE).getBytes(StandardCharsets.UTF_8));
        }

        private void write(byte[] text) throws IOException {
            OutputStream open = out;
            if (open != null) {
                open.write(text);
                bytes += text.length;
            }
        }

        @Override
        public void close() throws IOException {
            OutputStream open = out;
            if (open != null) {
                write(END.getBytes(StandardCharsets.UTF_8));
                out = null;
                open.close();
            }
        }
    }
}
