package ayatori.archive;

import ayatori.crawler.folder.CrawlReader;
import ayatori.crawler.folder.FolderException;
import ayatori.export.folder.FolderExport;
import ayatori.export.folder.FolderFormat;
import ayatori.export.folder.FolderReport;
import ayatori.export.table.ExportException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Exports the archive of a crawl as a WACZ file, after the specification 1.1.1: the WARC files, an index, the list of pages with their
 * texts, and a description with digests, signed if a key is given.
 */
public final class WaczFormat implements FolderFormat {
    private static final String SIGN = "sign";

    private final InstantSource clock;

    /** Creates the format. */
    public WaczFormat() {
        this(InstantSource.system());
    }

    WaczFormat(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "wacz";
    }

    @Override
    public Set<String> options() {
        return Set.of(SIGN);
    }

    @Override
    public FolderReport export(FolderExport export) throws IOException, ExportException, FolderException {
        CrawlReader crawl = export.crawl();
        List<Path> warcs = Opening.warcs(crawl.folder().resolve(Opening.ARCHIVE));
        if (warcs.isEmpty()) {
            throw new ExportException(
                    "The crawl in " + crawl.folder() + " has no archive: crawl with --format warc to make one.");
        }
        String key = export.option(SIGN);
        Signer signer = key == null ? null : Signer.read(Path.of(key));
        try (var writer = new WaczWriter(export.out(), clock.instant().truncatedTo(ChronoUnit.SECONDS), signer)) {
            for (Path warc : warcs) {
                writer.addWarc(warc);
            }
            for (Path earlier : EarlierArchives.paths(crawl.folder())) {
                for (Path warc : Opening.warcsOf(earlier)) {
                    writer.addWarc(warc);
                }
            }
            writer.finish(crawl);
            List<String> warnings = new ArrayList<>(writer.warnings());
            if (writer.cookies() > 0) {
                warnings.add(
                        (writer.cookies() == 1 ? "One response sets" : writer.cookies() + " responses set")
                                + " cookies (Set-Cookie), which may be about a person: look at them before you pass the file on.");
            }
            return new FolderReport(
                    count(writer.captures(), "capture", "captures") + ", " + count(writer.pages(), "page", "pages")
                            + (signer == null ? "" : ", signed"),
                    warnings);
        }
    }

    private static String count(long number, String one, String many) {
        return "%,d %s".formatted(number, number == 1 ? one : many);
    }
}
