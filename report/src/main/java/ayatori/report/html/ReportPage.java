package ayatori.report.html;

import ayatori.report.site.Column;
import ayatori.report.site.Finding;
import ayatori.report.site.Finding.Group;
import ayatori.report.site.Need;
import ayatori.report.site.Overview;
import ayatori.report.site.Overview.Count;
import ayatori.report.site.Overview.Folder;
import ayatori.report.site.Overview.Host;
import ayatori.report.site.SiteReport;
import ayatori.report.site.SiteReport.PageRef;
import ayatori.report.site.SiteReport.Row;
import ayatori.report.site.SiteReport.Rows;
import ayatori.report.site.SiteReport.ShownPage;
import java.io.Writer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes a report as one HTML page. */
public final class ReportPage {
    /** Rows of a table that are there without the script; few, since they take more bytes than those of the script. */
    private static final int STATIC_ROWS = 15;

    private final SiteReport report;
    private final Overview overview;
    private final Embedding embedding;

    private ReportPage(SiteReport report) {
        this.report = report;
        this.overview = report.overview();
        this.embedding = Embedding.of(report);
    }

    /** Writes the page, and closes nothing. */
    public static void write(SiteReport report, Writer out) {
        Templates.template("report").execute(new ReportPage(report).values(), out);
    }

    // ---- what the template shows

    /** A figure at the top. */
    record Figure(String name, String value, String note, String look) {}

    /** A line of the list of what was found. */
    record Line(String id, String title, String count, String severity) {}

    /** A section with its findings. */
    record Section(String id, String title, List<Table> tables, String clean, boolean hasClean, boolean hasHeaders) {}

    /** A finding. */
    record Table(
            String id,
            String title,
            String explanation,
            String severity,
            boolean isFault,
            String count,
            List<Head> heads,
            List<StaticRow> rows,
            String shown,
            String command,
            boolean isExport) {}

    /** The heading of a column. */
    record Head(String name, String look) {}

    /** A row as it is without the script. */
    record StaticRow(List<Cell> cells) {}

    /** A cell: a text, and where it leads. */
    record Cell(String text, @Nullable String href, String look) {}

    /** A row of a table of figures. */
    record HostRow(String origin, String pages, String failed, String bytes, String mean) {}

    /** A row of the table of folders. */
    record FolderRow(String name, String pages, String failed, String bytes) {}

    /** What the crawl did not record. */
    record Untold(String need, String titles) {}

    private Map<String, Object> values() {
        String style = Templates.text("report.css");
        String script = Templates.text("report.js");
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("style", style);
        values.put("script", script);
        values.put("styleHash", Templates.hash(style));
        values.put("scriptHash", Templates.hash(script));
        values.put("site", Wording.inert(overview.site()));
        values.put("folder", Wording.inert(overview.folder()));
        values.put("program", Wording.inert(overview.program()));
        values.put("crawled", crawled());
        values.put("notDone", notDone());
        values.put("isEmpty", overview.requests() == 0);
        values.put("hasPages", overview.requests() > 0);
        values.put("figures", figures());
        values.put("lines", lines());
        values.put("isClean", lines().isEmpty() && overview.requests() > 0);
        charts(values);
        values.put("sections", sections());
        values.put("untold", untold());
        values.put("hasUntold", !report.untold().isEmpty());
        values.put("data", embedding.json());
        return values;
    }

    private String crawled() {
        if (overview.began() == null || overview.ended() == null) {
            return "";
        }
        return Wording.time(overview.began()) + ", "
                + Wording.span(Duration.between(overview.began(), overview.ended()));
    }

    /** Says that the crawl is not whole; empty if it is. */
    private String notDone() {
        return switch (overview.end()) {
            case "done" -> "";
            case "running" -> "The crawl still runs; the report shows what it had recorded so far.";
            case "budget" -> "The crawl reached a limit of pages, bytes or time, so parts of the site are missing.";
            default -> "The crawl ended before it was done, so parts of the site are missing.";
        };
    }

    private List<Figure> figures() {
        return List.of(
                new Figure("Requests", Wording.count(overview.requests()), hosts(), ""),
                new Figure("Good", Wording.count(overview.good()), share(overview.good()), "good"),
                new Figure("Redirects", Wording.count(overview.redirects()), share(overview.redirects()), "moved"),
                new Figure(
                        "Failed",
                        Wording.count(overview.failed()),
                        share(overview.failed()),
                        overview.failed() > 0 ? "bad" : ""),
                new Figure("Skipped", Wording.count(overview.skipped()), "found, not requested", ""),
                new Figure("Data", Wording.bytes(overview.bytes()), "decompressed", ""),
                new Figure("Answer in", Wording.time(overview.median()), "median", ""));
    }

