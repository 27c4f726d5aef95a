package ayatori.archive.site;

import ayatori.archive.Archive;
import ayatori.archive.ArchiveException;
import ayatori.crawler.folder.CrawlReader;
import ayatori.crawler.folder.FolderException;
import ayatori.export.folder.FolderExport;
import ayatori.export.folder.FolderFormat;
import ayatori.export.folder.FolderReport;
import ayatori.export.table.ExportException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Objects;

/**
 * Exports the archive of a crawl as a folder that opens in a browser without a server: links and requisites are relative, and
 * nothing is loaded from the web.
 */
public final class SiteFormat implements FolderFormat {
    /** Creates the format. */
    public SiteFormat() {}

    @Override
    public String name() {
        return "site";
    }

    @Override
    public String suffix() {
        return "-site";
    }

    @Override
    public boolean writesFolder() {
        return true;
    }

    @Override
    public FolderReport export(FolderExport export) throws IOException, ExportException, FolderException {
        CrawlReader crawl = export.crawl();
        if (!Files.isDirectory(crawl.folder().resolve("archive"))) {
            throw new ExportException(
                    "The crawl in " + crawl.folder() + " has no archive: crawl with --archive to make one.");
        }
        try (Archive archive = Archive.open(crawl.folder(), false)) {
            return new SiteWriter(archive, crawl, export.out()).write();
        } catch (ArchiveException e) {
            throw new ExportException(Objects.requireNonNullElse(e.getMessage(), e.toString()));
        }
    }
}
