package ayatori.cli;

import ayatori.crawler.CrawlReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lines that are shown when a crawl has ended: a pure function of its report and the width. */
final class Summary {

    private Summary() {}

    /**
     * Makes the lines, none wider than the window as far as names allow.
     *
     * @param report the crawl's report
     * @param folder the output folder; null if there is none
     * @param files the names of the files in it
     * @param width the window's width in columns
     * @param style what the terminal can show
     */
    static List<String> lines(CrawlReport report, @Nullable Path folder, List<String> files, int width, Style style) {
        var lines = new ArrayList<String>();
        lines.addAll(headline(report, width, style));
        lines.addAll(CountTables.lines(
                report.byStatus(), report.byError(), report.skipped(), report.byChange(), width, style));
        lines.addAll(content(report, width));
        if (folder == null || files.isEmpty()) {
            return lines;
        }
        lines.add("");
        lines.add("  in " + TerminalText.escape(folder.toString())
                + folder.getFileSystem().getSeparator());
        TerminalText.wrap(String.join(" ", files), width - 4)
                .forEach(line -> lines.add("  " + line.replace(" ", "  ")));
        return lines;
    }

    /** Which required fields pages lack, and what did not fit a type. */
    private static List<String> content(CrawlReport report, int width) {
        var lines = new ArrayList<String>();
        report.lacking()
                .forEach((field, pages) -> lines.addAll(TerminalText.wrap(
                        Figures.count(pages, "page lacks", "pages lack") + " the required field "
                                + TerminalText.escape(field) + ".",
                        width - 2)));
        report.misfits()
                .forEach((field, pages) -> lines.addAll(TerminalText.wrap(
                        "On " + Figures.count(pages, "page", "pages") + ", the field " + TerminalText.escape(field)
                                + " has something that does not fit its type.",
                        width - 2)));
        lines.replaceAll(line -> "  " + line);
        if (!lines.isEmpty()) {
            lines.addFirst("");
        }
        return lines;
    }

    private static List<String> headline(CrawlReport report, int width, Style style) {
        String end = switch (report.end()) {
            case DONE -> "Done";
            case BUDGET -> "Done: the limit was reached";
            case STOPPED -> "Stopped";
            case FAILED -> "Ended early";
        };
        String requisites =
                report.requisites() == 0 ? "" : " and " + Figures.count(report.requisites(), "requisite", "requisites");
        String pages =
                Figures.count(report.pages(), "page", "pages") + requisites + " in " + Figures.time(report.elapsed());
        String rates = Figures.rate(report.pagesPerSecond()) + " pages/s, " + Figures.bytes((double) report.bytes());
        String whole = end + style.dot() + pages + style.dot() + rates;
        if (TerminalText.columns(whole) <= width) {
            return List.of(style.bold(end) + style.dot() + pages + style.dot() + rates);
        }
        return List.of(style.bold(end), pages, rates);
    }
}
