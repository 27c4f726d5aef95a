package ayatori.cli;

import ayatori.report.Difference;
import ayatori.report.DifferenceFormat;
import ayatori.report.ReportException;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code ayatori diff}. */
final class DiffCommand implements ProgramCommand {
    /** With --exit-code, if anything differs. */
    private static final int DIFFERS = 10;

    private List<String> folders = List.of();
    private DifferenceFormat format = DifferenceFormat.TEXT;
    private @Nullable Path out;
    private boolean overwrites;
    private boolean withExitCode;
    private final Console console;

    DiffCommand(Console console) {
        this.console = console;
    }

    @Override
    public CommandSpec describe() {
        CommandSpec spec = CommandSpecs.of(this)
                .name("diff")
                .addPositional(OptionGroup.parameters("A B", values -> folders = values, "The folders of two crawls."));
        spec.usageMessage()
                .customSynopsis("ayatori diff [OPTION]... A B")
                .description(
                        "Compare two crawls of a site: which pages are new (A), gone (D), moved to another URL (R) or changed"
                                + " (M), and what changed on them.",
                        "",
                        "Crawls with --text or --simhash tell how much of a text changed, and with --text each word. If the crawls"
                                + " started on different hosts, the second host stands for the first.")
                .footer(
                        "",
                        "Exit code: 0 compared, 1 the output cannot be written, 2 wrong usage or no crawl folder, and with"
                                + " --exit-code 10 if anything differs.",
                        "",
                        "Examples:",
                        "  What changed since the crawl before:",
                        "    ayatori diff monday tuesday",
                        "  As a page:",
                        "    ayatori diff monday tuesday --format html --out changes.html");
        return spec;
    }

    @Override
    public List<OptionGroup> optionGroups() {
        return List.of(
                new OptionGroup("Output:")
                        .choice(
                                "--format",
                                "FORMAT",
                                DifferenceFormat.class,
                                value -> format = value,
                                "text, html or json (default: text).")
                        .value(
                                "-o --out",
                                "FILE",
                                Converters::path,
                                value -> out = value,
                                "The file to write (default: standard output).")
                        .overwrite(value -> overwrites = value)
                        .flag("--exit-code", value -> withExitCode = value, "Exit with 10 if anything differs."),
                new OptionGroup("Help:").standard());
    }

    @Override
    public Integer call() {
        try {
            if (folders.size() != 2) {
                throw new IllegalArgumentException(
                        "two crawls are compared, not " + folders.size() + "; write for example ayatori diff A B");
            }
            try (Difference difference =
                    Difference.of(Converters.folder(folders.getFirst()), Converters.folder(folders.getLast()))) {
                if (out != null) {
                    difference.write(format, out, overwrites);
                    console.out().println(TerminalText.escape(out.toString()));
                    console.out().println("  " + difference.summary());
                    console.out().flush();
                } else {
                    difference.write(
                            format, new OutputStreamWriter(new StandardOutput(console.out()), StandardCharsets.UTF_8));
                }
                return withExitCode && difference.isAny() ? DIFFERS : ExitCode.DONE;
            }
        } catch (StandardOutput.ReaderGone e) {
            return ExitCode.DONE;
        } catch (ReportException e) {
            console.error(Objects.requireNonNullElse(e.getMessage(), e.toString()));
            return e.getCause() instanceof IOException ? ExitCode.FAILED : ExitCode.USAGE;
        } catch (IllegalArgumentException e) {
            console.error(Objects.requireNonNullElse(e.getMessage(), e.toString()));
            return ExitCode.USAGE;
        } catch (IOException | UncheckedIOException e) {
            console.error("the difference cannot be written: " + e.getMessage());
            return ExitCode.FAILED;
        }
    }
}
