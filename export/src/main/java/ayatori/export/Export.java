package ayatori.export;

import ayatori.crawler.folder.CrawlReader;
import ayatori.crawler.folder.FolderException;
import ayatori.export.folder.FolderFormat;
import ayatori.export.format.SitemapFormat;
import ayatori.export.format.StreamFormat;
import ayatori.export.format.TableFormat;
import ayatori.export.table.ExportException;
import ayatori.export.table.Table;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/**
 * Writes a file of what is in a crawl folder: a table, a database, a list of URLs, a sitemap or a graph. It works while the
 * crawl runs, after it has ended, and after it was killed.
 *
 * {@snippet :
 * Export.run(ExportRequest.of(Path.of("crawl"), "csv", Path.of("errors.csv"))
 *         .withColumns("url", "status", "referrer")
 *         .where("status >= 400"));
 * }
 *
 * <p>The file is built beside its target, under a name that ends in {@code .part}, and renamed when it is whole.
 */
public final class Export {
    /** The names of all formats. */
    public static final List<String> FORMATS = List.of(
            "csv", "jsonl", "sqlite", "parquet", "urls", "sitemap", "graph", "files", "llms-txt", "chunks", "wacz");

    private Export() {}

    /**
     * Exports to a file.
     *
     * @return what was written
     * @throws ExportException if that is not possible, with one sentence that says why
     */
    public static ExportReport run(ExportRequest request) throws ExportException {
        try {
            FolderFormat whole = FolderFormats.find(request.format());
            if (whole != null) {
                return FolderFormats.run(whole, request, defaultTarget(request, whole.suffix()));
            }
            if (!request.options().isEmpty()) {
                throw new ExportException(FolderFormats.noOption(
                        request.format(), request.options().firstKey()));
            }
            Path out = Objects.requireNonNullElseGet(
                    request.out(), () -> defaultTarget(request, Selection.suffix(request.format())));
            var target = Target.of(out, false, request.overwrites());
            var selection = Selection.of(request.to(out), open(request.folder()));
            Map<String, LongAdder> counts = new LinkedHashMap<>();
            List<Table> tables = new ArrayList<>();
            for (Table table : selection.tables()) {
                var counter = new LongAdder();
                counts.put(table.name(), counter);
                tables.add(table.counting(counter));
            }
            List<Path> files = write(selection.format(), target, tables);
            Map<String, Long> rows = new LinkedHashMap<>();
            counts.forEach((table, counter) -> rows.put(table, counter.sum()));
            return ExportReport.ofTables(files, rows);
        } catch (FolderException e) {
            throw sentence(e);
        } catch (UncheckedIOException e) {
            throw sentence(e);
        }
    }

    /**
     * Exports to a stream, for example standard output.
     *
     * @param out flushed at the end, and not closed
     * @throws ExportException if that is not possible, with one sentence that says why
     * @throws IOException if the stream cannot be written
     */
    public static void run(ExportRequest request, OutputStream out) throws ExportException, IOException {
        try {
            FolderFormat whole = FolderFormats.find(request.format());
            if (whole != null) {
                FolderFormats.run(whole, request, out);
                out.flush();
                return;
            }
            var selection = Selection.of(request, open(request.folder()));
            if (!(selection.format() instanceof StreamFormat format)) {
                throw new ExportException("The format " + request.format() + " needs a file: name one by --out.");
            }
            format.write(out, selection.tables().getFirst());
            out.flush();
        } catch (FolderException e) {
            throw sentence(e);
        } catch (UncheckedIOException e) {
            throw sentence(e);
        }
    }

    private static CrawlTables open(Path folder) throws FolderException {
        return CrawlTables.of(CrawlReader.open(folder));
    }

    private static ExportException sentence(FolderException e) {
        return new ExportException(Objects.requireNonNullElse(e.getMessage(), e.toString()), e);
    }

    /** The sentence is that of the exception within. */
    private static ExportException sentence(UncheckedIOException e) {
        Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
        return new ExportException(Objects.requireNonNullElse(cause.getMessage(), cause.toString()), cause);
    }

    /** In the current folder, named after the crawl folder, the table if it is not the usual one, and the format. */
    private static Path defaultTarget(ExportRequest request, String suffix) {
        Path name = request.folder().toAbsolutePath().normalize().getFileName();
        String table = request.table() == null ? "" : "-" + request.table().replaceAll("[^A-Za-z0-9._-]", "_");
        return Path.of((name == null ? "crawl" : name.toString()) + table + suffix);
    }

    /** Returns the files that were written. */
    private static List<Path> write(TableFormat format, Target target, List<Table> tables)
            throws ExportException, FolderException {
        try {
            target.prepare();
            try {
                format.write(target.part(), tables);
                List<Path> files = new ArrayList<>(List.of(target.out()));
                for (Path part : parts(format)) {
                    files.add(target.keep(part));
                }
                target.keep(target.part());
                return files;
            } finally {
                target.discard();
                for (Path part : parts(format)) {
                    Files.deleteIfExists(part);
                }
            }
        } catch (IOException e) {
            throw target.unwritable(e);
        }
    }

    /** The files beside the target that belong to it. */
    private static List<Path> parts(TableFormat format) {
        return format instanceof SitemapFormat sitemap ? sitemap.parts() : List.of();
    }
}
