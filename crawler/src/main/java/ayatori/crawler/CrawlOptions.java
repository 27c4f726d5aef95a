package ayatori.crawler;

import ayatori.crawler.sink.Compression;
import ayatori.web.auth.Credentials;
import ayatori.web.auth.Keyring;
import ayatori.web.proxy.Proxies;
import ayatori.web.url.CanonicalForm;
import ayatori.web.url.Url;
import ayatori.web.url.UrlException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What to crawl, how far, and how. Immutable; the builder's fields are the defaults.
 *
 * {@snippet :
 * CrawlOptions options = CrawlOptions.from("https://example.org/")
 *         .depth(3)
 *         .maxPages(1_000)
 *         .out(Path.of("crawl"))
 *         .build();
 * }
 *
 * @param seeds where to start: absolute http or https URLs. User names and passwords in them move to the credentials
 * @param extent what is in scope, and the limits
 * @param pace how fast and how politely
 * @param access how the crawler introduces itself, and what it may reach
 * @param output what is written, and where
 */
public record CrawlOptions(
        List<String> seeds, CrawlExtent extent, CrawlPace pace, CrawlAccess access, CrawlOutput output) {

    /**
     * Checks the seeds and moves their credentials to {@code access}.
     *
     * @throws IllegalArgumentException if there is no seed, or one is not an absolute http or https URL
     */
    public CrawlOptions {
        Check.atLeast(1, seeds.size(), "the number of seeds");
        Keyring keys = access.credentials();
        List<String> plain = new ArrayList<>(seeds.size());
        for (String seed : seeds) {
            Url url = parse(seed);
            Credentials inside = Keyring.inside(url);
            if (inside != null) {
                keys = keys.with(url, inside);
            }
            boolean isPlain = url.username().isEmpty() && url.password().isEmpty();
            plain.add(isPlain ? seed : url.withoutCredentials().href());
        }
        seeds = List.copyOf(plain);
        access = access.withCredentials(keys);
    }

    private static Url parse(String seed) {
        Url url;
        try {
            url = Url.parse(seed);
        } catch (UrlException e) {
            throw new IllegalArgumentException(Objects.requireNonNull(e.getMessage()), e);
        }
        if (!url.isHttp()) {
            throw new IllegalArgumentException("\"" + url.withoutCredentials().href()
                    + "\" is not a web address: it must begin with https:// or http://");
        }
        return url;
    }

    /**
     * Starts with seeds and defaults.
     *
     * @param seeds absolute http or https URLs
     * @return a builder
     */
    public static Builder from(String... seeds) {
        return from(List.of(seeds));
    }

    /**
     * Starts with seeds and defaults.
     *
     * @param seeds absolute http or https URLs
     * @return a builder
     */
    public static Builder from(List<String> seeds) {
        return new Builder(seeds);
    }

    /**
     * Builds {@link CrawlOptions}. Each method sets the component of its name in one of the groups and returns the builder;
     * the fields show the defaults.
     */
    public static final class Builder {
        private final List<String> seeds;

        // ---- extent

        private ScopeKind scope = ScopeKind.HOST;
        private final List<String> include = new ArrayList<>();
        private final List<String> exclude = new ArrayList<>();
        private boolean sitemaps = false;
        private CanonicalForm canonicalForm = CanonicalForm.STANDARD;
        private int depth = Integer.MAX_VALUE;
        private int maxRedirects = 10;
        private long maxPages = Long.MAX_VALUE;
        private long maxPagesPerHost = Long.MAX_VALUE;
        private long maxBytes = Long.MAX_VALUE;
        private long maxBody = 10_000_000;
        private @Nullable Duration maxTime = null;

        // ---- pace

        private int concurrency = 64;
        private int perHost = 4;
        private Delay delay = Delay.auto();
        private Duration timeout = Duration.ofSeconds(30);
        private int retries = 3;
        private boolean robots = true;

        // ---- access

        private String userAgent = UserAgent.DEFAULT;
        private final Map<String, String> headers = new LinkedHashMap<>();
        private boolean cookies = true;
        private @Nullable Path cookieFile = null;
        private Keyring credentials = Keyring.EMPTY;
        private Proxies proxies = Proxies.NONE;
        private boolean allowPrivate = false;
        private boolean insecure = false;

        // ---- output

        private @Nullable Path out = null;
        private Set<OutputFormat> formats = EnumSet.of(OutputFormat.JSONL);
        private LinkDetail links = LinkDetail.ALL;
        private Compression compression = Compression.NONE;
        private boolean resumable = false;

        private Builder(List<String> seeds) {
            this.seeds = List.copyOf(seeds);
        }

        // ---- extent

        /** Sets {@link CrawlExtent#scope()}: how far from the seeds. */
        public Builder scope(ScopeKind scope) {
            this.scope = Objects.requireNonNull(scope);
            return this;
        }

        /** Adds a regular expression (RE2) to {@link CrawlExtent#include()}. */
        public Builder include(String regex) {
            include.add(Objects.requireNonNull(regex));
            return this;
        }

        /** Adds a regular expression (RE2) to {@link CrawlExtent#exclude()}. */
        public Builder exclude(String regex) {
            exclude.add(Objects.requireNonNull(regex));
            return this;
        }

        /** Sets {@link CrawlExtent#sitemaps()}: whether the sitemaps of the seeds' hosts are read. */
        public Builder sitemaps(boolean sitemaps) {
            this.sitemaps = sitemaps;
            return this;
        }

        /** Sets {@link CrawlExtent#canonicalForm()}: when two URLs are the same page. */
        public Builder canonicalForm(CanonicalForm canonicalForm) {
            this.canonicalForm = Objects.requireNonNull(canonicalForm);
            return this;
        }

        /** Sets {@link CrawlExtent#depth()}: the most links between a seed and a page. */
        public Builder depth(int depth) {
            this.depth = depth;
            return this;
        }

        /** Sets {@link CrawlExtent#maxRedirects()}: the most redirects in a row that are followed. */
        public Builder maxRedirects(int maxRedirects) {
            this.maxRedirects = maxRedirects;
            return this;
        }

        /** Sets {@link CrawlExtent#maxPages()}: the most URLs that are answered, over all hosts. */
        public Builder maxPages(long maxPages) {
            this.maxPages = maxPages;
            return this;
        }

        /** Sets {@link CrawlExtent#maxPagesPerHost()}: the most URLs of one host that are answered. */
        public Builder maxPagesPerHost(long maxPagesPerHost) {
            this.maxPagesPerHost = maxPagesPerHost;
            return this;
        }

        /** Sets {@link CrawlExtent#maxBytes()}: the most bytes of decoded bodies, over all hosts. */
        public Builder maxBytes(long maxBytes) {
            this.maxBytes = maxBytes;
            return this;
        }

        /** Sets {@link CrawlExtent#maxBody()}: the most bytes that are read of one decoded body. */
        public Builder maxBody(long maxBody) {
            this.maxBody = maxBody;
            return this;
        }

        /** Sets {@link CrawlExtent#maxTime()}: how long the crawl may take. */
        public Builder maxTime(Duration maxTime) {
            this.maxTime = Objects.requireNonNull(maxTime);
            return this;
        }

        // ---- pace

        /** Sets {@link CrawlPace#concurrency()}: the most requests at a time, over all hosts. */
        public Builder concurrency(int concurrency) {
            this.concurrency = concurrency;
            return this;
        }

        /** Sets {@link CrawlPace#perHost()}: the most requests at a time to one host. */
        public Builder perHost(int perHost) {
            this.perHost = perHost;
            return this;
        }

        /** Sets {@link CrawlPace#delay()}: the time between the starts of two requests to one host. */
        public Builder delay(Delay delay) {
            this.delay = Objects.requireNonNull(delay);
            return this;
        }

        /** Sets {@link CrawlPace#timeout()}: the time limit for one request, connecting included. */
        public Builder timeout(Duration timeout) {
            this.timeout = Objects.requireNonNull(timeout);
            return this;
        }

        /** Sets {@link CrawlPace#retries()}: how often a request is repeated after a temporary failure. */
        public Builder retries(int retries) {
            this.retries = retries;
            return this;
        }

        /** Sets {@link CrawlPace#robots()}: whether robots.txt is obeyed. */
        public Builder robots(boolean robots) {
            this.robots = robots;
            return this;
        }

        // ---- access

        /** Sets {@link CrawlAccess#userAgent()}: the name of the crawler, sent to servers and looked up in robots.txt. */
        public Builder userAgent(String userAgent) {
            this.userAgent = Objects.requireNonNull(userAgent);
            return this;
        }

        /** Adds a field to {@link CrawlAccess#headers()}. */
        public Builder header(String name, String value) {
            headers.put(Objects.requireNonNull(name), Objects.requireNonNull(value));
            return this;
        }

        /** Sets {@link CrawlAccess#cookies()}: whether cookies are stored and sent back during the crawl. */
        public Builder cookies(boolean cookies) {
            this.cookies = cookies;
            return this;
        }

        /** Sets {@link CrawlAccess#cookieFile()}: a cookie file to start with, in the format of Netscape, curl and wget. */
        public Builder cookieFile(Path cookieFile) {
            this.cookieFile = Objects.requireNonNull(cookieFile);
            return this;
        }

        /** Sets {@link CrawlAccess#credentials()}: logins, by scheme, host and port. */
        public Builder credentials(Keyring credentials) {
            this.credentials = Objects.requireNonNull(credentials);
            return this;
        }

        /** Sets {@link CrawlAccess#proxies()}: which proxies are used, and for which URLs. */
        public Builder proxies(Proxies proxies) {
            this.proxies = Objects.requireNonNull(proxies);
            return this;
        }

        /** Sets {@link CrawlAccess#allowPrivate()}: whether private and loopback addresses may be connected to. */
        public Builder allowPrivate(boolean allowPrivate) {
            this.allowPrivate = allowPrivate;
            return this;
        }

        /** Sets {@link CrawlAccess#insecure()}: whether TLS certificates go unchecked. */
        public Builder insecure(boolean insecure) {
            this.insecure = insecure;
            return this;
        }

        // ---- output

        /** Sets {@link CrawlOutput#out()}: the output folder, which must not hold a crawl yet. */
        public Builder out(Path out) {
            this.out = Objects.requireNonNull(out);
            return this;
        }

        /** Sets {@link CrawlOutput#formats()}: the formats in which pages are written. */
        public Builder formats(Set<OutputFormat> formats) {
            this.formats = Objects.requireNonNull(formats);
            return this;
        }

        /** Sets {@link CrawlOutput#links()}: what a page's record says about its links. */
        public Builder links(LinkDetail links) {
            this.links = Objects.requireNonNull(links);
            return this;
        }

        /** Sets {@link CrawlOutput#compression()}: how the records are compressed. */
        public Builder compression(Compression compression) {
            this.compression = Objects.requireNonNull(compression);
            return this;
        }

        /** Sets {@link CrawlOutput#resumable()}: whether the crawl can go on after its end or a crash. */
        public Builder resumable(boolean resumable) {
            this.resumable = resumable;
            return this;
        }

        /**
         * Makes the options.
         *
         * @return the options
         * @throws IllegalArgumentException if no crawl can run with them, with one sentence that says why
         */
        public CrawlOptions build() {
            return new CrawlOptions(
                    seeds,
                    new CrawlExtent(
                            scope,
                            include,
                            exclude,
                            sitemaps,
                            canonicalForm,
                            depth,
                            maxRedirects,
                            maxPages,
                            maxPagesPerHost,
                            maxBytes,
                            maxBody,
                            maxTime),
                    new CrawlPace(concurrency, perHost, delay, timeout, retries, robots),
                    new CrawlAccess(
                            userAgent, headers, cookies, cookieFile, credentials, proxies, allowPrivate, insecure),
                    new CrawlOutput(out, formats, links, compression, resumable));
        }
    }
}
