package ayatori.crawler;

import ayatori.web.auth.Credentials;
import ayatori.web.auth.Keyring;
import ayatori.web.proxy.Proxies;
import ayatori.web.url.CanonicalForm;
import ayatori.web.url.Url;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
 * @param seeds where to begin: absolute http or https URLs; user names and passwords in them move to the credentials
 * @param scope how far from the seeds
 * @param include if not empty, only URLs that one of these regular expressions (RE2) is found in; seeds always
 * @param exclude no URLs that one of these regular expressions (RE2) is found in
 * @param depth how many links away from a seed
 * @param maxPages how many URLs are answered, over all
 * @param maxPagesPerHost how many URLs of one host are answered
 * @param maxTime how long; null for no limit
 * @param maxBytes how many bytes of decoded bodies, over all
 * @param concurrency how many requests at a time, over all
 * @param perHost how many requests at a time to one host
 * @param delay how long between the starts of two requests to one host
 * @param timeout for one request from start to end, connecting included
 * @param retries how often a request that failed in passing is tried again
 * @param maxBody how many bytes of one decoded body are read; the rest is cut and the page marked truncated
 * @param maxRedirects how many redirects in a row are followed
 * @param userAgent what the crawler calls itself, to servers and in robots.txt
 * @param headers sent with every request
 * @param robots whether robots.txt is obeyed
 * @param allowPrivate whether private and loopback addresses may be connected to; a host named by a seed always may
 * @param insecure whether certificates go unchecked
 * @param sitemaps whether the sitemaps of the seeds' hosts are read, and the pages they list crawled like seeds that are in
 *     scope
 * @param cookies whether cookies are kept and sent back during the crawl
 * @param cookieFile a cookie file in the format of Netscape, curl and wget to begin with; null for none
 * @param credentials who to be, for which scheme, host and port
 * @param proxies what is fetched through which proxies
 * @param canonicalForm when two URLs count as one, of which only the first is requested
 * @param links what a page's record says of its links
 * @param formats in what forms the pages are written
 * @param out the folder for the output, which must not hold a crawl yet; null to write nothing
 */
