package ayatori.cli;

import ayatori.crawler.folder.CrawlReader;
import ayatori.crawler.folder.FolderException;
import ayatori.crawler.folder.UrlStory;
import ayatori.web.url.Url;
import ayatori.web.url.UrlException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine.Model.CommandSpec;

/** {@code ayatori why}. */
final class WhyCommand implements ProgramCommand {

    private static final int REFERRERS_SHOWN = 20;

    private List<String> parameters = List.of();
    private boolean asJson;
    private boolean all;
    private final Console console;

    WhyCommand(Console console) {
        this.console = console;
    }

    @Override
    public CommandSpec describe() {
        CommandSpec spec = CommandSpecs.of(this)
                .name("why")
                .addPositional(OptionGroup.parameters(
                        "DIR URL", values -> parameters = values, "The folder of the crawl, and the URL."));
        spec.usageMessage()
                .customSynopsis("ayatori why [OPTION]... DIR URL")
                .description(
                        "Tell what became of a URL in a crawl, and why: on which pages it was found, how the crawl came there,"
                                + " each request and its answer, where it redirects to, or by which rule it was skipped.",
                        "",
                        "Works while the crawl runs, after it has ended, and after it was killed. The first call builds an"
                                + " index of all links in DIR/links.index, which may be deleted at any time.")
                .footer(
                        "",
                        "Exit code: 0 the URL is known, 1 no record names it, 2 wrong usage or no crawl folder.",
                        "",
                        "Examples:",
                        "  Why a page is missing:",
                        "    ayatori why ayatori-out/example.org-20260101-120000 https://example.org/a",
                        "  All pages that link to one:",
                        "    ayatori why --all ayatori-out/example.org-20260101-120000 https://example.org/");
        return spec;
    }

    @Override
    public List<OptionGroup> optionGroups() {
        return List.of(
                new OptionGroup("Output:")
                        .flag(
                                "--all",
                                value -> all = value,
                                "Name all pages that link to the URL, not only the first " + REFERRERS_SHOWN + ".")
                        .flag("--json", value -> asJson = value, "Write one JSON object, for programs."),
                new OptionGroup("Help:").standard());
    }

    @Override
    public Integer call() {
        try {
            if (parameters.size() != 2) {
                throw new IllegalArgumentException((parameters.size() < 2
                                ? "no URL given"
                                : "one URL is explained at a time, not " + (parameters.size() - 1))
                        + "; write for example ayatori why ayatori-out/example.org https://example.org/");
            }
            Path folder = Converters.folder(parameters.getFirst());
            Url url = url(parameters.getLast());
            UrlStory story = CrawlReader.open(folder).story(url, all ? Integer.MAX_VALUE : REFERRERS_SHOWN);
            if (asJson) {
                console.out().println(WhyJson.of(story));
            } else {
                WhyText.lines(story, console.outWidth(), console.outStyle(), ZoneId.systemDefault())
                        .forEach(console.out()::println);
            }
            console.out().flush();
            return story.fate() == UrlStory.Fate.UNKNOWN ? ExitCode.FAILED : ExitCode.DONE;
        } catch (FolderException | IllegalArgumentException e) {
            console.error(Objects.requireNonNullElse(e.getMessage(), e.toString()));
            return ExitCode.USAGE;
        }
    }

    private static Url url(String text) {
        Seeds.check(text);
        try {
            return Url.parse(text);
        } catch (UrlException e) {
            throw new IllegalArgumentException(Objects.requireNonNullElse(e.getMessage(), e.toString()), e);
        }
    }
}
