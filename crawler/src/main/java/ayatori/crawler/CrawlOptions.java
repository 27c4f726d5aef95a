package ayatori.crawler;

import ayatori.web.auth.Credentials;
import ayatori.web.auth.Keyring;
import ayatori.web.proxy.Proxies;
import ayatori.web.url.Url;
import ayatori.web.url.UrlException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What to crawl, how far, and how. Immutable; the fields of the groups' builders are the defaults.
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
 * @param requests where to start, too: with requests of other methods, or with labels and data. Their URLs are absolute, and
 *     count as seeds for the scope
 * @param extent what is in scope, and the limits
 * @param pace how fast and how politely
 * @param access how the crawler introduces itself, and what it may reach
 * @param output what is written, and where
 * @param content what is taken out of pages
 * @param input a file of URLs where to start, too; null for none
 * @param hosts what differs for single hosts
 */
public record CrawlOptions(
        List<String> seeds,
        List<Request> requests,
        CrawlExtent extent,
        CrawlPace pace,
        CrawlAccess access,
        CrawlOutput output,
        CrawlContent content,
        @Nullable SeedFile input,
        PerHost hosts) {

    /** Options without a file of URLs, the same for all hosts. */
    public CrawlOptions(
            List<String> seeds,
            List<Request> requests,
            CrawlExtent extent,
            CrawlPace pace,
            CrawlAccess access,
            CrawlOutput output,
            CrawlContent content) {
        this(seeds, requests, extent, pace, access, output, content, null, PerHost.NONE);
    }

    /**
     * Checks the seeds and moves their credentials to {@code access}.
     *
     * @throws IllegalArgumentException if there is no seed, or one is not an absolute http or https URL
     */
    public CrawlOptions {
        requests = List.copyOf(requests);
        if (input == null) {
            Check.atLeast(1, seeds.size() + requests.size(), "the number of seeds");
        }
        for (Request request : requests) {
            if (Keyring.inside(parse(request.url())) != null) {
                throw new IllegalArgumentException(
                        "A request to start with has no user name in its URL: give credentials by access.");
            }
        }
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

    /** {@return the URLs of all seeds and requests to start with, and one for each site in the file of URLs} */
    public List<String> startUrls() {
        Stream<String> named = Stream.concat(seeds.stream(), requests.stream().map(Request::url));
        return (input == null ? named : Stream.concat(named, input.sites().stream())).toList();
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
     * Starts with requests and defaults.
     *
     * {@snippet :
     * CrawlOptions.from(Request.post("https://example.org/login").form("user", "ada", "password", "engine").label("login"))
     *         .extent(extent -> extent.followLinks(false))
     *         .build();
     * }
     *
     * @param first with an absolute http or https URL. Headers and bodies are not in the crawl folder's manifest; until the
     *     requests are made, they are in the state of a resumable crawl
     * @param more further requests
     * @return a builder
     */
    public static Builder from(Request first, Request... more) {
        Builder builder = new Builder(List.of()).request(first);
        for (Request request : more) {
            builder.request(request);
        }
        return builder;
    }

    /**
     * Builds {@link CrawlOptions}. Settings come in four groups; those that are set most often have a method here too. A
     * setting that is made twice has the last value.
     *
     * {@snippet :
     * CrawlOptions.from("https://example.org/")
     *         .maxPages(1_000)
     *         .extent(extent -> extent.exclude("/calendar/").maxPagesPerHost(100))
     *         .access(access -> access.header("Accept-Language", "de"))
     *         .build();
     * }
     */
    public static final class Builder {
        private final List<String> seeds;
        private final List<Request> requests = new ArrayList<>();
        private final CrawlExtentBuilder extent = new CrawlExtentBuilder();
        private final CrawlPaceBuilder pace = new CrawlPaceBuilder();
        private final CrawlAccessBuilder access = new CrawlAccessBuilder();
        private final CrawlOutputBuilder output = new CrawlOutputBuilder();
        private final CrawlContentBuilder content = new CrawlContentBuilder();
        private @Nullable SeedFile input;
        private PerHost hosts = PerHost.NONE;

        private Builder(List<String> seeds) {
            this.seeds = List.copyOf(seeds);
        }

        /** Adds a {@linkplain CrawlOptions#requests() request to start with}. */
        public Builder request(Request request) {
            requests.add(request);
            return this;
        }

        /** Sets {@link CrawlOptions#input()}: a file of URLs where to start, too. */
        public Builder input(SeedFile file) {
            input = file;
            return this;
        }

        /** Adds to {@link CrawlOptions#hosts()} what differs for one host. */
        public Builder host(HostOptions options) {
            List<HostOptions> all = new ArrayList<>(hosts.all());
            all.removeIf(known -> known.host().equals(options.host()));
            all.add(options);
            hosts = PerHost.of(all);
            return this;
        }

        // ---- groups

        /** Sets how far the crawl goes: what is in scope, and the limits at which it ends. */
        public Builder extent(Consumer<CrawlExtentBuilder> settings) {
            settings.accept(extent);
            return this;
        }

        /** Sets how fast and how politely hosts are asked. */
        public Builder pace(Consumer<CrawlPaceBuilder> settings) {
            settings.accept(pace);
            return this;
        }

        /** Sets how the crawler introduces itself, and what it may reach. */
        public Builder access(Consumer<CrawlAccessBuilder> settings) {
            settings.accept(access);
            return this;
        }

        /** Sets what is written, and where. */
        public Builder output(Consumer<CrawlOutputBuilder> settings) {
            settings.accept(output);
            return this;
        }

        /** Sets what is taken out of pages and written into their records. */
        public Builder content(Consumer<CrawlContentBuilder> settings) {
            settings.accept(content);
            return this;
        }

        // ---- shortcuts to what is set most often

        /** Sets {@link CrawlExtent#scope()}: how far from the seeds. */
        public Builder scope(ScopeKind scope) {
            extent.scope(scope);
            return this;
        }

        /** Sets {@link CrawlExtent#depth()}: the most links between a seed and a page. */
        public Builder depth(int depth) {
            extent.depth(depth);
            return this;
        }

        /** Sets {@link CrawlExtent#maxPages()}: the most URLs that are answered, over all hosts. */
        public Builder maxPages(long maxPages) {
            extent.maxPages(maxPages);
            return this;
        }

        /** Sets {@link CrawlExtent#maxTime()}: how long the crawl may take. */
        public Builder maxTime(Duration maxTime) {
            extent.maxTime(maxTime);
            return this;
        }

        /** Sets {@link CrawlExtent#followLinks()}: whether the links of pages are followed. */
        public Builder followLinks(boolean followLinks) {
            extent.followLinks(followLinks);
            return this;
        }

        /** Sets {@link CrawlExtent#sitemaps()}: whether the sitemaps of the seeds' hosts are read. */
        public Builder sitemaps(boolean sitemaps) {
            extent.sitemaps(sitemaps);
            return this;
        }

        /** Sets {@link CrawlPace#delay()}: the time between the starts of two requests to one host. */
        public Builder delay(Delay delay) {
            pace.delay(delay);
            return this;
        }

        /** Sets {@link CrawlPace#perHost()}: the most requests at a time to one host. */
        public Builder perHost(int perHost) {
            pace.perHost(perHost);
            return this;
        }

        /** Sets {@link CrawlPace#timeout()}: the time limit for one request, connecting included. */
        public Builder timeout(Duration timeout) {
            pace.timeout(timeout);
            return this;
        }

        /** Sets {@link CrawlPace#retries()}: how often a request is repeated after a temporary failure. */
        public Builder retries(int retries) {
            pace.retries(retries);
            return this;
        }

        /** Sets {@link CrawlPace#robots()}: whether robots.txt is obeyed. */
        public Builder robots(boolean robots) {
            pace.robots(robots);
            return this;
        }

        /** Sets {@link CrawlAccess#userAgent()}: the name of the crawler, sent to servers and looked up in robots.txt. */
        public Builder userAgent(String userAgent) {
            access.userAgent(userAgent);
            return this;
        }

        /** Sets {@link CrawlAccess#proxies()}: which proxies are used, and for which URLs. */
        public Builder proxies(Proxies proxies) {
            access.proxies(proxies);
            return this;
        }

        /** Sets {@link CrawlAccess#cookieFile()}: a cookie file to start with, in the format of Netscape, curl and wget. */
        public Builder cookieFile(Path cookieFile) {
            access.cookieFile(cookieFile);
            return this;
        }

        /** Sets {@link CrawlOutput#out()}: the output folder, which must not hold a crawl yet. */
        public Builder out(Path out) {
            output.out(out);
            return this;
        }

        /** Adds to {@link CrawlContent#fields()} a field of every page, such as {@code price=.price::text|number}. */
        public Builder field(String field) {
            content.field(field);
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
                    requests,
                    extent.build(),
                    pace.build(),
                    access.build(),
                    output.build(),
                    content.build(),
                    input,
                    hosts);
        }
    }
}
