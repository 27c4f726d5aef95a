package ayatori.cli;

import ayatori.crawler.folder.CrawlReader;
import ayatori.crawler.folder.CrawlStatus;
import ayatori.crawler.folder.FolderException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine.Model.CommandSpec;

/** {@code ayatori status}. */
final class StatusCommand implements ProgramCommand {

    private List<String> folders = List.of();
    private boolean asJson;
    private final Console console;

    StatusCommand(Console console) {
        this.console = console;
    }

    @Override
    public CommandSpec describe() {
        CommandSpec spec = CommandSpecs.of(this)
                .name("status")
                .addPositional(OptionGroup.parameters("DIR", values -> folders = values, "The folder of the crawl."));
        spec.usageMessage()
                .customSynopsis("ayatori status [OPTION]... DIR")
                .description(
                        "Show where the crawl of a folder stands: pages, errors, skipped URLs, hosts, files, and how to go on.",
                        "",
                        "Works while the crawl runs, after it has ended, and after it was killed. It reads the files of"
                                + " records, and disturbs no crawl.")
                .footer(
                        "",
                        "Exit code: 0 shown, 2 wrong usage or no crawl folder.",
                        "",
                        "Examples:",
                        "  A crawl, every ten seconds:",
                        "    watch -n 10 ayatori status ayatori-out/example.org-20260101-120000",
                        "  Its URLs still to go, for a script:",
                        "    ayatori status --json ayatori-out/example.org-20260101-120000 | jq .queued");
        return spec;
    }

    @Override
    public List<OptionGroup> optionGroups() {
        return List.of(
                new OptionGroup("Output:")
                        .flag("--json", value -> asJson = value, "Write one JSON object, for programs."),
                new OptionGroup("Help:").standard());
    }

    @Override
    public Integer call() {
        try {
            if (folders.size() > 1) {
                throw new IllegalArgumentException(
                        "one crawl is shown at a time, not " + folders.size() + " (ayatori status --help shows more)");
            }
            Path folder = Converters.folder(folders.getFirst());
            CrawlStatus status = CrawlReader.open(folder).status();
            if (asJson) {
                console.out().println(StatusJson.of(status));
            } else {
                StatusText.lines(status, folder, console.outWidth(), console.outStyle(), ZoneId.systemDefault())
                        .forEach(console.out()::println);
            }
            console.out().flush();
            return ExitCode.DONE;
        } catch (FolderException | IllegalArgumentException e) {
            console.error(Objects.requireNonNullElse(e.getMessage(), e.toString()));
            return ExitCode.USAGE;
        }
    }
}
