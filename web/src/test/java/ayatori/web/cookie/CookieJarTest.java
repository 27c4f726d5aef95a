package ayatori.web.cookie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.web.url.Url;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6265bis, sections 5.6 to 5.8. */
class CookieJarTest {
    private Instant now = Instant.parse("2026-11-22T12:00:00Z");
    private final CookieJar jar = CookieJar.create(() -> now);

    @Test
    void sendsBackWhatWasSet() {
        set("https://example.org/a/b", "id=42");
        assertThat(sent("https://example.org/a/c")).isEqualTo("id=42");
        assertThat(sent("http://example.org/a/")).isEqualTo("id=42");
        assertThat(sent("https://example.org/a")).isEqualTo("id=42");
        assertThat(sent("https://example.org/ab")).isNull();
        assertThat(sent("https://example.org/")).isNull();
        assertThat(sent("https://www.example.org/a/")).isNull();
        assertThat(sent("https://example.com/a/")).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://www.example.org/ | a=b; Domain=example.org | https://example.org/ | a=b",
                "https://www.example.org/ | a=b; Domain=.Example.ORG | https://x.y.example.org/ | a=b",
                "https://www.example.org/ | a=b; Domain=example.org | https://notexample.org/ | ",
                "https://example.org/ | a=b; Domain=www.example.org | https://www.example.org/ | ",
                "https://example.org/ | a=b; Domain=other.org | https://other.org/ | ",
                "https://example.org/ | a=b; Domain=other.org; Domain=example.org | https://x.example.org/ | a=b",
                "https://example.org/ | a=b; Domain= | https://x.example.org/ | ",
                "http://127.0.0.1/ | a=b; Domain=127.0.0.1 | http://127.0.0.1/ | a=b",
                "http://127.0.0.1/ | a=b; Domain=0.0.1 | http://127.0.0.1/ | ",
                "http://[::1]/ | a=b | http://[::1]/ | a=b",
                "http://localhost:81/ | a=b; Domain=localhost | http://localhost:82/ | a=b",
                // public suffixes, the private ones too
                "https://example.org/ | a=b; Domain=org | https://example.org/ | ",
                "https://www.example.co.uk/ | a=b; Domain=co.uk | https://www.example.co.uk/ | ",
                "https://a.github.io/ | a=b; Domain=github.io | https://b.github.io/ | ",
                "https://github.io/ | a=b; Domain=github.io | https://github.io/ | a=b",
                "https://github.io/ | a=b; Domain=github.io | https://b.github.io/ | ",
                "https://www.city.kobe.jp/ | a=b; Domain=city.kobe.jp | https://city.kobe.jp/ | a=b",
                "https://www.x.kobe.jp/ | a=b; Domain=x.kobe.jp | https://www.x.kobe.jp/ | ",
                // paths
                "https://example.org/a/b | a=b; Path=/ | https://example.org/c | a=b",
                "https://example.org/a/b | a=b; Path=x | https://example.org/a/c | a=b",
                "https://example.org/ | a=b; Path=/docs | https://example.org/docs/x | a=b",
                "https://example.org/ | a=b; Path=/docs | https://example.org/docsx | ",
                // schemes
                "https://example.org/ | a=b; Secure | http://example.org/ | ",
                "https://example.org/ | a=b; Secure | https://example.org:8443/ | a=b",
                "http://example.org/ | a=b; Secure | https://example.org/ | ",
                // prefixes, in any case
                "https://example.org/x/ | __Host-a=b; Secure; Path=/ | https://example.org/ | __Host-a=b",
                "https://example.org/ | __Host-a=b; Secure | https://example.org/ | ",
                "https://example.org/ | __host-a=b; Path=/ | https://example.org/ | ",
                "https://example.org/ | __Host-a=b; Secure; Path=/; Domain=example.org | https://example.org/ | ",
                "https://example.org/ | __Secure-a=b; Secure | https://example.org/ | __Secure-a=b",
                "https://example.org/ | __SECURE-a=b | https://example.org/ | ",
                "https://example.org/ | =__Host-a=b; Secure; Path=/ | https://example.org/ | ",
                // odd spellings
                "https://example.org/ | a | https://example.org/ | a",
                "https://example.org/ | =a | https://example.org/ | a",
                "https://example.org/ | a=b=c | https://example.org/ | a=b=c",
                "https://example.org/ | ' a = \"b c\" ;HTTPONLY;;secure=no' | https://example.org/ | a=\"b c\"",
                "https://example.org/ | ; Path=/ | https://example.org/ | ",
                "https://example.org/ | = | https://example.org/ | ",
            })
    void keepsToHostsPathsAndSchemes(String from, String line, String to, String expected) {
        set(from, line);
        assertThat(sent(to)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "Max-Age=60, 59, 61",
        "Max-Age=060, 59, 61",
        "max-age=60; Expires=Thu 01 Jan 1970 00:00:00 GMT, 59, 61",
        "'Expires=Sun, 22 Nov 2026 12:01:00 GMT', 59, 61",
        "'Expires=Sunday, 22-Nov-26 12:01:00 GMT; Max-Age=x', 59, 61",
        "Expires=12:01:00 2026 nov 22, 59, 61",
        "Max-Age=99999999999999999999, 34559999, 34560001",
        "'Expires=Sun, 22 Nov 2099 12:01:00 GMT', 34559999, 34560001",
    })
    void expires(String attributes, long stillThereSeconds, long goneSeconds) {
        Instant start = now;
        set("https://example.org/", "a=b; " + attributes);
        now = start.plusSeconds(stillThereSeconds);
        assertThat(sent("https://example.org/")).isEqualTo("a=b");
        now = start.plusSeconds(goneSeconds);
        assertThat(sent("https://example.org/")).isNull();
        assertThat(jar.cookies()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Max-Age=0", "Max-Age=-1", "Expires=Thu, 01 Jan 1970 00:00:00 GMT"})
    void removesWhatIsSetExpired(String attributes) {
        set("https://example.org/", "a=b");
        set("https://example.org/", "a=; " + attributes);
        assertThat(sent("https://example.org/")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Expires=",
                "Expires=soon",
                "Expires=Sun, 31 Feb 2020 12:01:00 GMT",
                "Expires=22 Nov 1600 12:01:00",
                "Expires=22 Nov 2020 24:01:00",
                "Max-Age=",
                "Max-Age=+0",
                "Max-Age=0x",
            })
    void keepsWhatHasNoSensibleEndForTheSession(String attributes) {
        set("https://example.org/", "a=b; " + attributes);
        now = now.plus(Duration.ofDays(10_000));
        assertThat(sent("https://example.org/")).isEqualTo("a=b");
    }

    @Test
    void sendsLongerPathsFirstAndOlderCookiesBeforeNewer() {
        set("https://example.org/a/b/c", "1=old; Path=/");
        set("https://example.org/a/b/c", "2=x; Path=/a");
        set("https://example.org/a/b/c", "3=x; Path=/a/b");
        set("https://example.org/a/b/c", "4=x; Path=/");
        set("https://example.org/a/b/c", "1=new; Path=/");
        assertThat(sent("https://example.org/a/b/c")).isEqualTo("3=x; 2=x; 1=new; 4=x");
    }

    @Test
    void keepsCookiesOfTheSameNameApart() {
        set("https://www.example.org/", "a=host");
        set("https://www.example.org/", "a=domain; Domain=example.org");
        set("https://www.example.org/", "a=path; Path=/x");
        assertThat(sent("https://www.example.org/x")).isEqualTo("a=path; a=host; a=domain");
    }

    @Test
    void leavesSecureCookiesAloneOverHttp() {
        set("https://example.org/", "a=secure; Secure; Path=/; Domain=example.org");
        set("http://www.example.org/", "a=forged; Domain=example.org; Path=/");
        set("http://www.example.org/", "a=forged; Path=/x");
        set("http://example.org/", "a=; Max-Age=0; Domain=example.org; Path=/");
        set("http://example.org/", "b=mine");
        assertThat(sent("https://www.example.org/x")).isEqualTo("a=secure");
        assertThat(sent("https://example.org/")).isEqualTo("a=secure; b=mine");
    }

    @Test
    void keepsTheRestOfWhatACookieSays() {
        set("https://example.org/", "a=b; HttpOnly; SameSite=strict");
        assertThat(jar.cookies())
                .containsExactly(new Cookie("a", "b", "example.org", true, "/", false, true, SameSite.STRICT, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=b\u0000c", "a=b\nSet-Cookie: c=d", "a\rb=c", "a=\u007f", "a=b; Path=/\u0001"})
    void refusesControlCharacters(String line) {
        set("https://example.org/", line);
        assertThat(jar.cookies()).isEmpty();
    }

    @Test
    void refusesCookiesThatAreTooLong() {
        set("https://example.org/", "a=" + "b".repeat(4095));
        set("https://example.org/", "c=" + "d".repeat(4096));
        set("https://example.org/", "e=f; Path=/" + "g".repeat(1024));
        assertThat(jar.cookies()).extracting(Cookie::name).containsExactly("a", "e");
        assertThat(jar.cookies()).extracting(Cookie::path).containsOnly("/");
    }

    @Test
    void boundsWhatOneDomainSets() {
        set("https://www.example.org/", "login=kept; Secure");
        for (int i = 0; i < 10_000; i++) {
            set("https://h" + i + ".example.org/", "c" + i + "=x; Domain=example.org");
        }
        assertThat(jar.cookies()).hasSize(CookieJar.DOMAIN_COOKIES_MAX);
        assertThat(sent("https://www.example.org/")).startsWith("login=kept; ").endsWith("c9999=x");
    }

    @Test
    void boundsTheHeaderItSends() {
        for (int i = 0; i < CookieJar.DOMAIN_COOKIES_MAX; i++) {
            set("https://example.org/", "c" + i + "=" + "x".repeat(4000));
        }
        assertThat(sent("https://example.org/")).hasSizeBetween(10_000, CookieJar.HEADER_BYTES_MAX);
    }

    @Test
    void boundsTheWholeAndGivesUpWhatWasUsedLeastLately() {
        String large = "x".repeat(4000);
        for (int i = 0; i < 10_000; i++) {
            now = now.plusMillis(1);
            set("https://e" + i + ".example/", "c=" + large);
            sent("https://e0.example/");
        }
        assertThat(jar.cookies().stream().mapToLong(Cookie::weight).sum()).isLessThanOrEqualTo(CookieJar.WEIGHT_MAX);
        assertThat(sent("https://e0.example/")).isNotNull();
        assertThat(sent("https://e1.example/")).isNull();
        assertThat(sent("https://e9999.example/")).isNotNull();
    }

    @Test
    void losesNothingWhenManyThreadsSetAtOnce() throws Exception {
        var shared = CookieJar.create(InstantSource.fixed(now));
        var together = new CountDownLatch(4);
        Url url = url("https://example.org/");
        var threads = IntStream.range(0, 4)
                .mapToObj(thread -> Thread.ofPlatform().start(() -> {
                    together.countDown();
                    for (int i = 0; i < 10; i++) {
                        shared.store(url, "t" + thread + "c" + i + "=x");
                    }
                }))
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(shared.cookies()).hasSize(40);
    }

    @Test
    void importsNetscapeFiles() {
        jar.addNetscape(String.join(
                "\n",
                "# Netscape HTTP Cookie File",
                "",
                ".example.org\tTRUE\t/\tFALSE\t0\tsession\tone",
                "example.org\tFALSE\t/a\tTRUE\t" + now.plusSeconds(60).getEpochSecond() + "\thost\ttwo",
                "#HttpOnly_www.example.org\tFALSE\t/\tFALSE\t0\thidden\t",
                "old.example.org\tFALSE\t/\tFALSE\t1000000000\told\tx",
                "github.io\tTRUE\t/\tFALSE\t0\twide\tx\r"));
        assertThat(sent("https://www.example.org/a")).isEqualTo("session=one; hidden=");
        assertThat(sent("https://example.org/a")).isEqualTo("host=two; session=one");
        assertThat(sent("http://example.org/a")).isEqualTo("session=one");
        assertThat(sent("https://old.example.org/")).isEqualTo("session=one");
        assertThat(sent("https://somebody.github.io/")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.org TRUE / FALSE 0 name secret",
                "example.org\tyes\t/\tFALSE\t0\tname\tsecret",
                "example.org\tTRUE\t/\tFALSE\tnever\tname\tsecret",
                "example.org\tTRUE\tno path\tFALSE\t0\tname\tsecret",
                "example.org\tTRUE\t/\tFALSE\t0\tname\tsec\u0007ret",
            })
    void saysWhichLineOfACookieFileIsMalformedWithoutRepeatingIt(String line) {
        assertThatThrownBy(() -> jar.addNetscape("# comment\n" + line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("line 2 is not a cookie")
                .hasMessageNotContaining("secret");
    }

    private void set(String from, String line) {
        jar.store(url(from), line);
    }

    private @Nullable String sent(String to) {
        return jar.header(url(to));
    }

    private static Url url(String text) {
        return Objects.requireNonNull(Url.tryParse(text));
    }

    @Test
    void tellsWhoseCookiesHaveChanged() {
        CookieJar jar = CookieJar.create();
        jar.store(url("https://www.example.org/"), "a=1");
        assertThat(jar.takeChanges()).isEmpty();

        jar.store(url("https://www.example.org/"), "b=2; Path=/");
        jar.store(url("https://other.example.com/"), "c=3");

        assertThat(jar.takeChanges()).containsExactlyInAnyOrder("example.org", "example.com");
        assertThat(jar.takeChanges()).isEmpty();
        assertThat(jar.cookies("example.org")).extracting(Cookie::name).containsExactly("a", "b");
        assertThat(jar.cookies("example.net")).isEmpty();
    }
}
