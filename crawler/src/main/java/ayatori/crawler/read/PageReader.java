package ayatori.crawler.read;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.LinkDetail;
import ayatori.crawler.PageError;
import ayatori.crawler.RequisiteRole;
import ayatori.crawler.extract.DocumentText;
import ayatori.crawler.fetch.Answer;
import ayatori.crawler.fetch.Exchange;
import ayatori.crawler.fetch.FetchException;
import ayatori.crawler.fetch.Head;
import ayatori.crawler.frontier.Output;
import ayatori.crawler.frontier.PageRequest;
import ayatori.web.charset.CharsetSniffer;
import ayatori.web.charset.Encoding;
import ayatori.web.css.CssText;
import ayatori.web.html.LinkKind;
import ayatori.web.html.PageScanner;
import ayatori.web.html.Refresh;
import ayatori.web.mime.MimeType;
import ayatori.web.robots.RobotsDirectives;
import ayatori.web.sitemap.SitemapEntry;
import ayatori.web.sitemap.SitemapReader;
import ayatori.web.url.Url;
import ayatori.web.url.UrlResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads answers: the charset, the links, and what a page says about itself. Reused from page to page; a reading's {@link
 * Reading#pageLinks()} must be used before the next answer is read.
 *
 * <p>The links that are followed are those a reader of the page could follow: of {@code a}, {@code area}, {@code frame},
 * {@code iframe}, and of a refresh. Images, scripts and style sheets are not pages.
 */
public final class PageReader {
    /** Longer links are dropped: most servers refuse URLs of more than 8 KB. */
    private static final int LINK_BYTES_MAX = 16 << 10;

    /**
     * The limit on the bytes of a page's links together is four times the page's length, within these bounds; further links
     * are dropped. A short link can be made long by the page's base, a hundred thousand times over.
     */
    private static final long LINKS_BYTES_MIN = 128 << 10;

    private static final long LINKS_BYTES_MAX = 4 << 20;

    /** A page that loads itself again after longer shows news; before that it has nothing to show. */
    private static final int RELOAD_SECONDS_MAX = 10;

    private final CrawlOptions options;
    private final String product;
    private final PageScanner scanner;
    private final UrlResolver resolver = new UrlResolver();
    private final Fingerprint fingerprint;
    private final DistinctLinks links;

    /** Whether the places of links are read too. */
    private final boolean hasPlaces;

    /** Null where depth is limited: the frontier then needs all links of a page, to lower the depth of what they lead to. */
    private final @Nullable RecentLinks recent;

    /** Null where requisites are not wanted. */
    private final @Nullable RequisiteReader requisites;

    /** Makes a reader; one for each fetch loop. */
    public PageReader(CrawlOptions options) {
        this.options = options;
        this.recent = options.extent().depth() == Integer.MAX_VALUE ? new RecentLinks() : null;
        this.fingerprint = new Fingerprint(options.extent().canonicalForm());
        this.links = new DistinctLinks(fingerprint);
        this.requisites = RequisiteReader.of(
                options.extent().requisites(),
                fingerprint,
                resolver,
                reference -> resolve(reference, 0, reference.length));
        this.product = Product.of(options.access().userAgent());
        this.hasPlaces = options.output().links() == LinkDetail.FULL;
        this.scanner = new PageScanner(
                PageScanner.Options.DEFAULTS.withProductToken(product).withPlaces(hasPlaces));
        resolver.lengthMax(LINK_BYTES_MAX);
    }

    /**
     * Reads a sitemap as it comes in.
     *
     * @param parts takes the addresses in parts, all but the last, which is in the reading; it may wait
     */
    public Reading.SitemapReading readSitemap(Output.Fetch fetch, Exchange exchange, Consumer<ListedLinks> parts)
            throws FetchException {
        try {
            return new SitemapStream(options.extent().canonicalForm(), fetch.redirects(), parts)
                    .read(exchange.stream(), exchange.url());
        } catch (IOException e) {
            throw FetchException.of(e);
        }
    }

