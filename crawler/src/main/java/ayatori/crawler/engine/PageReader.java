package ayatori.crawler.engine;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.OutputFormat;
import ayatori.crawler.Page;
import ayatori.crawler.PageError;
import ayatori.crawler.frontier.Output;
import ayatori.crawler.output.JsonLines;
import ayatori.crawler.output.PageRecord;
import ayatori.web.charset.CharsetSniffer;
import ayatori.web.charset.Encoding;
import ayatori.web.html.LinkKind;
import ayatori.web.html.PageScanner;
import ayatori.web.html.Refresh;
import ayatori.web.robots.RobotsDirectives;
import ayatori.web.url.Url;
import ayatori.web.url.UrlResolver;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads an answer: its charset, its links, what it says of itself; and makes its record. Reused from page to page; between
 * two awaits of its fetch loop it has the loop to itself.
 *
 * <p>Links that are followed are those a reader of the page could follow: of {@code a}, {@code area}, {@code frame}, {@code
 * iframe}, and of a refresh. Images, scripts and style sheets are no pages.
 */
final class PageReader {
    private static final byte[] NOTHING = {};

    private final CrawlOptions options;
    private final String product;
    private final PageScanner scanner;
    private final UrlResolver resolver = new UrlResolver();
    private final DistinctLinks links = new DistinctLinks();
    private final RecentLinks recent = new RecentLinks();
    private final JsonLines json = new JsonLines();

    PageReader(CrawlOptions options) {
        this.options = options;
        this.product = Product.of(options.userAgent());
        this.scanner = new PageScanner(PageScanner.Options.DEFAULTS.withProductToken(product));
    }

    /**
     * What was read.
     *
     * @param facts what is counted of it
     * @param json its line for {@code pages.jsonl}; null if that is not written
     * @param text its entry for {@code pages.txt}; null if that is not written
     * @param links for the frontier
     * @param page for the user's handler; null unless one is wanted
     */
    record Reading(
            Result.Facts facts,
            byte @Nullable [] json,
            byte @Nullable [] text,
            FoundLinks links,
            @Nullable Page page) {}

    /** Reads an answer. */
    Reading read(Output.Fetch fetch, Answer answer, boolean wantPage) {
        links.clear();
        Url url = Objects.requireNonNull(Url.tryParse(fetch.url()));
        String contentType = answer.headers().first("Content-Type");
        MediaType type = MediaType.of(contentType, answer.body());
        Encoding encoding = type == MediaType.OTHER || answer.body().length == 0
                ? null
                : CharsetSniffer.sniff(answer.body(), 0, answer.body().length, contentType)
                        .encoding();
        byte[] utf8 = answer.body();
        String redirectTo = null;
        PageError error = null;
        boolean isRead = false;
        if (answer.isRedirect()) {
            redirectTo =
                    redirectTarget(url, Objects.requireNonNull(answer.headers().first("Location")));
            if (redirectTo == null) {
                error = new PageError("invalid-redirect", "The redirect leads to no web address.");
            } else if (fetch.redirects() >= options.maxRedirects()) {
                error = new PageError(
                        "too-many-redirects",
                        "More than " + options.maxRedirects() + " redirects in a row; see --max-redirects.");
                links.clear();
            }
        } else if (type == MediaType.HTML && encoding != null) {
            utf8 = encoding.isUtf8() ? utf8 : CharsetSniffer.toUtf8(utf8, 0, utf8.length, encoding.charset());
            readHtml(url, answer, utf8, encoding);
            isRead = true;
        }
        var record = new PageRecord(
                fetch.url(),
                answer.status(),
                isRead ? scanner.title() : null,
                fetch.depth(),
                fetch.referrer(),
                contentType,
                encoding == null ? null : encoding.name(),
                answer.body().length,
                answer.totalNanos() / 1_000_000,
                answer.fetchedAt(),
                fetch.attempt(),
                answer.truncated(),
                redirectTo,
                error,
                isRead ? canonical(url) : null,
                isRead ? scanner.lang() : null);
        var facts = new Result.Facts(answer.status(), answer.body().length, error, redirectTo);
        boolean isFollowed = redirectTo != null || answer.isSuccess();
        // A redirect is as far from the seed as what led to it; a link is one further.
        int depth = redirectTo != null ? fetch.depth() : fetch.depth() + 1;
        int redirects = redirectTo != null ? fetch.redirects() + 1 : 0;
        byte[] line = jsonLine(record);
        return new Reading(
                facts,
                line,
                textEntry(record, answer.isSuccess()),
                isFollowed ? links.found(depth, redirects, recent, !options.robots()) : FoundLinks.none(),
                wantPage ? page(record, encoding, isRead ? utf8 : answer.body(), answer.totalNanos()) : null);
    }

