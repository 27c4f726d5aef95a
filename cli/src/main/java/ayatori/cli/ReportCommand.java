package ayatori.cli;

import ayatori.report.Report;
import ayatori.report.ReportException;
import ayatori.report.ReportRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code ayatori report}. */
final class ReportCommand implements ProgramCommand {
    private List<String> folders = List.of();
    private @Nullable Path out;
    private @Nullable String finding;
    private boolean overwrites;
    private boolean isQuiet;
    private final Console console;

    ReportCommand(Console console) {
        this.console = console;
    }

    @Override
    public CommandSpec describe() {
        CommandSpec spec = CommandSpecs.of(this)
                .name("report")
                .addPositional(OptionGroup.parameters("DIR", values -> folders = values, "The folder of the crawl."));
        spec.usageMessage()
                .customSynopsis("ayatori report [OPTION]... DIR --out FILE.html")
                .description(
                        "Report on a site, by the records of a crawl: figures, broken links, redirect chains, titles and"
                                + " descriptions, duplicates, what search engines make of it, and a map of it.",
                        "",
                        "The report is one HTML file that needs no network. It works while the crawl runs, after it has ended,"
                                + " and after it was killed. A crawl with --metadata gives the most.")
                .footer(
                        "",
                        "Findings: " + String.join(", ", Report.findings()) + ".",
                        "Exit code: 0 written, 1 the file cannot be written, 2 wrong usage or no crawl folder.",
                        "",
                        "Examples:",
                        "  A report:",
                        "    ayatori crawl --metadata https://example.org/ --out site",
                        "    ayatori report site --out site.html",
                        "  All rows of one finding:",
                        "    ayatori report site --finding redirect-chain --out chains.csv");
        return spec;
    }

    @Override
    public List<OptionGroup> optionGroups() {
        return List.of(
                new OptionGroup("Content:")
                        .value(
                                "--finding",
                                "NAME",
                                text -> text,
                                value -> finding = value,
                                "Write all rows of one finding as CSV.")
                        .offering(Report.findings()),
                new OptionGroup("Output:")
                        .value(
                                "-o --out",
                                "FILE",
                                Converters::path,
                                value -> out = value,
                                "The file to write (default: DIR's name with .html).")
                        .overwrite(value -> overwrites = value)
                        .quiet(value -> isQuiet = value),
                new OptionGroup("Help:").standard());
    }

    @Override
    public Integer call() {
        try {
            if (folders.size() > 1) {
                throw new IllegalArgumentException("one crawl is reported at a time, not " + folders.size()
                        + " (ayatori report --help shows more)");
            }
            Report.Result made =
                    Report.write(new ReportRequest(Converters.folder(folders.getFirst()), out, finding, overwrites));
            if (!isQuiet) {
                console.out().println(TerminalText.escape(made.file().toString()));
                console.out().println("  " + summary(made));
                console.out().flush();
            }
            return ExitCode.DONE;
        } catch (ReportException e) {
            console.error(Objects.requireNonNullElse(e.getMessage(), e.toString()));
            return e.getCause() instanceof IOException ? ExitCode.FAILED : ExitCode.USAGE;
        } catch (IllegalArgumentException e) {
            console.error(Objects.requireNonNullElse(e.getMessage(), e.toString()));
            return ExitCode.USAGE;
        }
    }

    private String summary(Report.Result made) {
        if (finding != null) {
            return Figures.count(made.rows(), "row", "rows");
        }
        if (made.pages() == 0) {
            return "the crawl has recorded no page, so there is nothing to judge";
        }
        List<String> parts = new ArrayList<>();
        parts.add(Figures.count(made.pages(), "page", "pages"));
        parts.add(Figures.count(made.errors(), "error", "errors"));
        parts.add(Figures.count(made.warnings(), "warning", "warnings"));
        parts.add(Figures.count(made.notices(), "notice", "notices"));
        return String.join(", ", parts);
    }
}