    /**
     * Takes up a page that is as an earlier crawl recorded it.
     *
     * @param content what it said about itself
     * @param carried its links; null if they were not recorded
     * @param nofollow which of them may not be followed, by their positions
     * @param linkCount how many there were; null if that was not recorded
     */
    public Reading.CarriedReading carry(
            Output.Fetch fetch,
            Content content,
            @Nullable List<String> carried,
            List<Integer> nofollow,
            @Nullable Integer linkCount) {
        links.clear();
        if (carried == null) {
            return new Reading.CarriedReading(
                    content, new CountedLinks(linkCount == null ? 0 : linkCount), FoundLinks.none());
        }
        resolver.base(Objects.requireNonNull(Url.tryParse(fetch.url())));
        resolver.queryCharset(StandardCharsets.UTF_8);
        var marked = new BitSet();
        nofollow.forEach(marked::set);
        for (int i = 0; i < carried.size(); i++) {
            byte[] link = carried.get(i).getBytes(StandardCharsets.UTF_8);
            if (resolve(link, 0, link.length)) {
                links.add(resolver, marked.get(i));
            }
        }
        return new Reading.CarriedReading(content, links, found(fetch.depth() + 1, false));
    }

    /** The requisites that the answer names that was read last; to be taken before the next one is read. */
    public RequisiteLinks takeRequisites() {
        return requisites == null ? RequisiteLinks.NONE : requisites.take();
    }

    /** Reads the answer to a request for a page. */
    public Reading read(Output.Fetch fetch, Answer answer) {
        links.clear();
        if (requisites != null) {
            requisites.clear();
        }
        Url url = Objects.requireNonNull(Url.tryParse(fetch.url()));
        return answer.head().isRedirect() ? readRedirect(fetch, url, answer) : readBody(fetch, url, answer);
    }

    private Reading readBody(Output.Fetch fetch, Url url, Answer answer) {
        byte[] body = answer.body();
        String contentType = answer.head().contentType();
        MediaType type = MediaType.of(answer.head().headers().all("Content-Type"), body);
        if (requisites != null && isDrawing(fetch, answer)) {
            return readDrawing(requisites, fetch, url, answer);
        }
        boolean isOpaque = type == MediaType.OTHER && fetch.requisite() != RequisiteRole.MANIFEST;
        boolean isPage = !isOpaque && type != MediaType.TEXT && body.length > 0;
        if (!isPage && fetch.requisite() == null && answer.head().headers().contains("Refresh")) {
            return readRefresh(fetch, url, answer);
        }
        if (isOpaque || body.length == 0) {
            return new Reading.OpaqueReading(body);
        }
        Encoding encoding =
                CharsetSniffer.sniff(body, 0, body.length, contentType).encoding();
        if (requisites != null && fetch.requisite() != null && isStyleOrManifest(fetch, answer, type)) {
            readStyleOrManifest(requisites, fetch, url, answer);
            return new Reading.TextReading(body, encoding);
        }
        if (type == MediaType.TEXT) {
            return new Reading.TextReading(body, encoding);
        }
        if (type == MediaType.FEED) {
            return readFeed(fetch, url, answer, encoding);
        }
        byte[] utf8 = encoding.isUtf8() ? body : CharsetSniffer.toUtf8(body, 0, body.length, encoding.charset());
        if (type == MediaType.XHTML) {
            scanner.scanXml(utf8, 0, utf8.length);
        } else {
            scanner.scan(utf8, 0, utf8.length);
        }
        String base = readLinks(url, answer.head(), utf8.length, encoding);
        var content = new Content(encoding, scanner.title(), canonical(), scanner.lang());
        if (requisites != null && answer.head().isSuccess()) {
            requisites.begin(fetch.depth() + 1);
            requisites.readPage(scanner, utf8, type == MediaType.XHTML);
        }
        boolean isRequisite = fetch.requisite() != null;
        boolean reloads = !isRequisite
                && (reloads(url, base, scanner.refresh()) || reloads(url, null, refreshHeader(answer.head())));
        // A link is one further from the seed than its page.
        FetchedLinks found =
                answer.head().isSuccess() && !isRequisite ? found(fetch.depth() + 1, reloads) : FoundLinks.none();
        PagePlaces places =
                hasPlaces && answer.head().isSuccess() && !isRequisite ? readPlaces(answer.head(), utf8.length) : null;
        if (requisites != null && answer.head().isSuccess()) {
            startLinks(url); // a header knows no base but the URL
            requisites.readHeaders(answer.head().headers().all("Link"));
        }
        if (isRequisite) {
            return new Reading.HtmlReading(utf8, content, PageLinks.NONE, FoundLinks.none(), base, null, false);
        }
        return new Reading.HtmlReading(utf8, content, links, found, base, places, reloads);
    }