    private String hosts() {
        return "of " + Wording.count(overview.hostCount(), "host", "hosts");
    }

    private String share(long part) {
        return Wording.percent(part, overview.requests());
    }

    private List<Line> lines() {
        return report.findings().stream()
                .filter(found -> found.finding().isFault() && found.count() > 0)
                .sorted((a, b) -> a.finding().severity().compareTo(b.finding().severity()))
                .map(found -> new Line(
                        found.finding().id(),
                        found.finding().title(),
                        Wording.count(found.count()),
                        found.finding().severity().label()))
                .toList();
    }

    private void charts(Map<String, Object> values) {
        values.put("statuses", Charts.bars(overview.statuses(), false, true));
        values.put("types", Charts.bars(overview.types(), true, false));
        values.put("errors", Charts.bars(overview.errors(), false, false));
        values.put("hasErrors", !overview.errors().isEmpty());
        values.put("skips", Charts.bars(overview.skips(), false, false));
        values.put("hasSkips", !overview.skips().isEmpty());
        values.put("clicksTitle", overview.isLinksKnown() ? "Clicks from the start" : "Depth");
        values.put(
                "clicks",
                Charts.columns(
                        overview.isLinksKnown() ? "HTML pages by clicks from the start" : "HTML pages by depth",
                        overview.clicks()));
        values.put("hasClicks", !overview.clicks().isEmpty());
        values.put("times", Charts.columns("Requests by time of the answer", overview.times()));
        values.put(
                "percentiles",
                "Half of the answers took at most " + Wording.time(overview.median()) + ", 90 % at most "
                        + Wording.time(overview.slowTenth()) + ", 99 % at most "
                        + Wording.time(overview.slowHundredth()) + ".");
        values.put("hosts", overview.hosts().stream().map(ReportPage::host).toList());
        values.put("tiles", Treemap.of(overview.tree()));
        List<FolderRow> folders = new ArrayList<>();
        folders(overview.tree(), "", folders, 0);
        values.put("folders", folders);
        var graph = SectionGraph.of(overview.sections());
        values.put("nodes", graph.nodes());
        values.put("edges", graph.edges());
        values.put("edgeRows", graph.rows());
        values.put("hasGraph", graph.nodes().size() > 1 && !graph.edges().isEmpty());
        values.put("headers", headers());
    }

    private List<Charts.Bar> headers() {
        List<Charts.Bar> bars = new ArrayList<>();
        for (Count header : overview.headers()) {
            bars.add(new Charts.Bar(
                    header.name(),
                    Wording.count(header.count()),
                    Wording.percent(header.count(), header.bytes()),
                    Charts.number(100.0 * header.count() / Math.max(header.bytes(), 1)),
                    header.count() == header.bytes() ? "good" : "plain",
                    ""));
        }
        return bars;
    }

    private static HostRow host(Host host) {
        return new HostRow(
                Wording.inert(host.origin()),
                Wording.count(host.pages()),
                Wording.count(host.failed()),
                Wording.bytes(host.bytes()),
                Wording.time(host.mean()));
    }

    /** The folders of two levels, as paths. */
    private static void folders(Folder folder, String path, List<FolderRow> rows, int depth) {
        for (Folder child : folder.folders()) {
            String name = path + child.name();
            rows.add(new FolderRow(
                    Wording.inert(name),
                    Wording.count(child.pages()),
                    Wording.count(child.failed()),
                    Wording.bytes(child.bytes())));
            if (depth < 1) {
                folders(child, name.endsWith("/") ? name : name + "/", rows, depth + 1);
            }
        }
    }

    private List<Untold> untold() {
        Map<Need, List<Finding>> byNeed = report.untold().stream()
                .collect(Collectors.groupingBy(Finding::need, LinkedHashMap::new, Collectors.toList()));
        List<Untold> untold = new ArrayList<>();
        byNeed.forEach((need, findings) -> untold.add(new Untold(
                need.sentence(), findings.stream().map(Finding::title).collect(Collectors.joining(", ")))));
        return untold;
    }

    // ---- findings

