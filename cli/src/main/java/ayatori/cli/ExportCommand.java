package ayatori.cli;

import ayatori.export.Export;
import ayatori.export.ExportReport;
import ayatori.export.ExportRequest;
import ayatori.export.table.ExportException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code ayatori export}. */
final class ExportCommand implements ProgramCommand {

    private static final String STANDARD_OUTPUT = "-";

    private List<String> folders = List.of();
    private @Nullable String format;
    private @Nullable String out;
    private @Nullable String table;
    private final List<String> columns = new ArrayList<>();
    private @Nullable String where;
    private @Nullable String base;
    private final SortedMap<String, String> options = new TreeMap<>();
    private boolean overwrites;
    private boolean isQuiet;
    private final Console console;

    ExportCommand(Console console) {
        this.console = console;
    }

    @Override
    public CommandSpec describe() {
        CommandSpec spec = CommandSpecs.of(this)
                .name("export")
                .addPositional(OptionGroup.parameters("DIR", values -> folders = values, "The folder of the crawl."));
        spec.usageMessage()
                .customSynopsis("ayatori export [OPTION]... --to FORMAT DIR")
                .description(
                        "Write a table, a database, a list of URLs, a sitemap, a graph, files or chunks of what a crawl has recorded.",
                        "",
                        "Works while the crawl runs, after it has ended, and after it was killed. The file is built beside its"
                                + " target, and renamed when it is whole.")
                .footer(
                        "",
                        "Formats: csv, jsonl, parquet (one table), sqlite (all tables, views, full-text search), urls (one a"
                                + " line), sitemap, graph (CSV of edges, or GraphML for FILE.graphml), files (one a page, Markdown, text"
                                + " or HTML), llms-txt, chunks (JSON lines for language models), wacz and site (one"
                                + " file for players, or a copy to browse, of a crawl with --archive).",
                        "Tables: pages, links, skipped, near_duplicates, items, and one for each kind of item, by its name.",
                        "Conditions: =, !=, <, <=, >, >=, contains, starts with, ends with, matches (a regular expression), in"
                                + " (…), is missing, and, or, not, ( ). docs/export.md describes them.",
                        "Exit code: 0 exported, 1 the file cannot be written, 2 wrong usage or no crawl folder.",
                        "",
                        "Examples:",
                        "  Broken links for a spreadsheet:",
                        "    ayatori export DIR --to csv --columns url,status,referrer --where 'status >= 400'",
                        "  A database with ready-made views:",
                        "    ayatori export DIR --to sqlite --out site.sqlite",
                        "  The pages that failed, as seeds of another crawl:",
                        "    ayatori export DIR --to urls --where 'status = 0' --out - | ayatori crawl @/dev/stdin");
        return spec;
    }

