package ayatori.report;

import ayatori.crawler.folder.CrawlReader;
import ayatori.crawler.folder.FolderException;
import ayatori.report.html.FindingCsv;
import ayatori.report.html.ReportPage;
import ayatori.report.site.Finding;
import ayatori.report.site.SiteReader;
import ayatori.report.site.SiteReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A report on a site, made of a crawl folder: one HTML file that needs no network.
 *
 * {@snippet :
 * Report.Result made = Report.write(ReportRequest.of(Path.of("crawl"), Path.of("report.html")));
 * System.out.println(made.errors() + " errors in " + made.pages() + " pages");
 * }
 *
 * <p>It works while the crawl runs, after it has ended, and after it was killed. The file is built beside its target, and moved
 * there when it is whole. Memory holds some hundred bytes for each page, and the rows that are shown.
 */
public final class Report {
    /** Rows of a finding in the HTML file; fewer if it would grow beyond 5 MB. */
    public static final int ROWS_MAX = 1_000;

    private Report() {}

    /**
     * What was written.
     *
     * @param file the file
     * @param pages requests on record
     * @param errors findings that are errors, counted by rows
     * @param warnings findings that are warnings
     * @param notices findings that are neither
     * @param rows rows of the file, if only one finding was asked for; else 0
     */
    public record Result(Path file, long pages, long errors, long warnings, long notices, long rows) {}

    /** The names of all findings. */
    public static List<String> findings() {
        return Arrays.stream(Finding.values()).map(Finding::id).toList();
    }

    /**
     * Writes a report.
     *
     * @return what was written
     * @throws ReportException if that is not possible, with one sentence that says why
     */
    public static Result write(ReportRequest request) throws ReportException {
        Finding finding = finding(request.finding());
        Path out = Objects.requireNonNullElseGet(request.out(), () -> defaultTarget(request.folder(), finding));
        var file = new NewFile(out, request.overwrites());
        try {
            SiteReport report = SiteReader.read(CrawlReader.open(request.folder()), ROWS_MAX, finding);
            file.write(writer -> {
                if (finding == null) {
                    ReportPage.write(report, writer);
                } else {
                    FindingCsv.write(report, finding, writer);
                }
            });
            return new Result(
                    out,
                    report.overview().requests(),
                    count(report, Finding.Severity.ERROR),
                    count(report, Finding.Severity.WARNING),
                    count(report, Finding.Severity.NOTICE),
                    finding == null ? 0 : rows(report, finding));
        } catch (FolderException e) {
            throw new ReportException(Objects.requireNonNullElse(e.getMessage(), e.toString()), e);
        } catch (UncheckedIOException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            throw new ReportException(Objects.requireNonNullElse(cause.getMessage(), cause.toString()), cause);
        } catch (IOException e) {
            throw new ReportException("The temporary file for links cannot be written: " + e.getMessage() + ".", e);
        }
    }

    private static @Nullable Finding finding(@Nullable String name) throws ReportException {
        if (name == null) {
            return null;
        }
        for (Finding finding : Finding.values()) {
            if (finding.id().equals(name)) {
                return finding;
            }
        }
        throw new ReportException(
                "There is no finding \"" + name + "\"; there are: " + String.join(", ", findings()) + ".");
    }

    private static long count(SiteReport report, Finding.Severity severity) {
        return report.findings().stream()
                .filter(found -> found.finding().severity() == severity)
                .mapToLong(SiteReport.Rows::count)
                .sum();
    }

    private static long rows(SiteReport report, Finding finding) throws ReportException {
        if (report.untold().contains(finding)) {
            throw new ReportException("The crawl cannot tell about " + finding.id() + ": it takes "
                    + finding.need().sentence() + ".");
        }
        return report.findings().stream()
                .filter(found -> found.finding() == finding)
                .mapToLong(found -> found.rows().size())
                .sum();
    }

    /** In the current folder, named after the crawl folder. */
    private static Path defaultTarget(Path folder, @Nullable Finding finding) {
        Path name = folder.toAbsolutePath().normalize().getFileName();
        return Path.of(
                (name == null ? "crawl" : name.toString()) + (finding == null ? ".html" : "-" + finding.id() + ".csv"));
    }
}
