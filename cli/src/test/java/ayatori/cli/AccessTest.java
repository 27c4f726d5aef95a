package ayatori.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Cookies, logins and proxies from the command line to the server, with the real crawler. All secrets begin with
 * {@code hush}, and each test checks that nothing shown, logged or written contains it.
 */
@Timeout(60)
final class AccessTest {

    @TempDir
    private Path folder = Path.of("");

    private final List<TestConsole> consoles = new ArrayList<>();
    private final Queue<String> logged = new ConcurrentLinkedQueue<>();
    private final Handler log = new Handler() {
        @Override
        public void publish(LogRecord line) {
            logged.add(line.getMessage() + line.getThrown());
        }

        @Override
        public void flush() {
            // Nothing is held back.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    };

    @BeforeEach
    void listen() {
        Logger.getLogger("").addHandler(log);
    }

    @AfterEach
    void nothingShownLoggedOrWrittenHoldsASecret() throws IOException {
        Logger.getLogger("").removeHandler(log);
        assertThat(logged).noneMatch(line -> line.contains("hush"));
        assertThat(consoles).isNotEmpty().allSatisfy(console -> {
            assertThat(console.out()).doesNotContain("hush");
            assertThat(console.err()).doesNotContain("hush");
        });
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(file -> file.toString().matches(".*\\.(jsonl|json|txt)"))
                            .toList())
                    .allSatisfy(file -> assertThat(file).content(UTF_8).doesNotContain("hush"));
        }
    }

    /** A crawl of the seeds alone; what its pages' records say, as {@code status title}, by the URL's path. */
    private List<String> crawl(Map<String, String> environment, String... arguments) throws IOException {
        Path out = folder.resolve("crawl" + consoles.size());
        run(environment, out, arguments);
        var mapper = new JsonMapper();
        List<String> pages = new ArrayList<>();
        for (String line : Files.readAllLines(out.resolve("pages.jsonl"))) {
            JsonNode page = mapper.readTree(line);
            pages.add(page.get("status").asInt() + " "
                    + (page.has("title") ? page.get("title").asString() : ""));
        }
        return pages;
    }

    private int run(Map<String, String> environment, Path out, String... arguments) {
        var console = TestConsole.piped(environment);
        consoles.add(console);
        var all = new ArrayList<>(List.of("crawl", "-v", "--insecure", "--delay=0", "--format=jsonl,txt"));
        if (Stream.of(arguments).noneMatch(argument -> argument.startsWith("--retries="))) {
            all.add("--retries=0");
        }
        all.add("--out=" + out);
        all.addAll(List.of(arguments));
        return new Program(console.console(), Crawls.runner(), _ -> {}).run(all.toArray(String[]::new));
    }