    @Override
    public List<OptionGroup> optionGroups() {
        return List.of(
                new OptionGroup("Content:")
                        .value(
                                "--to",
                                "FORMAT",
                                text -> text,
                                value -> format = value,
                                String.join(", ", Export.FORMATS) + ".")
                        .offering(Export.FORMATS)
                        .value(
                                "--table",
                                "NAME",
                                text -> text,
                                value -> table = value,
                                "The table (default: pages; of sqlite all tables).")
                        .offering(List.of("pages", "links", "skipped", "near_duplicates", "items"))
                        .value(
                                "--columns",
                                "LIST",
                                ExportCommand::names,
                                columns::addAll,
                                "The columns, separated by commas (default: all; csv and sqlite leave out the lists of links).")
                        .value(
                                "--where",
                                "CONDITION",
                                text -> text,
                                value -> where = value,
                                "Only rows that match, for example 'status >= 400 and contentType contains \"html\"'."),
                new OptionGroup("Pages as text:")
                        .value(
                                "--as",
                                "KIND",
                                text -> text,
                                value -> options.put("as", value),
                                "Of files: markdown (the default if it was recorded), text, or html (of a crawl with --archive).")
                        .offering(List.of("markdown", "text", "html"))
                        .value(
                                "--tokens",
                                "N",
                                text -> text,
                                value -> options.put("tokens", value),
                                "Of chunks: the most tokens of one (default: 512).")
                        .value(
                                "--overlap",
                                "N",
                                text -> text,
                                value -> options.put("overlap", value),
                                "Of chunks: how many tokens are repeated where a section is split (default: 0).")
                        .flag(
                                "--ignore-opt-outs",
                                value -> setOption("ignore-opt-outs", value),
                                "Of llms-txt and chunks: take pages too that reserve themselves from use by AI."),
                new OptionGroup("Output:")
                        .value(
                                "-o --out",
                                "FILE",
                                ExportCommand::file,
                                value -> out = value,
                                "The file or folder to write; - for standard output (default: DIR's name with the format's suffix).")
                        .overwrite(value -> overwrites = value)
                        .value(
                                "--base",
                                "URL",
                                text -> text,
                                value -> base = value,
                                "Where a sitemap of several files will be published (default: the root of the site).")
                        .value(
                                "--sign",
                                "FILE",
                                text -> text,
                                value -> options.put("sign", value),
                                "Of wacz: sign it by this private key (P-384, PEM).")
                        .quiet(value -> isQuiet = value),
                new OptionGroup("Help:").standard());
    }

    private void setOption(String name, boolean value) {
        if (value) {
            options.put(name, "true");
        }
    }

    private static List<String> names(String list) {
        return List.of(list.split(",", -1)).stream().map(String::strip).toList();
    }

    private static String file(String text) {
        var _ = Converters.path(text);
        return text;
    }

    @Override
    public Integer call() {
        try {
            if (folders.size() > 1) {
                throw new IllegalArgumentException("one crawl is exported at a time, not " + folders.size()
                        + " (ayatori export --help shows more)");
            }
            if (format == null) {
                throw new IllegalArgumentException(
                        "no format given; write for example ayatori export " + folders.getFirst() + " --to csv");
            }
            boolean toStandardOutput = STANDARD_OUTPUT.equals(out);
            var request = new ExportRequest(
                    Converters.folder(folders.getFirst()),
                    format,
                    out == null || toStandardOutput ? null : Path.of(out),
                    table,
                    columns,
                    where,
                    overwrites,
                    base,
                    options);
            if (toStandardOutput) {
                return toStandardOutput(request);
            }
            ExportReport report = Export.run(request);
            if (!isQuiet) {
                show(report);
            }
            return ExitCode.DONE;
        } catch (ExportException e) {
            console.error(Objects.requireNonNullElse(e.getMessage(), e.toString()));
            return e.getCause() instanceof IOException ? ExitCode.FAILED : ExitCode.USAGE;
        } catch (IllegalArgumentException e) {
            console.error(Objects.requireNonNullElse(e.getMessage(), e.toString()));
            return ExitCode.USAGE;
        }
    }

    private int toStandardOutput(ExportRequest request) throws ExportException {
        try {
            Export.run(request, new BufferedOutputStream(new StandardOutput(console.out()), 64 << 10));
            return ExitCode.DONE;
        } catch (StandardOutput.ReaderGone e) {
            return ExitCode.DONE;
        } catch (IOException e) {
            console.error("standard output cannot be written: " + e.getMessage());
            return ExitCode.FAILED;
        }
    }

    private void show(ExportReport report) {
        String contents = report.summary().isEmpty() ? rows(report) : TerminalText.escape(report.summary());
        report.files().forEach(file -> console.out().println(TerminalText.escape(file.toString())));
        console.out().println("  " + contents);
        console.out().flush();
        report.warnings().forEach(console::error);
    }

    private static String rows(ExportReport report) {
        return report.rows().entrySet().stream()
                .map(table ->
                        TerminalText.escape(table.getKey()) + " " + Figures.count(table.getValue(), "row", "rows"))
                .collect(Collectors.joining(", "));
    }
}