    /** Makes the record of a request that was not answered. */
    Reading failed(Output.Fetch fetch, PageError error, Instant fetchedAt, long totalNanos, boolean wantPage) {
        links.clear();
        var record = new PageRecord(
                fetch.url(),
                0,
                null,
                fetch.depth(),
                fetch.referrer(),
                null,
                null,
                0,
                totalNanos / 1_000_000,
                fetchedAt,
                fetch.attempt(),
                null,
                null,
                error,
                null,
                null);
        return new Reading(
                new Result.Facts(0, 0, error, null),
                jsonLine(record),
                null,
                FoundLinks.none(),
                wantPage ? page(record, null, NOTHING, totalNanos) : null);
    }

    private void readHtml(Url url, Answer answer, byte[] utf8, Encoding encoding) {
        scanner.scan(utf8, 0, utf8.length);
        String baseHref = scanner.baseHref();
        Url base = baseHref == null ? null : url.tryResolve(baseHref);
        resolver.base(base == null ? url : base);
        resolver.queryCharset(encoding.charset());
        boolean pageNofollow = scanner.robotsMeta()
                .and(RobotsDirectives.parseHeaders(answer.headers().all("X-Robots-Tag"), product))
                .nofollow();
        for (int i = 0; i < scanner.linkCount(); i++) {
            if (!isFollowed(scanner.linkKind(i))) {
                continue;
            }
            var outcome = resolver.resolve(scanner.linkBytes(i), scanner.linkStart(i), scanner.linkLength(i));
            if (outcome == UrlResolver.Outcome.HTTP) {
                links.add(resolver, pageNofollow || scanner.linkNofollow(i));
            }
        }
        Refresh refresh = scanner.refresh();
        if (refresh != null && refresh.url() != null) {
            byte[] target = refresh.url().getBytes(StandardCharsets.UTF_8);
            if (resolver.resolve(target, 0, target.length) == UrlResolver.Outcome.HTTP) {
                links.add(resolver, pageNofollow);
            }
        }
    }

    private static boolean isFollowed(LinkKind kind) {
        return switch (kind) {
            case A, AREA, FRAME, IFRAME -> true;
            default -> false;
        };
    }

    /** Resolves a Location and makes it the page's only link; null if it leads to no web address. */
    private @Nullable String redirectTarget(Url url, String location) {
        // Servers send UTF-8 there, which a header hands over as Latin-1.
        byte[] bytes = location.getBytes(StandardCharsets.ISO_8859_1);
        resolver.base(url);
        resolver.queryCharset(StandardCharsets.UTF_8);
        if (resolver.resolve(bytes, 0, bytes.length) != UrlResolver.Outcome.HTTP) {
            return null;
        }
        links.add(resolver, false);
        return new String(resolver.buffer(), 0, resolver.length(), StandardCharsets.US_ASCII);
    }

    private @Nullable String canonical(Url url) {
        String href = scanner.canonicalHref();
        Url canonical = href == null ? null : url.tryResolve(href);
        return canonical == null ? null : canonical.withoutFragment().href();
    }

    private byte @Nullable [] jsonLine(PageRecord record) {
        if (options.out() == null || !options.formats().contains(OutputFormat.JSONL)) {
            return null;
        }
        json.clear();
        record.writeJson(json, record.redirectTo() == null ? links : PageRecord.NO_LINKS, options.links());
        return json.toBytes();
    }

    private byte @Nullable [] textEntry(PageRecord record, boolean isSuccess) {
        boolean wanted = options.out() != null && options.formats().contains(OutputFormat.TXT) && isSuccess;
        return wanted ? record.toText() : null;
    }

    private Page page(PageRecord record, @Nullable Encoding encoding, byte[] body, long totalNanos) {
        return new Page(
                record.url(),
                record.status(),
                record.title(),
                record.depth(),
                record.referrer(),
                record.contentType(),
                encoding == null ? null : encoding.charset(),
                body,
                record.bytes(),
                Duration.ofNanos(totalNanos),
                record.fetchedAt(),
                record.attempts(),
                record.redirectTo() == null ? links.toList() : List.of(),
                record.redirectTo(),
                record.error(),
                record.canonical(),
                record.lang());
    }
}
