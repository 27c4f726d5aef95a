package ayatori.crawler.fetch;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.CrawlRequisites;
import ayatori.crawler.HostOptions;
import ayatori.crawler.PerHost;
import ayatori.crawler.RequisiteRole;
import ayatori.crawler.frontier.PageRequest;
import ayatori.web.cookie.CookieJar;
import ayatori.web.http.AddressPolicy;
import ayatori.web.http.Caps;
import ayatori.web.http.ClientRequest;
import ayatori.web.http.ClientResponse;
import ayatori.web.http.ClientSession;
import ayatori.web.http.Headers;
import ayatori.web.http.Timeouts;
import ayatori.web.url.Url;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The HTTP sessions of one fetch loop: for pages, robots.txt and sitemaps. All redirects go to the frontier. */
final class Sessions implements AutoCloseable {
    /** RFC 9309 section 2.5 asks for 500 KiB at least. */
    static final int ROBOTS_BYTES_MAX = 512 << 10;

    /** The protocol's limit. Sitemaps are read as a stream, so this much is never held. */
    static final int SITEMAP_BYTES_MAX = 50 << 20;

    /** What streams of bodies may read beyond the limit, at which their reader cuts them. */
    private static final int STREAM_SLACK_BYTES = 64 << 10;

    private static final Duration CONNECT_MAX = Duration.ofSeconds(10);

    private final ClientSession pages;
    private final ClientSession robots;
    private final ClientSession sitemaps;
    private final PerHost hosts;
    private final Set<String> seedOrigins = new HashSet<>();
    private final int pageBytesMax;
    private final int requisiteBytesMax;
    private final boolean acceptsAsBrowsersDo;

    /** Secret headers: they are sent to the origins that the user chose only. */
    private final Map<String, String> secrets = new LinkedHashMap<>();

    /** Sessions that share {@code cookies} with those of the other fetch loops; none are kept where it is null. */
    Sessions(CrawlOptions options, @Nullable CookieJar cookies, AddressPolicy addresses) {
        hosts = options.hosts();
        for (String seed : own(options)) {
            Url url = Url.tryParse(seed);
            if (url != null) {
                seedOrigins.add(url.origin());
            }
        }
        CrawlRequisites requisites = options.extent().requisites();
        pageBytesMax = bytes(options.extent().maxBody());
        requisiteBytesMax = bytes(requisites == null ? CrawlRequisites.MAX_SIZE : requisites.maxSize());
        acceptsAsBrowsersDo = options.access().headers().keySet().stream().noneMatch("Accept"::equalsIgnoreCase);
        pages = builder(options, addresses, cookies)
                .header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
                .maxRedirects(0)
                .caps(Caps.DEFAULT.withBodyBytes(pageBytesMax))
                .connectionsPerOrigin(mostPerHost(options))
                .build();
        robots = builder(options, addresses, cookies)
                .maxRedirects(0)
                .caps(Caps.DEFAULT.withBodyBytes(ROBOTS_BYTES_MAX))
                .idleConnectionsMax(0)
                .build();
        sitemaps = builder(options, addresses, cookies)
                .maxRedirects(0)
                .caps(Caps.DEFAULT.withBodyBytes(SITEMAP_BYTES_MAX))
                .idleConnectionsMax(0)
                .build();
    }

    private static int bytes(long max) {
        return (int) Math.min(max, Caps.BODY_BYTES_MAX);
    }

    ClientSession pages() {
        return pages;
    }

    ClientSession robots() {
        return robots;
    }

    ClientSession sitemaps() {
        return sitemaps;
    }

    /** A request for a page. Its own headers go before the crawl's. */
    ClientRequest pageRequest(Url url, PageRequest page, @Nullable RequisiteRole requisite) {
        ClientRequest request = ofHost(
                page.method().equals("GET") ? ClientRequest.get(url) : ClientRequest.of(page.method(), url), url);
        if (!secrets.isEmpty() && seedOrigins.contains(url.origin())) {
            for (Map.Entry<String, String> header : secrets.entrySet()) {
                request = request.withHeader(header.getKey(), header.getValue());
            }
        }
        if (requisite != null && acceptsAsBrowsersDo) {
            request = request.withHeader("Accept", accept(requisite));
        }
        for (Headers.Field field : page.headers()) {
            request = request.withHeader(field.name(), field.value());
        }
        if (page.body().length > 0) {
            String type = page.headers().first("Content-Type");
            request = request.withBody(page.body(), type == null ? "application/octet-stream" : type);
        }
        return request;
    }