    private List<Section> sections() {
        List<Section> sections = new ArrayList<>();
        for (Group group : Group.values()) {
            List<Rows> found = report.findings().stream()
                    .filter(one -> one.finding().group() == group)
                    .toList();
            String clean = found.stream()
                    .filter(one -> one.finding().isFault() && one.count() == 0)
                    .map(one -> one.finding().title())
                    .collect(Collectors.joining(", "));
            List<Table> tables = found.stream()
                    .filter(one -> one.count() > 0)
                    .map(this::table)
                    .toList();
            boolean hasHeaders = group == Group.SECURITY && !overview.headers().isEmpty();
            if (!tables.isEmpty() || (!clean.isEmpty() && overview.requests() > 0) || hasHeaders) {
                sections.add(new Section(
                        group.name().toLowerCase(Locale.ROOT),
                        group.title(),
                        tables,
                        clean,
                        !clean.isEmpty(),
                        hasHeaders));
            }
        }
        return sections;
    }

    private Table table(Rows found) {
        Finding finding = found.finding();
        List<Head> heads = new ArrayList<>();
        heads.add(new Head(subject(finding), "url"));
        for (Column column : finding.columns()) {
            heads.add(new Head(column.name(), look(column)));
        }
        if (isAboutPages(finding)) {
            heads.add(new Head("Inlinks", "number"));
            heads.add(new Head("Clicks", "number"));
        }
        int embedded = embedding.count(finding.id());
        List<StaticRow> rows = found.rows().stream()
                .limit(Math.min(STATIC_ROWS, embedded))
                .map(row -> row(finding, row))
                .toList();
        String shown = found.count() > embedded
                ? Wording.count(embedded) + " of " + Wording.count(found.count()) + " rows are here. "
                : "";
        return new Table(
                finding.id(),
                finding.title(),
                finding.explanation(),
                finding.severity().label(),
                finding.isFault(),
                Wording.count(found.count()),
                heads,
                rows,
                shown,
                command(finding),
                found.count() > embedded || finding.condition() != null);
    }

    private static String subject(Finding finding) {
        return switch (finding) {
            case BROKEN_LINK -> "Broken URL";
            case OTHER_SITES -> "Site";
            default -> "URL";
        };
    }

    private static boolean isAboutPages(Finding finding) {
        return finding != Finding.SKIPPED && finding != Finding.BLOCKED_LINKED && finding != Finding.OTHER_SITES;
    }

    /** The command that gives all rows. */
    private String command(Finding finding) {
        String folder = Wording.argument(Wording.inert(overview.folder()));
        String condition = finding.condition();
        if (finding == Finding.SKIPPED) {
            return "ayatori export " + folder + " --to csv --table skipped";
        }
        return condition == null
                ? "ayatori report " + folder + " --finding " + finding.id() + " --out " + finding.id() + ".csv"
                : "ayatori export " + folder + " --to csv --where " + Wording.argument(condition);
    }

    private static String look(Column column) {
        return switch (column.kind()) {
            case NUMBER -> "number";
            case PAGE -> "url";
            case TEXT -> "text";
        };
    }

    private StaticRow row(Finding finding, Row row) {
        List<Cell> cells = new ArrayList<>();
        cells.add(url(row.subject()));
        for (int i = 0; i < finding.columns().size(); i++) {
            Object value = row.cells().get(i);
            cells.add(
                    switch (finding.columns().get(i).kind()) {
                        case PAGE -> url(value);
                        case NUMBER ->
                            new Cell(
                                    value instanceof Number number ? Wording.count(number.longValue()) : "",
                                    null,
                                    "number");
                        case TEXT -> new Cell(value == null ? "" : Wording.inert(value.toString()), null, "text");
                    });
        }
        if (isAboutPages(finding)) {
            ShownPage page =
                    row.subject() instanceof PageRef ref ? report.pages().get(ref.number()) : null;
            cells.add(known(page == null ? -1 : page.inlinks()));
            cells.add(known(page == null ? -1 : page.clicks()));
        }
        return new StaticRow(cells);
    }

    private static Cell known(int number) {
        return new Cell(number < 0 ? "" : Wording.count(number), null, "number");
    }

    private Cell url(@Nullable Object value) {
        String text = null;
        if (value instanceof PageRef ref) {
            ShownPage page = report.pages().get(ref.number());
            text = page == null ? null : page.url();
        } else if (value != null) {
            text = value.toString();
        }
        if (text == null) {
            return new Cell("", null, "url");
        }
        boolean isLink = text.startsWith("http://") || text.startsWith("https://");
        return new Cell(Wording.inert(text), isLink ? text : null, "url");
    }
}
