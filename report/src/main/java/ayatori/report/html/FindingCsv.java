package ayatori.report.html;

import ayatori.crawler.sink.CsvLine;
import ayatori.report.site.Finding;
import ayatori.report.site.SiteReport;
import ayatori.report.site.SiteReport.PageRef;
import ayatori.report.site.SiteReport.Row;
import ayatori.report.site.SiteReport.ShownPage;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a finding as CSV: the URL, the finding's columns, and for pages their inlinks and clicks. */
public final class FindingCsv {
    private FindingCsv() {}

    /** Writes a line of names and a line for each row. */
    public static void write(SiteReport report, Finding finding, Writer out) throws IOException {
        var names = new CsvLine().text("URL");
        finding.columns().forEach(column -> names.text(column.name()));
        out.write(names.text("Inlinks").text("Clicks").end());
        List<Row> rows = report.findings().stream()
                .filter(found -> found.finding() == finding)
                .flatMap(found -> found.rows().stream())
                .toList();
        for (Row row : rows) {
            var line = new CsvLine();
            cell(line, report, row.subject());
            row.cells().forEach(cell -> cell(line, report, cell));
            ShownPage page =
                    row.subject() instanceof PageRef ref ? report.pages().get(ref.number()) : null;
            line.plain(page == null || page.inlinks() < 0 ? null : page.inlinks());
            line.plain(page == null || page.clicks() < 0 ? null : page.clicks());
            out.write(line.end());
        }
    }

    private static void cell(CsvLine line, SiteReport report, @Nullable Object value) {
        switch (value) {
            case PageRef ref -> {
                ShownPage page = report.pages().get(ref.number());
                line.text(page == null ? null : page.url());
            }
            case String text -> line.text(text);
            case null, default -> line.plain(value);
        }
    }
}
