package ayatori.export;

import ayatori.crawler.folder.CrawlReader;
import ayatori.crawler.folder.FolderException;
import ayatori.export.folder.FolderExport;
import ayatori.export.folder.FolderFormat;
import ayatori.export.folder.FolderReport;
import ayatori.export.folder.StreamedFormat;
import ayatori.export.table.ExportException;
import ayatori.export.table.Table;
import ayatori.export.where.ConditionParser;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Finds formats of whole folders, and runs them. */
final class FolderFormats {
    /** Stands for a file where a stream is written. */
    private static final Path STREAM = Path.of("-");

    private FolderFormats() {}

    /** The format of that name; null if there is none on the class path. */
    static @Nullable FolderFormat find(String name) {
        for (FolderFormat format : ServiceLoader.load(FolderFormat.class, FolderFormat.class.getClassLoader())) {
            if (format.name().equals(name)) {
                return format;
            }
        }
        return null;
    }

    static ExportReport run(FolderFormat format, ExportRequest request, Path defaultTarget)
            throws ExportException, FolderException {
        check(format, request);
        Path out = Objects.requireNonNullElse(request.out(), defaultTarget);
        var target = Target.of(out, format.writesFolder(), request.overwrites());
        CrawlReader crawl = CrawlReader.open(request.folder());
        try {
            target.prepare();
            try {
                FolderReport report = format.export(new FolderExport(
                        crawl, target.part(), target.out(), request.options(), () -> pages(crawl, request.where())));
                target.keep(target.part());
                return new ExportReport(List.of(target.out()), Map.of(), report.summary(), report.warnings());
            } finally {
                target.discard();
            }
        } catch (IOException e) {
            throw target.unwritable(e);
        }
    }

    /** Writes to a stream. */
    static void run(FolderFormat format, ExportRequest request, OutputStream out)
            throws ExportException, FolderException, IOException {
        if (!(format instanceof StreamedFormat streamed)) {
            throw new ExportException("The format " + request.format() + " needs a target: name one by --out.");
        }
        check(format, request);
        CrawlReader crawl = CrawlReader.open(request.folder());
        streamed.export(
                new FolderExport(crawl, STREAM, STREAM, request.options(), () -> pages(crawl, request.where())), out);
    }

    private static Table pages(CrawlReader crawl, @Nullable String where) throws ExportException, FolderException {
        Table pages = CrawlTables.of(crawl).table(CrawlTables.PAGES);
        return where == null ? pages : pages.where(ConditionParser.parse(where, pages));
    }

    private static void check(FolderFormat format, ExportRequest request) throws ExportException {
        String name = request.format();
        if (request.table() != null || !request.columns().isEmpty()) {
            throw new ExportException("The format " + name + " is not made of tables: leave out "
                    + (request.table() != null ? "--table." : "--columns."));
        }
        if (request.base() != null) {
            throw new ExportException(noOption(name, "base"));
        }
        if (request.where() != null && !format.selectsPages()) {
            throw new ExportException(noOption(name, "where"));
        }
        for (String option : request.options().keySet()) {
            if (!format.options().contains(option)) {
                throw new ExportException(noOption(name, option));
            }
        }
    }

    static String noOption(String format, String option) {
        return "The format " + format + " has no --" + option + ": leave it out.";
    }
}