    /** The {@code Refresh} header leads on whatever the body is. */
    private Reading readRefresh(Output.Fetch fetch, Url url, Answer answer) {
        startLinks(url);
        readRefreshHeader(answer.head(), isNofollow(answer.head()));
        boolean reloads = reloads(url, null, refreshHeader(answer.head()));
        FetchedLinks found = answer.head().isSuccess() ? found(fetch.depth() + 1, reloads) : FoundLinks.none();
        return new Reading.RefreshedReading(answer.body(), links, found, reloads);
    }

    private static @Nullable Refresh refreshHeader(Head head) {
        String header = head.headers().first("Refresh");
        return header == null ? null : Refresh.parse(header);
    }

    /** Whether a refresh leads back to its page, and soon. */
    private static boolean reloads(Url page, @Nullable String base, @Nullable Refresh refresh) {
        if (refresh == null || refresh.seconds() > RELOAD_SECONDS_MAX) {
            return false;
        }
        String target = refresh.url();
        Url from = base == null ? page : Url.tryParse(base);
        Url to = target == null ? page : from == null ? null : from.tryResolve(target);
        return to != null && to.withoutFragment().href().equals(page.href());
    }

    /** Whether a requisite is a drawing that may load others: as an image it does not. */
    private static boolean isDrawing(Output.Fetch fetch, Answer answer) {
        MimeType named = MimeType.ofContentType(answer.head().contentType());
        return (fetch.requisite() == RequisiteRole.FRAME || fetch.requisite() == RequisiteRole.OTHER)
                && answer.head().isSuccess()
                && named != null
                && named.essence().equals("image/svg+xml");
    }

    private Reading readDrawing(RequisiteReader reader, Output.Fetch fetch, Url url, Answer answer) {
        byte[] utf8 = answer.body();
        scanner.scanXml(utf8, 0, utf8.length);
        startLinks(url);
        reader.begin(fetch.depth() + 1);
        reader.readPage(scanner, utf8, true);
        return new Reading.OpaqueReading(utf8);
    }

    /** Of a requisite in a role that names others: a style sheet whatever its type, unless it is a page, and a manifest. */
    private static boolean isStyleOrManifest(Output.Fetch fetch, Answer answer, MediaType type) {
        MimeType named = MimeType.ofContentType(answer.head().contentType());
        return fetch.requisite() == RequisiteRole.MANIFEST
                || (named != null && named.essence().equals("text/css"))
                || (fetch.requisite() == RequisiteRole.STYLE && type == MediaType.TEXT);
    }

    private void readStyleOrManifest(RequisiteReader reader, Output.Fetch fetch, Url url, Answer answer) {
        startLinks(url);
        if (!answer.head().isSuccess()) {
            return;
        }
        reader.begin(fetch.depth() + 1);
        if (fetch.requisite() == RequisiteRole.MANIFEST) {
            reader.readManifest(answer.body());
        } else {
            reader.readStyle(CssText.decode(answer.body(), answer.head().contentType(), null));
        }
    }

    /** Takes up a document that an extractor has read. */
    public Reading readDocument(Output.Fetch fetch, Answer answer, DocumentText text) {
        links.clear();
        startLinks(Objects.requireNonNull(Url.tryParse(fetch.url())));
        boolean isNofollow = isNofollow(answer.head());
        long bytesLeft = linkBytesMax(answer.body().length);
        for (String named : text.links()) {
            byte[] link = named.getBytes(StandardCharsets.UTF_8);
            if (bytesLeft > 0 && resolve(link, 0, link.length)) {
                bytesLeft -= resolver.length();
                links.add(resolver, isNofollow);
            }
        }
        return new Reading.DocumentReading(answer.body(), text, links, found(fetch.depth() + 1, false));
    }

    private void startLinks(Url url) {
        resolver.base(url);
        resolver.queryCharset(StandardCharsets.UTF_8);
    }