public record CrawlOptions(
        List<String> seeds,
        ScopeKind scope,
        List<String> include,
        List<String> exclude,
        int depth,
        long maxPages,
        long maxPagesPerHost,
        @Nullable Duration maxTime,
        long maxBytes,
        int concurrency,
        int perHost,
        Delay delay,
        Duration timeout,
        int retries,
        long maxBody,
        int maxRedirects,
        String userAgent,
        Map<String, String> headers,
        boolean robots,
        boolean allowPrivate,
        boolean insecure,
        boolean sitemaps,
        boolean cookies,
        @Nullable Path cookieFile,
        Keyring credentials,
        Proxies proxies,
        CanonicalForm canonicalForm,
        LinkDetail links,
        Set<OutputFormat> formats,
        @Nullable Path out) {

    /** Checks the ranges, copies the collections and takes credentials out of the seeds. */
    public CrawlOptions {
        var plainSeeds = new ArrayList<String>();
        for (String seed : seeds) {
            Url url = Url.tryParse(seed);
            Credentials inside = url == null ? null : Keyring.inside(url);
            if (url != null && inside != null) {
                credentials = credentials.with(url, inside);
                plainSeeds.add(url.withoutCredentials().href());
            } else {
                plainSeeds.add(seed);
            }
        }
        seeds = List.copyOf(plainSeeds);
        include = List.copyOf(include);
        exclude = List.copyOf(exclude);
        headers = Map.copyOf(headers);
        formats = Set.copyOf(formats);
        atLeast(1, seeds.size(), "seeds");
        atLeast(0, depth, "depth");
        atLeast(1, maxPages, "maxPages");
        atLeast(1, maxPagesPerHost, "maxPagesPerHost");
        atLeast(1, maxBytes, "maxBytes");
        atLeast(1, concurrency, "concurrency");
        atLeast(1, perHost, "perHost");
        atLeast(0, retries, "retries");
        atLeast(1, maxBody, "maxBody");
        atLeast(0, maxRedirects, "maxRedirects");
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("timeout must be more than zero, not " + timeout);
        }
    }

    private static void atLeast(long least, long value, String name) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be " + least + " or more, not " + value);
        }
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

    /** Builds {@link CrawlOptions}; each method sets the component of its name, and the fields show the defaults. */
    public static final class Builder {
        private final List<String> seeds;
        private ScopeKind scope = ScopeKind.HOST;
        private final List<String> include = new ArrayList<>();
        private final List<String> exclude = new ArrayList<>();
        private int depth = Integer.MAX_VALUE;
        private long maxPages = Long.MAX_VALUE;
        private long maxPagesPerHost = Long.MAX_VALUE;
        private @Nullable Duration maxTime = null;
        private long maxBytes = Long.MAX_VALUE;
        private int concurrency = 64;
        private int perHost = 4;
        private Delay delay = Delay.auto();
        private Duration timeout = Duration.ofSeconds(30);
        private int retries = 3;
        private long maxBody = 10_000_000;
        private int maxRedirects = 10;
        private String userAgent = UserAgent.DEFAULT;
        private final Map<String, String> headers = new LinkedHashMap<>();
        private boolean robots = true;
        private boolean allowPrivate = false;
        private boolean insecure = false;
        private boolean sitemaps = false;
        private boolean cookies = true;
        private @Nullable Path cookieFile = null;
        private Keyring credentials = Keyring.EMPTY;
        private Proxies proxies = Proxies.NONE;
        private CanonicalForm canonicalForm = CanonicalForm.STANDARD;
        private LinkDetail links = LinkDetail.ALL;
        private Set<OutputFormat> formats = EnumSet.of(OutputFormat.JSONL);
        private @Nullable Path out = null;

        private Builder(List<String> seeds) {
            this.seeds = List.copyOf(seeds);
        }

        /**
         * Sets {@link CrawlOptions#scope}.
         *
         * @param scope how far from the seeds
         * @return this
         */
        public Builder scope(ScopeKind scope) {
            this.scope = scope;
            return this;
        }

        /**
         * Adds to {@link CrawlOptions#include}.
         *
         * @param regex an RE2 regular expression
         * @return this
         */
        public Builder include(String regex) {
            include.add(regex);
            return this;
        }

        /**
         * Adds to {@link CrawlOptions#exclude}.
         *
         * @param regex an RE2 regular expression
         * @return this
         */
        public Builder exclude(String regex) {
            exclude.add(regex);
            return this;
        }

        /**
         * Sets {@link CrawlOptions#depth}.
         *
         * @param depth how many links away from a seed
         * @return this
         */
        public Builder depth(int depth) {
            this.depth = depth;
            return this;
        }

        /**
         * Sets {@link CrawlOptions#maxPages}.
         *
         * @param maxPages how many URLs are answered, over all
         * @return this
         */
        public Builder maxPages(long maxPages) {
            this.maxPages = maxPages;
            return this;
        }

        /**
         * Sets {@link CrawlOptions#maxPagesPerHost}.
         *
         * @param maxPagesPerHost how many URLs of one host are answered
         * @return this
         */
        public Builder maxPagesPerHost(long maxPagesPerHost) {
            this.maxPagesPerHost = maxPagesPerHost;
            return this;
        }

        /**
         * Sets {@link CrawlOptions#maxTime}.
         *
         * @param maxTime how long
         * @return this
         */
        public Builder maxTime(Duration maxTime) {
            this.maxTime = maxTime;
            return this;
        }

        /**
         * Sets {@link CrawlOptions#maxBytes}.
         *
         * @param maxBytes how many bytes of decoded bodies, over all
         * @return this
         */
        public Builder maxBytes(long maxBytes) {
            this.maxBytes = maxBytes;
            return this;
        }

        /**
         * Sets {@link CrawlOptions#concurrency}.
         *
         * @param concurrency how many requests at a time, over all
         * @return this
         */
        public Builder concurrency(int concurrency) {
            this.concurrency = concurrency;
            return this;
        }

        /**
         * Sets {@link CrawlOptions#perHost}.
         *
         * @param perHost how many requests at a time to one host
         * @return this
         */
        public Builder perHost(int perHost) {
            this.perHost = perHost;
            return this;
        }

        /**
         * Sets {@link CrawlOptions#delay}.
         *
         * @param delay how long between the starts of two requests to one host
         * @return this
         */
        public Builder delay(Delay delay) {
            this.delay = delay;
            return this;
        }

        /**
         * Sets {@link CrawlOptions#timeout}.
         *
         * @param timeout for one request from start to end
         * @return this
         */
        public Builder timeout(Duration timeout) {
            this.timeout = timeout;
            return this;
        }

        /**
         * Sets {@link CrawlOptions#retries}.
         *
         * @param retries how often a request that failed in passing is tried again
         * @return this
         */
        public Builder retries(int retries) {
            this.retries = retries;
            return this;
        }

        /**
         * Sets {@link CrawlOptions#maxBody}.
         *
         * @param maxBody how many bytes of one decoded body are read
         * @return this
         */
        public Builder maxBody(long maxBody) {
            this.maxBody = maxBody;
            return this;
        }

        /**
         * Sets {@link CrawlOptions#maxRedirects}.
         *
         * @param maxRedirects how many redirects in a row are followed
         * @return this
         */
        public Builder maxRedirects(int maxRedirects) {
            this.maxRedirects = maxRedirects;
            return this;
        }

        /**
         * Sets {@link CrawlOptions#userAgent}.
         *
         * @param userAgent what the crawler calls itself
         * @return this
         */
        public Builder userAgent(String userAgent) {
            this.userAgent = userAgent;
            return this;
        }

        /**
         * Adds to {@link CrawlOptions#headers}.
         *
         * @param name the field's name
         * @param value the field's value
         * @return this
         */
        public Builder header(String name, String value) {
            headers.put(name, value);
            return this;
        }

        /**
         * Sets {@link CrawlOptions#robots}.
         *
         * @param robots whether robots.txt is obeyed
         * @return this
         */
        public Builder robots(boolean robots) {
            this.robots = robots;
            return this;
        }

        /**
         * Sets {@link CrawlOptions#allowPrivate}.
         *
         * @param allowPrivate whether private addresses may be connected to
         * @return this
         */
        public Builder allowPrivate(boolean allowPrivate) {
            this.allowPrivate = allowPrivate;
            return this;
        }

        /**
         * Sets {@link CrawlOptions#insecure}.
         *
         * @param insecure whether certificates go unchecked
         * @return this
         */
        public Builder insecure(boolean insecure) {
            this.insecure = insecure;
            return this;
        }

        /**
         * Sets {@link CrawlOptions#sitemaps}.
         *
         * @param sitemaps whether the sitemaps of the seeds' hosts are read
         * @return this
         */
        public Builder sitemaps(boolean sitemaps) {
            this.sitemaps = sitemaps;
            return this;
        }

        /**
         * Sets {@link CrawlOptions#cookies}.
         *
         * @param cookies whether cookies are kept and sent back
         * @return this
         */
        public Builder cookies(boolean cookies) {
            this.cookies = cookies;
            return this;
        }

        /**
         * Sets {@link CrawlOptions#cookieFile}.
         *
         * @param cookieFile a cookie file to begin with
         * @return this
         */
        public Builder cookieFile(Path cookieFile) {
            this.cookieFile = cookieFile;
            return this;
        }

        /**
         * Sets {@link CrawlOptions#credentials}.
         *
         * @param credentials who to be, for which scheme, host and port
         * @return this
         */
        public Builder credentials(Keyring credentials) {
            this.credentials = credentials;
            return this;
        }

        /**
         * Sets {@link CrawlOptions#proxies}.
         *
         * @param proxies what is fetched through which proxies
         * @return this
         */
        public Builder proxies(Proxies proxies) {
            this.proxies = proxies;
            return this;
        }

        /**
         * Sets {@link CrawlOptions#canonicalForm}.
         *
         * @param canonicalForm when two URLs count as one
         * @return this
         */
        public Builder canonicalForm(CanonicalForm canonicalForm) {
            this.canonicalForm = canonicalForm;
            return this;
        }

        /**
         * Sets {@link CrawlOptions#links}.
         *
         * @param links what a page's record says of its links
         * @return this
         */
        public Builder links(LinkDetail links) {
            this.links = links;
            return this;
        }

        /**
         * Sets {@link CrawlOptions#formats}.
         *
         * @param formats in what forms the pages are written
         * @return this
         */
        public Builder formats(Set<OutputFormat> formats) {
            this.formats = formats;
            return this;
        }

        /**
         * Sets {@link CrawlOptions#out}.
         *
         * @param out the folder for the output
         * @return this
         */
        public Builder out(Path out) {
            this.out = out;
            return this;
        }

        /** {@return the options} */
        public CrawlOptions build() {
            return new CrawlOptions(
                    seeds,
                    scope,
                    include,
                    exclude,
                    depth,
                    maxPages,
                    maxPagesPerHost,
                    maxTime,
                    maxBytes,
                    concurrency,
                    perHost,
                    delay,
                    timeout,
                    retries,
                    maxBody,
                    maxRedirects,
                    userAgent,
                    headers,
                    robots,
                    allowPrivate,
                    insecure,
                    sitemaps,
                    cookies,
                    cookieFile,
                    credentials,
                    proxies,
                    canonicalForm,
                    links,
                    formats,
                    out);
        }
    }
}