    /** What browsers accept in a role: servers choose the format of an image by it. */
    private static String accept(RequisiteRole role) {
        return switch (role) {
            case IMAGE, ICON -> "image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8";
            case STYLE -> "text/css,*/*;q=0.1";
            case FRAME -> "text/html,application/xhtml+xml,*/*;q=0.8";
            case SCRIPT, FONT, MEDIA, MANIFEST, OTHER -> "*/*";
        };
    }

    /** Limits the body of a requisite. One that is held to be read is limited as a page is, too. */
    void limit(ClientResponse response, @Nullable RequisiteRole requisite) {
        if (requisite != null) {
            boolean isHeld = switch (requisite) {
                case STYLE, FRAME, MANIFEST, OTHER -> true;
                case IMAGE, SCRIPT, FONT, MEDIA, ICON -> false;
            };
            response.limitBody(
                    isHeld
                            ? Math.min(requisiteBytesMax, pageBytesMax)
                            : Math.min(requisiteBytesMax + STREAM_SLACK_BYTES, Caps.BODY_BYTES_MAX));
        }
    }

    /** A request for robots.txt. */
    ClientRequest robotsRequest(Url url) {
        return ofHost(ClientRequest.get(url), url);
    }

    /** With the header fields that only its host gets. */
    private ClientRequest ofHost(ClientRequest plain, Url url) {
        HostOptions host = hosts.find(Url.withoutTrailingDot(url.host()));
        ClientRequest request = plain;
        if (host != null) {
            for (Map.Entry<String, String> header : host.headers().entrySet()) {
                request = request.withHeader(header.getKey(), header.getValue());
            }
        }
        return request;
    }

    @Override
    public void close() {
        pages.close();
        robots.close();
        sitemaps.close();
    }

    private ClientSession.Builder builder(CrawlOptions options, AddressPolicy addresses, @Nullable CookieJar cookies) {
        Duration timeout = options.pace().timeout();
        Duration connect = timeout.compareTo(CONNECT_MAX) < 0 ? timeout : CONNECT_MAX;
        ClientSession.Builder builder = ClientSession.builder()
                .userAgent(options.access().userAgent())
                .timeouts(Timeouts.all(timeout).withConnect(connect).withTls(connect))
                .insecure(options.access().insecure())
                .credentials(options.access().credentials())
                .proxies(options.access().proxies())
                .addressPolicy(addresses);
        if (cookies != null) {
            builder.cookies(cookies);
        }
        if (options.output().isArchived()) {
            builder.withoutZstd();
        }
        options.access().headers().forEach((name, value) -> {
            if (isSecret(name)) {
                secrets.put(name, value);
            } else {
                builder.header(name, value);
            }
        });
        return builder;
    }

    /** The URLs or origins that the user chose. */
    private static Collection<String> own(CrawlOptions options) {
        Set<String> chosen = options.access().ownOrigins();
        return chosen == null ? options.startUrls() : chosen;
    }

    /** The most requests at a time to any host. */
    private static int mostPerHost(CrawlOptions options) {
        int most = options.pace().perHost();
        for (HostOptions host : options.hosts().all()) {
            Integer own = host.perHost();
            most = own == null ? most : Math.max(most, own);
        }
        return most;
    }

    private static boolean isSecret(String header) {
        return switch (header.toLowerCase(Locale.ROOT)) {
            case "authorization", "cookie", "proxy-authorization" -> true;
            default -> false;
        };
    }

    /**
     * The addresses that a crawl may connect to, one policy for all its fetch loops: public ones, and those private ones to
     * which a seed's host first leads.
     */
    static AddressPolicy addresses(CrawlOptions options) {
        if (options.access().allowPrivate()) {
            return AddressPolicy.any();
        }
        List<String> hosts = new ArrayList<>();
        for (String seed : own(options)) {
            Url url = Url.tryParse(seed);
            if (url != null) {
                hosts.add(url.host());
            }
        }
        return AddressPolicy.publicAndFirstOf(hosts);
    }
}