    private boolean isNofollow(Head head) {
        return RobotsDirectives.parseHeaders(head.headers().all("X-Robots-Tag"), product)
                .nofollow();
    }

    /** The entries of a feed are links of it, as those of a page are. */
    private Reading readFeed(Output.Fetch fetch, Url url, Answer answer, Encoding encoding) {
        byte[] body = answer.body();
        boolean isNofollow = isNofollow(answer.head());
        startLinks(url);
        long bytesMax = linkBytesMax(body.length);
        var bytes = new long[1];
        SitemapReader.standard().read(new ByteArrayInputStream(body), url, entry -> {
            byte[] link = entry.url().href().getBytes(StandardCharsets.UTF_8);
            if (entry.kind() == SitemapEntry.Kind.PAGE && bytes[0] < bytesMax && resolve(link, 0, link.length)) {
                bytes[0] += resolver.length();
                links.add(resolver, isNofollow);
            }
        });
        FetchedLinks found = answer.head().isSuccess() ? found(fetch.depth() + 1, false) : FoundLinks.none();
        return new Reading.FeedReading(body, encoding, links, found);
    }

    private static long linkBytesMax(int pageBytes) {
        return Math.clamp(4L * pageBytes, LINKS_BYTES_MIN, LINKS_BYTES_MAX);
    }

    /** The links for the frontier; all of them where the page may be loaded again, and the frontier then takes none. */
    private FoundLinks found(int depth, boolean reloads) {
        return options.extent().followLinks() ? links.found(depth, 0, reloads ? null : recent) : FoundLinks.none();
    }

    /** Takes the requests of a page's handler as links of the page. */
    public RequestedLinks requested(Output.Fetch fetch, List<RequestedLinks.Requested> requests) {
        return RequestedLinks.of(requests, fetch.depth() + 1, fingerprint);
    }

    private Reading readRedirect(Output.Fetch fetch, Url url, Answer answer) {
        byte[] location = Objects.requireNonNull(answer.head().headers().octets("Location"));
        resolver.base(url);
        resolver.queryCharset(StandardCharsets.UTF_8);
        boolean isWebAddress = resolveHeader(location);
        String redirectTo = isWebAddress ? resolved() : null;
        PageRequest next = isWebAddress ? next(fetch, answer.head().status()) : PageRequest.GET;
        PageError error = null;
        if (location.length > LINK_BYTES_MAX) {
            error = new PageError(
                    "invalid-redirect",
                    "The redirect leads to a URL of " + location.length + " bytes; none over " + LINK_BYTES_MAX
                            + " is followed.");
        } else if (!isWebAddress) {
            error = new PageError("invalid-redirect", "The redirect leads to no web address.");
        } else if (fetch.redirects() >= options.extent().maxRedirects()) {
            error = new PageError(
                    "too-many-redirects",
                    "More than " + options.extent().maxRedirects() + " redirects in a row; see --max-redirects.");
        } else {
            links.addRedirect(url, resolver, fetch.request(), next);
        }
        FetchedLinks target = redirected(fetch, redirectTo, next, error);
        return new Reading.RedirectReading(answer.body(), redirectTo, target, error);
    }

    /** How the target of the redirect in the resolver is requested. */
    private PageRequest next(Output.Fetch fetch, int status) {
        if (fetch.request().equals(PageRequest.GET)) {
            return PageRequest.GET;
        }
        String origin = new String(resolver.buffer(), 0, resolver.authorityEnd(), StandardCharsets.US_ASCII);
        return fetch.request().redirected(status, origin.equals(fetch.origin()));
    }

    /** The target, which is as far from the seed as what led to it. A sitemap's target is a sitemap. */
    private FetchedLinks redirected(
            Output.Fetch fetch, @Nullable String target, PageRequest next, @Nullable PageError error) {
        int redirects = fetch.redirects() + 1;
        if (!fetch.isSitemap()) {
            // Sent before or not: a cookie may open it now.
            return links.found(fetch.depth(), redirects, null).requestedAs(next);
        }
        Url sitemap = target == null || error != null ? null : Url.tryParse(target);
        List<Url> sitemaps = sitemap == null ? List.of() : List.of(sitemap);
        var fingerprint = new Fingerprint(options.extent().canonicalForm());
        return new ListedLinks(sitemaps, List.of(), List.of(), List.of(), fingerprint, redirects);
    }

