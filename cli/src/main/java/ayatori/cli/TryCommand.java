package ayatori.cli;

import ayatori.crawler.CrawlContent;
import ayatori.crawler.CrawlException;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.HostOptions;
import ayatori.crawler.extract.Extracted;
import ayatori.crawler.extract.Extraction;
import ayatori.crawler.folder.CrawlReader;
import ayatori.crawler.folder.FolderException;
import ayatori.crawler.folder.RecordedPage;
import ayatori.web.url.Url;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code ayatori try}. */
final class TryCommand implements ProgramCommand, HostTables {

    private static final int PAGES_SHOWN = 10;
    private static final String EXAMPLE = "https://example.org/";

    private List<String> parameters = List.of();
    private String url = EXAMPLE;
    private boolean asJson;
    private final ContentArguments content = new ContentArguments();
    private List<HostOptions> hosts = List.of();
    private final RequestArguments request = new RequestArguments();
    private final AccessArguments access = new AccessArguments();
    private final Console console;

    TryCommand(Console console) {
        this.console = console;
    }

    @Override
    public CommandSpec describe() {
        CommandSpec spec = CommandSpecs.of(this)
                .name("try")
                .addPositional(
                        OptionGroup.parameters(
                                "URL|FILE|DIR",
                                values -> parameters = values,
                                "A page: its URL, or a file with its HTML. Or the folder of a crawl, and perhaps the URL of a page in it."));
        spec.usageMessage()
                .customSynopsis("ayatori try [OPTION]... URL|FILE", "ayatori try [OPTION]... DIR [URL]")
                .description(
                        "Show what fields, rules and metadata give on one page, and what each selector matches.",
                        "",
                        "A URL is requested once, as a crawl would: robots.txt is obeyed. A file needs no network. Of a crawl"
                                + " folder, the recorded fields and metadata are shown; it holds no bodies, so other rules cannot be"
                                + " tried on it.")
                .footer(
                        "",
                        "Exit code: 0 shown, 1 no page to show, 2 wrong usage.",
                        "",
                        "Examples:",
                        "  ayatori try https://shop.example/p/1 --field 'price=.price|number' --metadata",
                        "  ayatori try page.html --url https://shop.example/p/1 --rules shop.toml",
                        "  ayatori try ayatori-out/shop.example-20260101-120000 https://shop.example/p/1");
        return spec;
    }

    @Override
    public List<OptionGroup> optionGroups() {
        return List.of(
                content.options(),
                new OptionGroup("Page:")
                        .value(
                                "--url",
                                "URL",
                                TryCommand::webAddress,
                                value -> url = value,
                                "The URL that a file is taken to have, for relative links and for rules by URL (default: "
                                        + EXAMPLE + ")."),
                request.options(),
                access.options(),
                new OptionGroup("Output:")
                        .flag("--json", value -> asJson = value, "Write one JSON object a page, for programs."),
                new OptionGroup("Help:").standard());
    }

    @Override
    public void hosts(List<HostOptions> tables) {
        hosts = tables;
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            String what = parameters.getFirst();
            String lower = what.toLowerCase(Locale.ROOT);
            boolean isUrl = lower.startsWith("http://") || lower.startsWith("https://");
            Path path = isUrl ? null : Converters.path(what);
            if (path != null && Files.isDirectory(path)) {
                one(2);
                return showRecorded(path, parameters.size() == 2 ? webAddress(parameters.get(1)) : null);
            }
            one(1);
            CrawlOptions options = options(isUrl ? what : url);
            Extraction extraction = options.content().extraction();
            if (extraction == null) {
                throw new IllegalArgumentException(
                        "there is nothing to try: give --field, --rules or --metadata, for example --field 'name=h1'");
            }
            show(path == null ? TriedPage.fetch(options) : TriedPage.read(path, url), extraction);
            return ExitCode.DONE;
        } catch (CrawlException e) {
            console.error(Objects.requireNonNullElse(e.getMessage(), e.toString()));
            return ExitCode.FAILED;
        } catch (FolderException | IllegalArgumentException | UncheckedIOException e) {
            console.error(Objects.requireNonNullElse(e.getMessage(), e.toString()));
            return ExitCode.USAGE;
        }
    }

    private void one(int parametersMax) {
        if (parameters.size() > parametersMax) {
            throw new IllegalArgumentException("one page is tried at a time (ayatori try --help shows more)");
        }
    }

    private CrawlOptions options(String page) {
        CrawlOptions.Builder options = CrawlOptions.from(page).depth(0);
        hosts.forEach(options::host);
        request.apply(options);
        access.apply(options, console.environment());
        content.apply(options);
        return options.build();
    }

    private void show(TriedPage page, Extraction extraction) {
        Extracted extracted = extraction.extract(page.parsed(), page.headers());
        if (asJson) {
            console.out().println(TryJson.of(page.parsed().url(), extracted));
        } else {
            TryText.lines(page, extraction, extracted, console.outWidth(), console.outStyle())
                    .forEach(console.out()::println);
        }
        console.out().flush();
    }

    // ---- crawl folders

    private int showRecorded(Path folder, @Nullable String wanted) throws FolderException {
        CrawlOptions.Builder given = CrawlOptions.from(EXAMPLE);
        content.apply(given);
        if (!given.build().content().isEmpty()) {
            throw new IllegalArgumentException(
                    "a crawl folder holds no bodies, so no other rules can be tried on it: give the"
                            + " URL of a page, or a file; without rules, its recorded fields are shown");
        }
        CrawlContent recorded =
                CrawlReader.open(folder).manifest().crawlOptions().build().content();
        if (recorded.isEmpty()) {
            throw new IllegalArgumentException(
                    "the crawl in " + folder + " recorded no fields and no metadata: try rules on the URL of a page");
        }
        String url = wanted == null ? null : Url.tryParse(wanted) == null ? wanted : canonical(wanted);
        int shown = 0;
        try (Stream<RecordedPage> pages = CrawlReader.open(folder).pages()) {
            var found = pages.filter(page -> page.fields() != null || page.metadata() != null)
                    .filter(page ->
                            url == null || page.url().equals(url) || page.url().equals(wanted))
                    .limit(PAGES_SHOWN)
                    .iterator();
            for (; found.hasNext(); shown++) {
                show(found.next());
            }
        }
        console.out().flush();
        if (shown == 0) {
            console.error(
                    wanted == null
                            ? "no page has fields or metadata yet"
                            : "no record of " + wanted + " has fields or metadata");
        }
        return shown == 0 ? ExitCode.FAILED : ExitCode.DONE;
    }

    private void show(RecordedPage page) {
        if (asJson) {
            var extracted = new Extracted(page.fields(), List.of(), page.metadata(), null, List.of(), List.of(), null);
            console.out().println(TryJson.of(page.url(), extracted));
            return;
        }
        TryText.recorded(page.url(), page.fields(), page.metadata(), console.outWidth(), console.outStyle())
                .forEach(console.out()::println);
        console.out().println();
    }

    private static String canonical(String text) {
        return Objects.requireNonNull(Url.tryParse(text)).withoutFragment().href();
    }

    private static String webAddress(String text) {
        Seeds.check(text);
        return text;
    }
}
