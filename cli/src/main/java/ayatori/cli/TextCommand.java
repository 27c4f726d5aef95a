package ayatori.cli;

import ayatori.crawler.CrawlException;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.HostOptions;
import ayatori.crawler.extract.DocumentText;
import ayatori.crawler.extract.ParsedPage;
import ayatori.crawler.extract.TextExtractor;
import ayatori.text.MainContent;
import ayatori.text.SimHash;
import ayatori.web.url.Url;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code ayatori text}. */
final class TextCommand implements ProgramCommand, HostTables {

    private static final String EXAMPLE = "https://example.org/";
    private static final String STANDARD_INPUT = "-";
    private static final List<String> FORMATS = List.of("markdown", "text", "json");

    private List<String> parameters = List.of();
    private String url = EXAMPLE;
    private String format = "markdown";
    private boolean wholePage;
    private List<HostOptions> hosts = List.of();
    private final RequestArguments request = new RequestArguments();
    private final AccessArguments access = new AccessArguments();
    private final Console console;

    TextCommand(Console console) {
        this.console = console;
    }

    @Override
    public CommandSpec describe() {
        CommandSpec spec = CommandSpecs.of(this)
                .name("text")
                .addPositional(OptionGroup.parameters(
                        "URL|FILE",
                        values -> parameters = values,
                        "A page: its URL, a file with its HTML or a PDF, or - for standard input."));
        spec.usageMessage()
                .customSynopsis("ayatori text [OPTION]... URL|FILE|-")
                .description(
                        "Print the main content of one page: without navigation, ads and notices.",
                        "",
                        "A URL is requested once, as a crawl would: robots.txt is obeyed. Control characters are replaced."
                                + " A PDF has text only.")
                .footer(
                        "",
                        "Exit code: 0 printed, 1 no page to print, 2 wrong usage.",
                        "",
                        "Examples:",
                        "  ayatori text https://example.org/",
                        "  ayatori text https://example.org/ --format json",
                        "  curl -s https://example.org/ | ayatori text - --url https://example.org/");
        return spec;
    }

    @Override
    public List<OptionGroup> optionGroups() {
        return List.of(
                new OptionGroup("Page:")
                        .value(
                                "--url",
                                "URL",
                                TextCommand::webAddress,
                                value -> url = value,
                                "The URL that a file is taken to have, for relative links (default: " + EXAMPLE + ").")
                        .flag("--whole-page", value -> wholePage = value, "Print the whole page, its navigation too."),
                request.options(),
                access.options(),
                new OptionGroup("Output:")
                        .value(
                                "--format",
                                "FORMAT",
                                TextCommand::format,
                                value -> format = value,
                                "markdown (the default), text, or json: with title, author, date, language, SimHash.")
                        .offering(FORMATS),
                new OptionGroup("Help:").standard());
    }

    private static String webAddress(String text) {
        Seeds.check(text);
        return text;
    }

    private static String format(String text) {
        if (!FORMATS.contains(text)) {
            throw new IllegalArgumentException("'" + text + "' is no format of text: markdown, text or json");
        }
        return text;
    }

    @Override
    public void hosts(List<HostOptions> tables) {
        hosts = tables;
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            if (parameters.size() > 1) {
                throw new IllegalArgumentException(
                        "the text of one page is printed at a time (ayatori text --help shows more)");
            }
            ParsedPage page = page(parameters.getFirst()).parsed();
            DocumentText document = page.documentText();
            if (document != null) {
                return show(page.url(), document);
            }
            show(page);
            return ExitCode.DONE;
        } catch (CrawlException e) {
            console.error(Objects.requireNonNullElse(e.getMessage(), e.toString()));
            return ExitCode.FAILED;
        } catch (IllegalArgumentException e) {
            console.error(Objects.requireNonNullElse(e.getMessage(), e.toString()));
            return ExitCode.USAGE;
        }
    }

    private TriedPage page(String what) throws CrawlException, InterruptedException {
        String lower = what.toLowerCase(Locale.ROOT);
        if (lower.startsWith("http://") || lower.startsWith("https://")) {
            CrawlOptions.Builder options = CrawlOptions.from(what).depth(0);
            hosts.forEach(options::host);
            request.apply(options);
            access.apply(options, console.environment());
            options.content(
                    content -> content.pdf(TextExtractor.all().stream().anyMatch(one -> one.reads(TriedPage.PDF))));
            return TriedPage.fetch(options.build());
        }
        String base = Objects.requireNonNull(Url.tryParse(url)).href();
        return what.equals(STANDARD_INPUT)
                ? TriedPage.readStandardInput(base)
                : TriedPage.read(Converters.path(what), base);
    }

    private void show(ParsedPage page) {
        MainContent content = wholePage ? page.wholeContent() : page.mainContent();
        String text = switch (format) {
            case "json" -> TryJson.of(json(page.url(), content));
            case "text" -> content.text();
            default -> content.markdown();
        };
        print(text);
    }

    /** A document such as a PDF has text only. What was not read of it is said. */
    private int show(String url, DocumentText document) {
        print(
                format.equals("json")
                        ? TryJson.of(json(url, document))
                        : document.text().strip());
        if (document.problem() != null) {
            console.error(document.problem());
        }
        return document.text().isEmpty() && document.problem() != null ? ExitCode.FAILED : ExitCode.DONE;
    }

    private void print(String text) {
        if (!text.isEmpty()) {
            console.out().println(TerminalText.inert(text));
        }
        console.out().flush();
    }

    private static Map<String, @Nullable Object> json(String url, DocumentText document) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("url", url);
        if (document.title() != null) {
            all.put("title", document.title());
        }
        if (document.metadata().get("lang") != null) {
            all.put("lang", document.metadata().get("lang"));
        }
        all.put("simhash", HexFormat.of().toHexDigits(SimHash.of(document.text())));
        all.put("text", document.text().strip());
        return all;
    }

    private static Map<String, @Nullable Object> json(String url, MainContent content) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        String text = content.text();
        all.put("url", url);
        content.title().ifPresent(title -> all.put("title", title));
        content.author().ifPresent(author -> all.put("author", author));
        content.date().ifPresent(date -> all.put("date", date));
        content.language().ifPresent(language -> all.put("lang", language));
        all.put("kind", content.kind().name().toLowerCase(Locale.ROOT));
        all.put("simhash", HexFormat.of().toHexDigits(SimHash.of(text)));
        all.put("text", text);
        all.put("markdown", content.markdown());
        all.put("anchors", content.anchors());
        return all;
    }
}