    /**
     * Collects the links of the page that was scanned last, and leaves the resolver with the page's base.
     *
     * @return that base; null if it is the page's own URL
     */
    private @Nullable String readLinks(Url url, Head head, int pageBytes, Encoding encoding) {
        boolean pageNofollow = isPageNofollow(head);
        long bytesLeft = linkBytesMax(pageBytes);
        resolver.base(url);
        resolver.queryCharset(encoding.charset());
        readRefreshHeader(head, pageNofollow);
        String base = setBase();
        for (int i = 0; i < scanner.linkCount() && bytesLeft > 0; i++) {
            if (isFollowed(scanner.linkKind(i))
                    && resolve(scanner.linkBytes(i), scanner.linkStart(i), scanner.linkLength(i))) {
                bytesLeft -= resolver.length();
                links.add(resolver, pageNofollow || scanner.linkNofollow(i));
            }
        }
        return base;
    }

    /** Reads where the links of the page that was scanned last stand; the resolver has the page's base. */
    private PagePlaces readPlaces(Head head, int pageBytes) {
        var resolving = new PlaceReader.Resolver() {
            @Override
            public UrlResolver.Outcome resolve(byte[] url, int offset, int length) {
                if (length > LINK_BYTES_MAX) {
                    return UrlResolver.Outcome.TOO_LONG;
                }
                UrlResolver.Outcome outcome = resolver.resolve(url, offset, length);
                return outcome == UrlResolver.Outcome.HTTP && !isWebAddress(outcome)
                        ? UrlResolver.Outcome.INVALID
                        : outcome;
            }

            @Override
            public String resolved() {
                return PageReader.this.resolved();
            }
        };
        return PlaceReader.read(scanner, resolving, isPageNofollow(head), linkBytesMax(pageBytes));
    }

    private boolean isPageNofollow(Head head) {
        return scanner.robotsMeta()
                .and(RobotsDirectives.parseHeaders(head.headers().all("X-Robots-Tag"), product))
                .nofollow();
    }

    /** A {@code Refresh} header counts like a meta, but is relative to the page's own URL. */
    private void readRefreshHeader(Head head, boolean pageNofollow) {
        byte[] refresh = head.headers().octets("Refresh");
        byte[] target = refresh == null ? null : Refresh.url(refresh);
        if (target != null && resolveHeader(target)) {
            links.add(resolver, pageNofollow);
        }
    }

    /** Makes the page's {@code base} the resolver's, unless it is not a web address: then the page's own URL remains. */
    private @Nullable String setBase() {
        byte[] href = scanner.baseHrefBytes();
        if (href == null || resolver.resolve(href, 0, href.length) != UrlResolver.Outcome.HTTP) {
            return null;
        }
        String base = resolved();
        resolver.baseHref(href, 0, href.length);
        return base;
    }

    /** Resolves a link; returns whether it is a web address, which is then in the resolver, without credentials. */
    private boolean resolve(byte[] link, int offset, int length) {
        return length <= LINK_BYTES_MAX && isWebAddress(resolver.resolve(link, offset, length));
    }

    /** The same for the value of a header, whose octets have no known encoding. */
    private boolean resolveHeader(byte[] octets) {
        return octets.length <= LINK_BYTES_MAX && isWebAddress(resolver.resolveOctets(octets, 0, octets.length));
    }

    /** Drops user name and password from what was resolved: a page must not choose our login. */
    private boolean isWebAddress(UrlResolver.Outcome outcome) {
        if (outcome != UrlResolver.Outcome.HTTP) {
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

    /** The URL that was resolved last. */
    private String resolved() {
        return new String(resolver.buffer(), 0, resolver.length(), StandardCharsets.US_ASCII);
    }

    private static boolean isFollowed(LinkKind kind) {
        return switch (kind) {
            case A, AREA, FRAME, IFRAME, META_REFRESH -> true;
            default -> false;
        };
    }

    private @Nullable String canonical() {
        byte[] href = scanner.canonicalHrefBytes();
        return href != null && resolve(href, 0, href.length) ? resolved() : null;
    }
}
