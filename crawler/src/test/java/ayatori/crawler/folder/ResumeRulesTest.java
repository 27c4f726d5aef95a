package ayatori.crawler.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.CrawlReport;
import ayatori.crawler.Delay;
import ayatori.crawler.LinkDetail;
import ayatori.crawler.OutputFormat;
import ayatori.crawler.ScopeKind;
import ayatori.crawler.sink.Compression;
import ayatori.web.auth.Credentials;
import ayatori.web.auth.Keyring;
import ayatori.web.proxy.Proxies;
import ayatori.web.proxy.ProxyServer;
import ayatori.web.url.CanonicalForm;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumeRulesTest {
    private static final String SECRET = "s3cr3t";
    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

    @TempDir
    Path path;

    /** Random options, in two parts: what the folder keeps, and the credentials. */
    private record Given(CrawlOptions.Builder kept, Map<String, String> headers, Keyring keys, Proxies proxies) {
        static Given random(Random random) {
            CrawlOptions.Builder options = CrawlOptions.from(
                            random.nextBoolean()
                                    ? List.of("https://example.org/")
                                    : List.of("https://example.org/a?b=c", "http://b.example:8080"))
                    .scope(pick(random, ScopeKind.values()))
                    .extent(extent -> extent.sitemaps(random.nextBoolean())
                            .canonicalForm(new CanonicalForm(
                                    pick(random, CanonicalForm.TrailingSlash.values()),
                                    random.nextBoolean() ? Set.of() : CanonicalForm.TRACKING_PARAMETERS)))
                    .depth(random.nextBoolean() ? Integer.MAX_VALUE : random.nextInt(100))
                    .extent(extent -> extent.maxRedirects(random.nextInt(20)))
                    .maxPages(limit(random))
                    .extent(extent -> extent.maxPagesPerHost(limit(random))
                            .maxBytes(limit(random))
                            .maxBody(limit(random)))
                    .pace(pace -> pace.limitRate(limit(random)))
                    .extent(extent -> (random.nextBoolean() ? extent : extent.acceptType("text/html"))
                            .maxRedirects(random.nextInt(20)))
                    .pace(pace -> pace.concurrency(random.nextInt(1, 100)).perHost(random.nextInt(1, 100)))
                    .delay(random.nextBoolean() ? Delay.auto() : Delay.of(Duration.ofNanos(random.nextLong(1L << 40))))
                    .timeout(Duration.ofNanos(random.nextLong(1, 1L << 40)))
                    .retries(random.nextInt(5))
                    .robots(random.nextBoolean())
                    .userAgent("Bot/" + random.nextInt(9) + " \"quoted\"")
                    .access(access -> access.allowPrivate(random.nextBoolean()).insecure(random.nextBoolean()))
                    .output(output -> output.links(pick(random, LinkDetail.values()))
                            .formats(
                                    random.nextBoolean()
                                            ? EnumSet.allOf(OutputFormat.class)
                                            : EnumSet.of(OutputFormat.JSONL))
                            .compression(pick(random, Compression.values())));
            for (int patterns = random.nextInt(3); patterns > 0; patterns--) {
                int number = patterns;
                options.extent(
                        extent -> extent.include("[a-z\"\\\\]{" + number + "}").exclude("/\u00fc" + number + "$"));
            }
            if (random.nextBoolean()) {
                options.maxTime(Duration.ofNanos(random.nextLong(1, 1L << 50)));
            }
            if (random.nextBoolean()) {
                options.access(access -> access.cookies(false));
            } else if (random.nextBoolean()) {
                options.cookieFile(Path.of("/home/me/cookies \"1\".txt"));
            }
            Map<String, String> headers = new LinkedHashMap<>();
            for (int count = random.nextInt(3); count > 0; count--) {
                headers.put("X-Key-" + count, SECRET + count);
            }
            Keyring keys = Keyring.EMPTY;
            for (int count = random.nextInt(3); count > 0; count--) {
                keys = keys.with("http://host" + count + ".example:8080=" + (count == 1 ? "me:" : "Bearer ") + SECRET);
            }
            return new Given(options, headers, keys, Proxies.of(servers(random), servers(random), exceptions(random)));
        }

        private static List<ProxyServer> servers(Random random) {
            return random.ints(random.nextInt(3), 1, 5)
                    .mapToObj(number -> server(random, number))
                    .toList();
        }

        @SuppressWarnings("NullAway") // a proxy may have no login
        private static ProxyServer server(Random random, int number) {
            Credentials.Password login = random.nextBoolean() ? new Credentials.Password("me", SECRET) : null;
            return new ProxyServer(
                    pick(random, ProxyServer.Kind.values()),
                    random.nextBoolean() ? "proxy.example" : "2001:db8::1",
                    3128 + number,
                    login);
        }

        private static String exceptions(Random random) {
            return random.nextBoolean() ? "" : "localhost,10.0.0.0/8";
        }

        private static long limit(Random random) {
            return random.nextBoolean() ? Long.MAX_VALUE : random.nextLong(1, 1L << 60);
        }

        private static <T> T pick(Random random, T[] values) {
            return values[random.nextInt(values.length)];
        }

        /** The options as the user gave them. */
        CrawlOptions whole() {
            return addTo(kept).build();
        }

        CrawlOptions.Builder addTo(CrawlOptions.Builder options) {
            return options.access(access -> {
                headers.forEach(access::header);
                access.credentials(keys).proxies(proxies);
            });
        }
    }

    @Test
    void allOptionsComeBackAndNoCredentialIsWritten() throws Exception {
        for (long seed = 0; seed < 500; seed++) {
            var given = Given.random(new Random(seed));
            CrawlOptions whole = given.whole();
            Manifest read = Manifest.of(whole, NOON);
            assertThat(read.options()).as("seed " + seed).doesNotContain(SECRET);

            CrawlOptions without = read.crawlOptions().build();
            assertThat(without.access().credentials()).isEqualTo(Keyring.EMPTY);
            assertThat(without.access().headers()).isEmpty();
            assertThat(without.access().proxies().http())
                    .as("seed " + seed)
                    .extracting(ProxyServer::toString)
                    .containsExactlyElementsOf(whole.access().proxies().http().stream()
                            .map(ProxyServer::toString)
                            .toList());
            assertThat(without.access().proxies().exceptions())
                    .isEqualTo(whole.access().proxies().exceptions());
            CrawlOptions again = given.addTo(read.crawlOptions()).build();
            assertThat(again).as("seed " + seed).isEqualTo(whole);
            ResumeRules.check(read, again);
        }
    }

    @Test
    void theManifestKeepsThem() throws Exception {
        CrawlOptions whole = Given.random(new Random(1)).whole();
        CrawlFolder.create(path, Manifest.of(whole, NOON)).close();
        assertThat(CrawlReader.open(path).manifest()).isEqualTo(Manifest.of(whole, NOON));
    }

    @Test
    void theSummaryHoldsNoCredentialsEither() {
        for (long seed = 0; seed < 50; seed++) {
            CrawlOptions whole = Given.random(new Random(seed)).whole();
            var report = new CrawlReport(
                    CrawlReport.End.DONE,
                    null,
                    0,
                    new TreeMap<>(),
                    new TreeMap<>(),
                    new TreeMap<>(),
                    0,
                    Duration.ZERO,
                    0,
                    Map.of());
            assertThat(new String(SummaryJson.of(report, whole, NOON, NOON), StandardCharsets.UTF_8))
                    .doesNotContain(SECRET);
        }
    }

    @Test
    void aPasswordInASeedIsNotWrittenEvenIfItCannotBeSent() {
        for (String user : List.of("me:" + SECRET, "m%3Ae:" + SECRET, "me:%0A" + SECRET, SECRET, ":" + SECRET)) {
            CrawlOptions options =
                    CrawlOptions.from("https://" + user + "@example.org/a").build();
            assertThat(Manifest.of(options, NOON).options())
                    .as(user)
                    .contains("https://example.org/a")
                    .doesNotContain(SECRET);
        }
    }

    @Test
    void aCookieFileIsReadAgainFromWhereverTheCrawlGoesOn() throws Exception {
        Manifest manifest = Manifest.of(
                CrawlOptions.from("https://example.org/")
                        .cookieFile(Path.of("cookies.txt"))
                        .build(),
                NOON);
        assertThat(manifest.crawlOptions().build().access().cookieFile())
                .isEqualTo(Path.of("cookies.txt").toAbsolutePath());
    }

    @Test
    void eachMissingCredentialIsNamedWithTheOptionThatGivesIt() throws Exception {
        Manifest manifest = Manifest.of(
                CrawlOptions.from("https://example.org/")
                        .access(access -> access.header("X-Key", SECRET)
                                .credentials(Keyring.EMPTY.with("example.org=me:" + SECRET))
                                .proxies(Proxies.of(List.of("http://me:" + SECRET + "@proxy.example:3128"))))
                        .build(),
                NOON);
        assertThat(refusal(manifest, options -> options))
                .isEqualTo(
                        "The crawl began with the header X-Key, whose value is not kept in its folder: give it again by"
                                + " --header 'X-Key: ...'.");
        assertThat(refusal(manifest, options -> options.access(access -> access.header("x-key", SECRET))))
                .isEqualTo("The crawl began with credentials for https://example.org, which are not kept in its folder:"
                        + " give them again by --auth-file, --netrc or --auth.");
        Keyring keys = Keyring.EMPTY.with("example.org=other:" + SECRET);
        assertThat(refusal(
                        manifest,
                        options -> options.access(
                                access -> access.header("X-Key", SECRET).credentials(keys))))
                .isEqualTo(
                        "The crawl began with a password for the proxy http://proxy.example:3128, which is not kept in"
                                + " its folder: give it again by --proxy.");
        assertThat(refusal(
                        manifest,
                        options -> options.access(access -> access.header("X-Key", SECRET)
                                .credentials(keys)
                                .proxies(Proxies.of(List.of("http://me:other@proxy.example:3128"))))))
                .isNull();
        assertThat(refusal(
                        manifest,
                        options -> options.access(access ->
                                access.header("X-Key", SECRET).credentials(keys).proxies(Proxies.NONE))))
                .isNull();
    }

    @Test
    void whatDecidesAboutUrlsAndRecordsCannotChange() throws Exception {
        Map<String, UnaryOperator<CrawlOptions.Builder>> changes = new LinkedHashMap<>();
        changes.put("scope", options -> options.scope(ScopeKind.ANY));
        changes.put("include patterns", options -> options.extent(extent -> extent.include("a")));
        changes.put("exclude patterns", options -> options.extent(extent -> extent.exclude("a")));
        changes.put("depth", options -> options.depth(5));
        changes.put("number of redirects in a row", options -> options.extent(extent -> extent.maxRedirects(3)));
        changes.put("use of sitemaps", options -> options.sitemaps(true));
        changes.put(
                "rule for slashes at the end",
                options -> options.extent(extent -> extent.canonicalForm(
                        CanonicalForm.STANDARD.withTrailingSlash(CanonicalForm.TrailingSlash.ADD))));
        changes.put(
                "ignored query parameters",
                options -> options.extent(
                        extent -> extent.canonicalForm(CanonicalForm.STANDARD.withoutParameters(Set.of("utm_*")))));
        changes.put("use of robots.txt", options -> options.robots(false));
        changes.put("user agent", options -> options.userAgent("Other/1"));
        changes.put("rule for private addresses", options -> options.access(access -> access.allowPrivate(true)));
        changes.put("detail of links", options -> options.output(output -> output.links(LinkDetail.NONE)));
        changes.put("formats", options -> options.output(output -> output.formats(EnumSet.allOf(OutputFormat.class))));
        changes.put("compression", options -> options.output(output -> output.compression(Compression.ZSTD)));
        Manifest manifest =
                Manifest.of(CrawlOptions.from("https://example.org/").depth(3).build(), NOON);
        for (Map.Entry<String, UnaryOperator<CrawlOptions.Builder>> change : changes.entrySet()) {
            assertThat(refusal(manifest, change.getValue()))
                    .startsWith("The " + change.getKey() + " cannot change when a crawl goes on (it began with ");
        }
        assertThat(refusal(manifest, options -> options.depth(5)))
                .isEqualTo(
                        "The depth cannot change when a crawl goes on (it began with 3, not 5): leave the option out, or"
                                + " start a new crawl.");
        assertThat(refusal(manifest, options -> options.depth(Integer.MAX_VALUE)))
                .contains("(it began with 3, not no limit)");
        assertThatThrownBy(() -> ResumeRules.check(
                        manifest,
                        CrawlOptions.from("https://example.net/").depth(3).build()))
                .isInstanceOf(FolderException.class)
                .hasMessageStartingWith("The seeds cannot change when a crawl goes on");
    }

    @Test
    void limitsPaceAndAccessMayChange() throws Exception {
        Manifest manifest =
                Manifest.of(CrawlOptions.from("https://example.org/").build(), NOON);
        List<UnaryOperator<CrawlOptions.Builder>> changes = List.of(
                options -> options.maxPages(7),
                options -> options.extent(extent -> extent.maxPagesPerHost(7)),
                options -> options.extent(extent -> extent.maxBytes(7)),
                options -> options.pace(pace -> pace.limitRate(7)),
                options -> options.extent(extent -> extent.maxBody(7)),
                options -> options.maxTime(Duration.ofHours(7)),
                options -> options.pace(pace -> pace.concurrency(7)),
                options -> options.perHost(7),
                options -> options.delay(Delay.of(Duration.ofSeconds(7))),
                options -> options.timeout(Duration.ofSeconds(7)),
                options -> options.retries(7),
                options -> options.access(access -> access.header("X-New", "a")),
                options -> options.access(access -> access.cookies(false)),
                options -> options.access(access -> access.credentials(Keyring.EMPTY.with("example.org=a:b"))),
                options -> options.proxies(Proxies.of(List.of("socks5://localhost"))),
                options -> options.access(access -> access.insecure(true)),
                options -> options.out(path));
        for (int i = 0; i < changes.size(); i++) {
            assertThat(refusal(manifest, changes.get(i))).as("change " + i).isNull();
        }
    }

    @Test
    void optionsThatCannotBeUnderstoodAreOneSentence() {
        String good = Manifest.of(CrawlOptions.from("https://example.org/").build(), NOON)
                .options();
        for (String damaged : List.of(
                good.replace("\"scope\":\"host\"", "\"scope\":\"galaxy\""),
                good.replace("\"concurrency\":64", "\"concurrency\":0"),
                good.replace("\"perHost\":4", "\"perHost\":\"4\""),
                good.replace("PT30S", "thirty"),
                good.replace("https://example.org/", "gopher:"),
                "{}")) {
            assertThat(damaged).isNotEqualTo(good);
            assertThatThrownBy(() -> new Manifest(1, "0.1.0", NOON, damaged, null).crawlOptions())
                    .as(damaged)
                    .isInstanceOf(FolderException.class)
                    .hasMessageStartingWith("The options in crawl.json cannot be understood (");
        }
    }

    @Test
    void optionsOfAnEarlierVersionHaveTheDefaultsForWhatIsMissing() throws Exception {
        var manifest = new Manifest(1, "0.0.9", NOON, "{\"seeds\":[\"https://example.org/\"]}", null);
        assertThat(manifest.crawlOptions().build())
                .isEqualTo(CrawlOptions.from("https://example.org/").build());
        ResumeRules.check(manifest, CrawlOptions.from("https://example.org/").build());
    }

    private static @Nullable String refusal(Manifest manifest, UnaryOperator<CrawlOptions.Builder> change)
            throws Exception {
        CrawlOptions now = change.apply(manifest.crawlOptions()).build();
        try {
            ResumeRules.check(manifest, now);
            return null;
        } catch (FolderException e) {
            return e.getMessage();
        }
    }
}
