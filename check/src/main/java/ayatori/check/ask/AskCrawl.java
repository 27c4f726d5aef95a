package ayatori.check.ask;

import ayatori.check.find.CanonicalUrls;
import ayatori.crawler.CrawlAccess;
import ayatori.crawler.CrawlAccessBuilder;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.HostOptions;
import ayatori.crawler.LinkDetail;
import ayatori.crawler.Page;
import ayatori.crawler.PageError;
import ayatori.crawler.PageHandler;
import ayatori.crawler.Request;
import ayatori.crawler.ScopeKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A crawl that asks for each URL of a list, by HEAD, and by GET where HEAD is not answered with success. It follows no links, and
 * redirects only within the site. The crawler's own rules hold: robots.txt, pace, private addresses.
 */
public final class AskCrawl implements PageHandler {
    /** What is read of a page of another site, which only has to be there. */
    private static final long EXTERNAL_BODY_MAX = 64 << 10;

    private static final int REDIRECTS_MAX = 20;

    private final CrawlOptions options;

    /** The origins whose redirects are followed. */
    private final Set<String> followed;

    private AskCrawl(CrawlOptions options, Set<String> followed) {
        this.options = options;
        this.followed = followed;
    }

    /**
     * Asks for URLs of the site, as the crawl did.
     *
     * @param crawled the options of the crawl
     * @param folder where the answers go
     */
    public static AskCrawl site(CrawlOptions crawled, AskPlan plan, Path folder) {
        List<Request> requests = new ArrayList<>();
        plan.probes().forEach(url -> requests.add(Request.get(url)));
        plan.site().forEach(url -> requests.add(Request.of("HEAD", url)));
        Set<String> own =
                crawled.startUrls().stream().map(CanonicalUrls::originOf).collect(Collectors.toSet());
        CrawlOptions.Builder asked = asked(requests, crawled, folder)
                .extent(extent -> extent.maxBody(crawled.extent().maxBody()));
        asked.pace(pace -> pace.robots(crawled.pace().robots())
                .perHost(crawled.pace().perHost())
                .concurrency(crawled.pace().concurrency())
                .delay(crawled.pace().delay())
                .timeout(crawled.pace().timeout())
                .retries(crawled.pace().retries()));
        CrawlAccess access = crawled.access();
        asked.access(with -> {
            introduced(with, access)
                    .cookies(access.cookies())
                    .credentials(access.credentials())
                    .ownOrigins(own);
            access.headers().forEach(with::header);
            Path cookieFile = access.cookieFile();
            if (cookieFile != null) {
                with.cookieFile(cookieFile);
            }
        });
        Set<String> origins = new HashSet<>(own);
        plan.site().forEach(url -> origins.add(CanonicalUrls.originOf(url)));
        return new AskCrawl(asked.build(), origins);
    }

    /**
     * Asks for URLs of other sites: each once, without cookies, credentials and the like, obeying their robots.txt.
     *
     * @param crawled the options of the crawl
     * @param folder where the answers go
     */
    public static AskCrawl external(CrawlOptions crawled, AskPlan plan, Path folder) {
        List<Request> requests = new ArrayList<>();
        plan.external().forEach(url -> requests.add(Request.of("HEAD", url)));
        CrawlAccess access = crawled.access();
        return new AskCrawl(
                asked(requests, crawled, folder)
                        .extent(extent -> extent.maxBody(EXTERNAL_BODY_MAX))
                        .pace(pace -> pace.retries(Math.min(1, crawled.pace().retries()))
                                .timeout(crawled.pace().timeout()))
                        .access(with -> introduced(with, access).cookies(false).ownOrigins(Set.of()))
                        .build(),
                Set.of());
    }

    private static CrawlAccessBuilder introduced(CrawlAccessBuilder builder, CrawlAccess access) {
        return builder.userAgent(access.userAgent())
                .proxies(access.proxies())
                .allowPrivate(access.allowPrivate())
                .insecure(access.insecure());
    }

    private static CrawlOptions.Builder asked(List<Request> requests, CrawlOptions crawled, Path folder) {
        CrawlOptions.Builder asked = CrawlOptions.from(requests.getFirst());
        requests.stream().skip(1).forEach(asked::request);
        // A limit of pages is that of the crawl.
        crawled.hosts().all().stream()
                .map(host -> new HostOptions(host.host(), host.delay(), host.perHost(), null, host.headers()))
                .forEach(asked::host);
        return asked.followLinks(false)
                .scope(ScopeKind.ANY)
                .extent(extent ->
                        extent.maxRedirects(0).canonicalForm(crawled.extent().canonicalForm()))
                .output(output -> output.links(LinkDetail.NONE))
                .out(folder);
    }

    /** {@return the options of the crawl, which is to be run with this as its handler} */
    public CrawlOptions options() {
        return options;
    }

    @Override
    public void handle(Page page) {
        String target = page.redirectTo();
        if (target != null) {
            if (followed.contains(CanonicalUrls.originOf(target)) && page.depth() < REDIRECTS_MAX && isHead(page)) {
                page.follow(Request.of("HEAD", target));
            }
        } else if (isHead(page) && needsGet(page)) {
            page.follow(Request.get(page.url()));
        }
    }

    private static boolean isHead(Page page) {
        return page.method().equals("HEAD");
    }

    /** Whether a GET may be answered better. A host that is too busy, or is not there, is not bothered again. */
    private static boolean needsGet(Page page) {
        PageError error = page.error();
        if (error != null) {
            return switch (error.kind()) {
                case "reset", "protocol", "timeout", "idle-timeout", "content-encoding" -> true;
                default -> false;
            };
        }
        return page.status() >= 400 && page.status() != 429 && page.status() != 503;
    }
}
