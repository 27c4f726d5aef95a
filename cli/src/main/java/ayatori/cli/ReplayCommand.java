package ayatori.cli;

import ayatori.archive.Archive;
import ayatori.archive.ArchiveException;
import ayatori.archive.replay.ReplayServer;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Model.CommandSpec;

/** {@code ayatori replay}. */
final class ReplayCommand implements ProgramCommand {

    private List<String> archives = List.of();
    private int port;
    private boolean staysClosed;
    private boolean trusts;
    private final Console console;

    ReplayCommand(Console console) {
        this.console = console;
    }

    @Override
    public CommandSpec describe() {
        CommandSpec spec = CommandSpecs.of(this)
                .name("replay")
                .addPositional(OptionGroup.parameters(
                        "DIR|FILE",
                        values -> archives = values,
                        "The folder of a crawl with an archive, a WACZ file, or a WARC file of any tool."));
        spec.usageMessage()
                .customSynopsis("ayatori replay [OPTION]... DIR|FILE.wacz|FILE.warc.gz")
                .description(
                        "Show an archive in the browser: its pages as they were, a calendar of captures, and a search.",
                        "",
                        "It is served on this machine only. Pages are answered from the archive and from nowhere else: what they"
                                + " would load from the web is refused. Ctrl-C ends it.")
                .footer(
                        "",
                        "Exit code: 130 ended by Ctrl-C, 1 the port is taken, 2 wrong usage or no archive.",
                        "",
                        "Examples:",
                        "  An archive of a crawl:",
                        "    ayatori crawl --format warc --requisites --out site https://example.org/",
                        "    ayatori replay site",
                        "  A page at a time, for a script:",
                        "    curl http://127.0.0.1:8080/raw/20260101/https://example.org/");
        return spec;
    }

    @Override
    public List<OptionGroup> optionGroups() {
        return List.of(
                new OptionGroup("Options:")
                        .value(
                                "--port",
                                "N",
                                Converters::port,
                                value -> port = value,
                                "The port on 127.0.0.1 (default: a free one).")
                        .flag("--no-open", value -> staysClosed = value, "Do not open the browser.")
                        .flag(
                                "--no-verify",
                                value -> trusts = value,
                                "Do not compare the digests of a WACZ file, which takes a second for each GB or less."),
                new OptionGroup("Help:").standard());
    }

    @Override
    public Integer call() throws InterruptedException {
        if (archives.size() > 1) {
            console.error("one archive is replayed at a time, not " + archives.size()
                    + " (ayatori replay --help shows more)");
            return ExitCode.USAGE;
        }
        try (Archive archive = Archive.open(Converters.path(archives.getFirst()), !trusts)) {
            archive.warnings().forEach(console::error);
            try (ReplayServer server = ReplayServer.start(archive, port)) {
                say(TerminalText.escape(archive.name()) + ": "
                        + Figures.count(archive.captureCount(), "capture", "captures"));
                say("Open at " + server.url() + " on this machine only. Ctrl-C ends it.");
                if (!staysClosed) {
                    Browser.open(server.url());
                }
                var closing = new CountDownLatch(1);
                try (var interrupts = new Interrupts(closing::countDown, _ -> closing.countDown())) {
                    closing.await();
                    return interrupts.exitCode();
                }
            }
        } catch (ArchiveException | IllegalArgumentException e) {
            console.error(Objects.requireNonNullElse(e.getMessage(), e.toString()));
            return ExitCode.USAGE;
        } catch (IOException e) {
            console.error("The replay cannot begin: " + Objects.requireNonNullElse(e.getMessage(), e.toString()) + ".");
            return ExitCode.FAILED;
        }
    }

    private void say(String line) {
        console.out().println(line);
        console.out().flush();
    }
}
