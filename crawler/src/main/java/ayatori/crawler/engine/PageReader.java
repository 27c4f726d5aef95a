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
import java.util.Arrays;
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
    private static final Contents NO_CONTENTS = new Contents(new byte[0], null, false, null, null, null, null, null);

    /** A longer link is none that a server would answer: most refuse URLs of more than 8 KB. */
    private static final int LINK_BYTES_MAX = 16 << 10;

    /**
     * What the links of any page may take together; a page longer than half of this has twice its own length. A short
     * link can be made long by the page's base, a hundred thousand times over.
     */
    private static final int LINKS_BYTES_MIN = 1 << 20;

    private final CrawlOptions options;
    private final String product;
    private final PageScanner scanner;
    private final UrlResolver resolver = new UrlResolver();
    private final DistinctLinks links;
    private final RecentLinks recent = new RecentLinks();
    private final JsonLines json = new JsonLines();

    PageReader(CrawlOptions options) {
        this.options = options;
        this.links = new DistinctLinks(new Fingerprint(options.canonicalForm()));
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
            FetchedLinks links,
            @Nullable Page page) {}

    /**
     * What an answer holds, apart from the links.
     *
     * @param body the body, in UTF-8 if it is HTML
     * @param encoding what the body came in; null if it is no text
     * @param isPage whether it was read as HTML
     */
    private record Contents(
            byte[] body,
            @Nullable Encoding encoding,
            boolean isPage,
            @Nullable String title,
            @Nullable String canonical,
            @Nullable String lang,
            @Nullable String redirectTo,
            @Nullable PageError error) {}

    /** Reads an answer. */
    Reading read(Output.Fetch fetch, Answer answer, boolean wantPage) {
        SitemapBody sitemap = answer.sitemap();
        return sitemap == null ? readPage(fetch, answer, wantPage) : readSitemap(fetch, answer, sitemap);
    }

    private Reading readPage(Output.Fetch fetch, Answer answer, boolean wantPage) {
        links.clear();
        Url url = Objects.requireNonNull(Url.tryParse(fetch.url()));
        Contents contents = answer.isRedirect() ? readRedirect(fetch, url, answer) : readBody(url, answer);
        var record = new PageRecord(
                fetch.url(),
                answer.status(),
                contents.title(),
                fetch.depth(),
                fetch.referrer(),
                answer.headers().first("Content-Type"),
                contents.encoding() == null ? null : contents.encoding().name(),
                answer.body().length,
                answer.totalNanos() / 1_000_000,
                answer.fetchedAt(),
                fetch.attempt(),
                answer.truncated(),
                contents.redirectTo(),
                contents.error(),
                contents.canonical(),
                contents.lang());
        return new Reading(
                new Result.Facts(answer.status(), answer.body().length, contents.error(), contents.redirectTo()),
                jsonLine(record, contents.isPage()),
                textEntry(record, answer.isSuccess()),
                found(fetch, answer),
                wantPage ? page(record, contents, answer.totalNanos()) : null);
    }

    private Reading readSitemap(Output.Fetch fetch, Answer answer, SitemapBody sitemap) {
        var record = new PageRecord(
                fetch.url(),
                answer.status(),
                null,
                fetch.depth(),
                fetch.referrer(),
                answer.headers().first("Content-Type"),
                null,
                sitemap.bytes(),
                answer.totalNanos() / 1_000_000,
                answer.fetchedAt(),
                fetch.attempt(),
                answer.truncated(),
                null,
                sitemap.problem(),
                null,
                null);
        return new Reading(
                new Result.Facts(answer.status(), sitemap.bytes(), sitemap.problem(), null),
                jsonLine(record, false),
                null,
                sitemap.links(),
                null);
    }

    /** The links to follow: a redirect's target is as far from the seed as what led to it, a link is one further. */
    private FoundLinks found(Output.Fetch fetch, Answer answer) {
        if (answer.isRedirect()) {
            return links.found(fetch.depth(), fetch.redirects() + 1, recent, !options.robots());
        }
        return answer.isSuccess() ? links.found(fetch.depth() + 1, 0, recent, !options.robots()) : FoundLinks.none();
    }

    private Contents readBody(Url url, Answer answer) {
        byte[] body = answer.body();
        String contentType = answer.headers().first("Content-Type");
        MediaType type = MediaType.of(contentType, body);
        if (type == MediaType.OTHER || body.length == 0) {
            return new Contents(body, null, false, null, null, null, null, null);
        }
        Encoding encoding =
                CharsetSniffer.sniff(body, 0, body.length, contentType).encoding();
        if (type == MediaType.TEXT) {
            return new Contents(body, encoding, false, null, null, null, null, null);
        }
        byte[] utf8 = encoding.isUtf8() ? body : CharsetSniffer.toUtf8(body, 0, body.length, encoding.charset());
        readHtml(url, answer, utf8, encoding);
        return new Contents(utf8, encoding, true, scanner.title(), canonical(url), scanner.lang(), null, null);
    }

    private Contents readRedirect(Output.Fetch fetch, Url url, Answer answer) {
        // Servers send UTF-8 there, which a header hands over as Latin-1.
        byte[] location =
                Objects.requireNonNull(answer.headers().first("Location")).getBytes(StandardCharsets.ISO_8859_1);
        resolver.base(url);
        resolver.queryCharset(StandardCharsets.UTF_8);
        boolean isWebAddress = resolve(location, 0, location.length);
        PageError error = null;
        if (location.length > LINK_BYTES_MAX) {
            error = new PageError(
                    "invalid-redirect",
                    "The redirect leads to a URL of " + location.length + " bytes; none over " + LINK_BYTES_MAX
                            + " is followed.");
        } else if (!isWebAddress) {
            error = new PageError("invalid-redirect", "The redirect leads to no web address.");
        } else if (fetch.redirects() >= options.maxRedirects()) {
            error = new PageError(
                    "too-many-redirects",
                    "More than " + options.maxRedirects() + " redirects in a row; see --max-redirects.");
        } else {
            links.addRedirect(url, resolver);
        }
        Url target =
                location.length > LINK_BYTES_MAX ? null : url.tryResolve(new String(location, StandardCharsets.UTF_8));
        String redirectTo = target == null
                ? null
                : target.withoutCredentials().withoutFragment().href();
        return new Contents(answer.body(), null, false, null, null, null, redirectTo, error);
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
                jsonLine(record, false),
                null,
                FoundLinks.none(),
                wantPage ? page(record, NO_CONTENTS, totalNanos) : null);
    }

    private void readHtml(Url url, Answer answer, byte[] utf8, Encoding encoding) {
        scanner.scan(utf8, 0, utf8.length);
        String baseHref = scanner.baseHref();
        Url base = baseHref == null || baseHref.length() > LINK_BYTES_MAX ? null : url.tryResolve(baseHref);
        resolver.base(base == null ? url : base);
        long bytesLeft = Math.max(LINKS_BYTES_MIN, 2L * utf8.length);
        resolver.queryCharset(encoding.charset());
        boolean pageNofollow = scanner.robotsMeta()
                .and(RobotsDirectives.parseHeaders(answer.headers().all("X-Robots-Tag"), product))
                .nofollow();
        for (int i = 0; i < scanner.linkCount() && bytesLeft > 0; i++) {
            if (!isFollowed(scanner.linkKind(i))) {
                continue;
            }
            if (resolve(scanner.linkBytes(i), scanner.linkStart(i), scanner.linkLength(i))) {
                bytesLeft -= resolver.length();
                links.add(resolver, pageNofollow || scanner.linkNofollow(i));
            }
        }
        Refresh refresh = scanner.refresh();
        if (refresh != null && refresh.url() != null) {
            byte[] target = refresh.url().getBytes(StandardCharsets.UTF_8);
            if (resolve(target, 0, target.length)) {
                links.add(resolver, pageNofollow);
            }
        }
    }

    /**
     * Resolves a link; tells whether it is a web address, which is then in the resolver. A user name and a password are
     * dropped: they are no part of an address, and a page has no business to make us use them.
     */
    private boolean resolve(byte[] link, int offset, int length) {
        if (length > LINK_BYTES_MAX) {
            return false;
        }
        if (resolver.resolve(link, offset, length) != UrlResolver.Outcome.HTTP) {
            return false;
        }
        int authority = resolver.schemeEnd() + "://".length();
        if (resolver.hostStart() == authority) {
            return true;
        }
        int rest = resolver.length() - resolver.hostStart();
        byte[] plain = Arrays.copyOf(resolver.buffer(), authority + rest);
        System.arraycopy(resolver.buffer(), resolver.hostStart(), plain, authority, rest);
        return resolver.resolve(plain, 0, plain.length) == UrlResolver.Outcome.HTTP;
    }

    private static boolean isFollowed(LinkKind kind) {
        return switch (kind) {
            case A, AREA, FRAME, IFRAME -> true;
            default -> false;
        };
    }

    private @Nullable String canonical(Url url) {
        String href = scanner.canonicalHref();
        Url canonical = href == null ? null : url.tryResolve(href);
        return canonical == null ? null : canonical.withoutFragment().href();
    }

    private byte @Nullable [] jsonLine(PageRecord record, boolean hasLinks) {
        if (options.out() == null || !options.formats().contains(OutputFormat.JSONL)) {
            return null;
        }
        json.clear();
        record.writeJson(json, hasLinks ? links : PageRecord.NO_LINKS, options.links());
        return json.toBytes();
    }

    private byte @Nullable [] textEntry(PageRecord record, boolean isSuccess) {
        boolean wanted = options.out() != null && options.formats().contains(OutputFormat.TXT) && isSuccess;
        return wanted ? record.toText() : null;
    }

    private Page page(PageRecord record, Contents contents, long totalNanos) {
        return new Page(
                record.url(),
                record.status(),
                record.title(),
                record.depth(),
                record.referrer(),
                record.contentType(),
                contents.encoding() == null ? null : contents.encoding().charset(),
                contents.body(),
                record.bytes(),
                Duration.ofNanos(totalNanos),
                record.fetchedAt(),
                record.attempts(),
                record.truncated(),
                contents.isPage() ? links.toList() : List.of(),
                record.redirectTo(),
                record.error(),
                record.canonical(),
                record.lang());
    }
}
