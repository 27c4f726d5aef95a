package ayatori.export.content;

import ayatori.crawler.folder.FolderException;
import ayatori.export.folder.FolderExport;
import ayatori.export.folder.FolderFormat;
import ayatori.export.folder.FolderReport;
import ayatori.export.table.ExportException;
import ayatori.export.table.Hints;
import ayatori.export.table.Row;
import ayatori.export.table.Values;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** A folder with a file for each page that has text, and {@code files.jsonl}, which tells the file of each URL. */
public final class FilesFormat implements FolderFormat {
    private static final String AS = "as";
    private static final List<String> KINDS = List.of("markdown", "text", "html");
    private static final JsonFactory JSON =
            JsonFactory.builder().rootValueSeparator((String) null).build();

    /** Created by the {@link java.util.ServiceLoader}. */
    public FilesFormat() {}

    @Override
    public String name() {
        return "files";
    }

    @Override
    public String suffix() {
        return "-files";
    }

    @Override
    public boolean writesFolder() {
        return true;
    }

    @Override
    public boolean selectsPages() {
        return true;
    }

    @Override
    public Set<String> options() {
        return Set.of(AS);
    }

    @Override
    public FolderReport export(FolderExport export) throws IOException, ExportException, FolderException {
        String kind = kind(export);
        ContentPages pages = ContentPages.of(export);
        if (kind.equals("html")) {
            try (PageBodies bodies = PageBodies.open(export, pages)) {
                long count = write(export, pages, bodies::content);
                if (count == 0) {
                    throw new ExportException("The archive of the crawl in "
                            + export.crawl().folder() + " holds none of the pages to export.");
                }
                return new FolderReport(files(count), bodies.warnings());
            }
        }
        boolean isText = kind.equals("text");
        long count = write(export, pages, row -> isText ? text(pages.page(row)) : markdownOrText(pages.page(row)));
        if (count == 0) {
            throw Corpus.nothing(export, isText ? "text" : "Markdown", isText ? "--text" : "--markdown");
        }
        return FolderReport.of(files(count));
    }

    private static String files(long count) {
        return count == 1 ? "1 file" : count + " files";
    }

    /**
     * What a file holds.
     *
     * @param suffix of its name
     * @param bytes its content
     */
    @SuppressWarnings("ArrayRecordComponent") // Written at once; never compared.
    record Content(String suffix, byte[] bytes) {
        static Content of(String suffix, String text) {
            return new Content(suffix, Values.wellFormed(text).getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Makes the content of a page's file; null if it has none. */
    @FunctionalInterface
    private interface Contents {
        @Nullable Content of(Row row) throws IOException;
    }

    /** Returns the number of files. */
    private static long write(FolderExport export, ContentPages pages, Contents contents)
            throws IOException, FolderException {
        var names = new SafeNames();
        long count = 0;
        Files.createDirectories(export.out());
        try (JsonGenerator index = JSON.createGenerator(
                        ObjectWriteContext.empty(),
                        Files.newOutputStream(export.out().resolve("files.jsonl")),
                        JsonEncoding.UTF8);
                Stream<Row> rows = pages.rows()) {
            for (Iterator<Row> all = rows.iterator(); all.hasNext(); ) {
                Row row = all.next();
                Content content = contents.of(row);
                if (content == null) {
                    continue;
                }
                String url = pages.url(row);
                String name = names.name(url, content.suffix());
                Path file = export.out().resolve(name);
                Files.createDirectories(file.resolveSibling(""));
                Files.write(file, content.bytes());
                index.writeStartObject();
                index.writeStringProperty("url", url);
                index.writeStringProperty("file", name);
                index.writeEndObject();
                index.writeRaw('\n');
                count++;
            }
        }
        return count;
    }

    private static @Nullable Content text(ContentPage page) {
        return page.text() == null ? null : Content.of(".txt", page.text() + "\n");
    }

    private static @Nullable Content markdownOrText(ContentPage page) {
        return page.markdown() == null ? text(page) : Content.of(".md", markdown(page));
    }

    /** What is exported: by default Markdown if the crawl recorded it, else text. */
    private static String kind(FolderExport export) throws ExportException, FolderException {
        String kind = export.option(AS);
        var recorded =
                export.crawl().manifest().crawlOptions().build().content().text();
        if (kind == null) {
            return recorded.text() && !recorded.markdown() ? "text" : "markdown";
        }
        if (!KINDS.contains(kind)) {
            throw new ExportException("There is nothing to write as \"" + kind + "\"" + Hints.of(kind, KINDS));
        }
        return kind;
    }

    /** The Markdown below a head of YAML, as static sites and note programs have it. */
    private static String markdown(ContentPage page) {
        return "---\n"
                + "url: " + quoted(page.url()) + "\n"
                + (page.title() == null ? "" : "title: " + quoted(page.title()) + "\n")
                + (page.lang() == null ? "" : "lang: " + quoted(page.lang()) + "\n")
                + "fetched: " + page.fetchedAt() + "\n---\n\n"
                + page.markdown() + "\n";
    }

    /** A string of JSON, which is one of YAML too. */
    private static String quoted(@Nullable String text) {
        var quoted = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), quoted)) {
            json.writeString(Values.wellFormed(String.valueOf(text)));
        }
        return quoted.toString();
    }
}