    private String shown() {
        return consoles.getLast().err();
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    // ---- cookies

    @Test
    void theCookiesOfABrowserOpenWhatIsBehindALogin() throws IOException {
        String cookies =
                file("cookies", "# Netscape HTTP Cookie File\n127.0.0.1\tFALSE\t/\tFALSE\t0\tsession\thush-cookie\n");
        try (var site = MembersSite.http()) {
            assertThat(crawl(Map.of(), site.origin() + "/cookie")).containsExactly("401 Strangers");
            assertThat(crawl(Map.of(), "--cookies=" + cookies, site.origin() + "/cookie"))
                    .containsExactly("200 Members");
        }
    }

    @Test
    void whatASiteSetsIsSentBackUnlessNoCookiesAreWanted() throws IOException {
        try (var site = MembersSite.http()) {
            assertThat(crawl(Map.of(), site.origin() + "/gives")).containsExactly("200 Gives", "200 Members");
            assertThat(crawl(Map.of(), "--no-cookies", site.origin() + "/gives"))
                    .containsExactly("200 Gives", "401 Strangers");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[{\"name\": \"hush\"}]", "example.org\tFALSE\t/\tFALSE\tlater\tn\thush-cookie"})
    void tellsWhichLineOfACookieFileIsNone(String text) throws IOException {
        String cookies = file("cookies", "# Netscape HTTP Cookie File\n" + text + "\n");
        assertThat(run(Map.of(), folder.resolve("none"), "--cookies=" + cookies, "http://127.0.0.1/"))
                .isEqualTo(2);
        assertThat(shown()).contains("ayatori: In the cookie file " + cookies + ", line 2 is not a cookie: ");
    }

    @Test
    void tellsThatThereIsNoCookieFile() {
        assertThat(run(Map.of(), folder.resolve("none"), "--cookies=nowhere.txt", "http://127.0.0.1/"))
                .isEqualTo(2);
        assertThat(shown()).endsWith("ayatori: There is no cookie file nowhere.txt.\n");
        assertThat(folder.resolve("none")).doesNotExist();
    }

    // ---- logins

    @ParameterizedTest
    @CsvSource({"basic,me:hush-password", "digest,me:hush-password", "bearer,Bearer hush-token"})
    void logsInAsTheCommandLineOrAFileSays(String door, String login) throws IOException {
        try (var site = MembersSite.http()) {
            String url = site.origin() + "/" + door;
            String line = site.origin() + "=" + login;
            assertThat(crawl(Map.of(), url)).containsExactly("401 Strangers");
            assertThat(crawl(Map.of(), "--auth=" + line, url)).containsExactly("200 Members");
            String file = file("logins", "# who to be\n\nexample.org=me:hush\n" + line + "\n");
            assertThat(crawl(Map.of(), "--auth-file=" + file, url)).containsExactly("200 Members");
            assertThat(crawl(Map.of(), "--auth=" + line.replace("hush", "hush-hush"), url))
                    .containsExactly("401 Strangers");
            assertThat(shown()).contains("ayatori: " + url + ": The server answered 401.");
        }
    }

    @Test
    void logsInAsTheNetrcSaysByHttpsOnly() throws Exception {
        file(".netrc", """
                machine other.example login you password hush-other
                machine 127.0.0.1 login me password hush-password
                """);
        Map<String, String> home = Map.of("HOME", folder.toString());
        try (var plain = MembersSite.http();
                var site = MembersSite.https()) {
            // An entry names a host without a port, which means port 443.
            assertThat(crawl(home, "--netrc", site.origin() + "/basic")).containsExactly("401 Strangers");
            assertThat(crawl(home, "--netrc", plain.origin() + "/basic")).containsExactly("401 Strangers");
            assertThat(shown())
                    .contains("ayatori: the credentials for https://127.0.0.1 are not sent to " + plain.origin()
                            + "; if they are meant for it, write " + plain.origin() + "=...\n");
        }
    }

    @Test
    void logsInByHttps() throws Exception {
        try (var site = MembersSite.https()) {
            assertThat(crawl(Map.of(), "--auth=" + site.origin() + "=me:hush-password", site.origin() + "/digest"))
                    .containsExactly("200 Members");
        }
    }

    @Test
    void logsInAsAUrlSays() throws IOException {
        try (var site = MembersSite.http()) {
            assertThat(crawl(Map.of(), site.origin("me:hush-password@127.0.0.1") + "/basic"))
                    .containsExactly("200 Members");
        }
    }

    // ---- proxies

    @ParameterizedTest
    @ValueSource(strings = {"http://me:hush-proxy@", "socks5://me:hush-proxy@"})
    void goesThroughAProxyThatWantsToKnowWho(String proxyStart) throws Exception {
        try (var plain = MembersSite.http();
                var site = MembersSite.https();
                var proxy = LoopbackProxy.guarded()) {
            assertThat(crawl(
                            Map.of(),
                            "--proxy=" + proxyStart + proxy.address(),
                            "--auth=" + site.origin("site.example") + "=me:hush-password",
                            plain.origin("plain.example") + "/open",
                            site.origin("site.example") + "/basic"))
                    .containsExactlyInAnyOrder("200 Open", "200 Members");
            assertThat(proxy.asked())
                    .contains(
                            proxyStart.startsWith("http")
                                    ? "GET " + plain.origin("plain.example") + "/open"
                                    : "SOCKS plain.example:" + plain.port(),
                            (proxyStart.startsWith("http") ? "CONNECT " : "SOCKS ") + "site.example:" + site.port())
                    .doesNotContain("stranger");
            assertThat(Files.readString(folder.resolve("crawl0/summary.json")))
                    .contains(proxyStart.replaceFirst("me:.*@", "") + proxy.address());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://me:hush-wrong@", "socks5://me:hush-wrong@", "http://"})
    void tellsThatAProxyLetsNobodyThrough(String proxyStart) throws IOException {
        try (var site = MembersSite.http();
                var proxy = LoopbackProxy.guarded()) {
            String seed = site.origin("site.example") + "/open";
            assertThat(run(
                            Map.of(),
                            folder.resolve("none"),
                            "--retries=3",
                            "--proxy=" + proxyStart + proxy.address(),
                            seed))
                    .isEqualTo(1);
            assertThat(proxy.asked()).as("asked for robots.txt, once").containsExactly("stranger");
            assertThat(shown()).contains("ayatori: " + seed + ": The proxy ");
        }
    }

    @Test
    void sharesHostsOutBetweenProxies() throws IOException {
        try (var site = MembersSite.http();
                var one = LoopbackProxy.open();
                var two = LoopbackProxy.open()) {
            var arguments = new ArrayList<>(List.of("--proxy=" + one.address(), "--proxy=" + two.address()));
            for (int i = 0; i < 12; i++) {
                arguments.add(site.origin("site" + i + ".example") + "/open");
            }
            assertThat(crawl(Map.of(), arguments.toArray(String[]::new)))
                    .hasSize(12)
                    .containsOnly("200 Open");
            assertThat(one.asked()).isNotEmpty();
            assertThat(two.asked()).isNotEmpty();
            assertThat(Stream.concat(one.asked().stream(), two.asked().stream()).filter(ask -> ask.endsWith("/open")))
                    .hasSize(12);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"})
    void takesTheProxyOfTheEnvironment(String variable) throws IOException {
        try (var site = MembersSite.http();
                var proxy = LoopbackProxy.guarded()) {
            Map<String, String> environment = Map.of(variable, "http://me:hush-proxy@" + proxy.address());
            String url = site.origin("site.example") + "/open";
            assertThat(crawl(environment, url)).containsExactly("200 Open");
            assertThat(proxy.asked()).contains("GET " + url);
        }
    }

    @Test
    void leavesOutWhatNoProxyNames() throws Exception {
        try (var site = MembersSite.https();
                var proxy = LoopbackProxy.open()) {
            Map<String, String> environment =
                    Map.of("https_proxy", "socks5://" + proxy.address(), "NO_PROXY", ".inside.invalid");
            run(environment, folder.resolve("inside"), site.origin("www.inside.invalid") + "/open");
            assertThat(shown()).contains("The host www.inside.invalid has no address");
            assertThat(crawl(environment, site.origin() + "/open")).containsExactly("200 Open");
            assertThat(crawl(environment, "--proxy=none", site.origin() + "/open"))
                    .containsExactly("200 Open");
            assertThat(proxy.asked()).isEmpty();
            assertThat(crawl(environment, site.origin("outside.example") + "/open"))
                    .containsExactly("200 Open");
            assertThat(proxy.asked()).contains("SOCKS outside.example:" + site.port());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gopher://me:hush@proxy.example:70 | a proxy is written http://HOST:PORT, https://HOST:PORT or"
                        + " socks5://HOST:PORT; other kinds are not known",
                "http://me:hush@proxy.example/path | a proxy has no path",
                "http://me:hush@proxy.example:port | a proxy is written http://HOST:PORT, https://HOST:PORT or"
                        + " socks5://HOST:PORT",
            })
    void tellsWhatIsWrongWithAProxy(String proxy, String sentence) {
        assertThat(run(Map.of(), folder.resolve("none"), "--proxy=" + proxy, "http://127.0.0.1/"))
                .isEqualTo(2);
        assertThat(shown()).endsWith("ayatori: --proxy: " + sentence + "\n");
        assertThat(run(Map.of("all_proxy", proxy), folder.resolve("none"), "http://127.0.0.1/"))
                .isEqualTo(2);
        assertThat(shown()).endsWith("ayatori: the environment variable all_proxy names no proxy: " + sentence + "\n");
    }

    @Test
    void noProxyGoesWithNoOther() {
        assertThat(run(Map.of(), folder.resolve("none"), "--proxy=none", "--proxy=a.example", "http://127.0.0.1/"))
                .isEqualTo(2);
        assertThat(shown()).endsWith("ayatori: --proxy: none excludes other proxies\n");
    }
}
