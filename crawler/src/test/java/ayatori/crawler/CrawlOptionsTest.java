package ayatori.crawler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ayatori.web.proxy.Proxies;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

final class CrawlOptionsTest {
    @Test
    void refusesSeedsThatAreNotWebAddresses() {
        for (String seed : List.of("htp:/x", "example.org", "mailto:a@b.c", "http://a b/", "", "ftp://a/")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> CrawlOptions.from(seed).build())
                    .withMessageContaining(seed);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CrawlOptions.from().build())
                .withMessageContaining("seeds");
    }

    @Test
    void refusesHeadersThatCannotBeSent() {
        refuses(options -> options.access(access -> access.header("Host", "elsewhere")), "Host");
        refuses(options -> options.access(access -> access.header("Two Words", "x")), "header");
        refuses(options -> options.access(access -> access.header("X", "a\r\nb: c")), "header");
        refuses(options -> options.userAgent("two\nlines"), "header");
        refuses(options -> options.userAgent(" "), "user agent");
    }

    @Test
    void refusesPatternsThatAreNotRegularExpressions() {
        refuses(
                options -> options.extent(extent -> extent.exclude("(")),
                "The exclude pattern \"(\" is not a regular expression (RE2): missing closing ).");
        refuses(options -> options.extent(extent -> extent.include("[z-a]")), "The include pattern");
        refuses(options -> options.extent(extent -> extent.include("(?=x)")), "The include pattern");
        refuses(
                options -> options.extent(extent -> extent.exclude("")),
                "The exclude pattern \"\" is blank: it tells no URLs apart.");
        refuses(options -> options.extent(extent -> extent.include(" ")), "The include pattern \" \" is blank");
    }

    @Test
    void refusesLimitsThatNoCrawlCanKeep() {
        refuses(options -> options.depth(-1), "depth");
        refuses(options -> options.maxPages(0), "maxPages");
        refuses(options -> options.pace(pace -> pace.concurrency(0)), "concurrency");
        refuses(options -> options.retries(-1), "retries");
        refuses(options -> options.timeout(Duration.ZERO), "timeout");
        refuses(options -> options.timeout(Duration.ofSeconds(Long.MAX_VALUE)), "timeout");
        refuses(options -> options.maxTime(Duration.ofNanos(-1)), "maxTime");
        refuses(options -> options.pace(pace -> pace.perHost(0)), "perHost");
        refuses(options -> options.pace(pace -> pace.limitRate(0)), "limitRate");
        refuses(options -> options.extent(extent -> extent.maxRedirects(-1)), "maxRedirects");
        refuses(options -> options.extent(extent -> extent.maxPagesPerHost(0)), "maxPagesPerHost");
        refuses(options -> options.extent(extent -> extent.maxBytes(-1)), "maxBytes");
        refuses(options -> options.extent(extent -> extent.maxBody(0)), "maxBody");
        refuses(options -> options.extent(extent -> extent.requisites(true).maxRequisiteSize(0)), "maxRequisiteSize");
        refuses(options -> options.extent(extent -> extent.acceptType("")), "media type");
        refuses(options -> options.extent(extent -> extent.acceptType("*/*")), "media type");
        refuses(options -> options.output(output -> output.resumable(true)), "output folder");
    }

    @Test
    void refusesDelaysThatNoCrawlCanKeep() {
        for (Duration delay :
                List.of(Duration.ofNanos(-1), Duration.ofDays(40_000), Duration.ofSeconds(Long.MAX_VALUE))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Delay.of(delay))
                    .withMessageContaining("delay");
        }
        assertThat(Delay.of(Duration.ZERO)).hasToString("PT0S");
        refuses(options -> options.maxTime(Duration.ofSeconds(Long.MAX_VALUE)), "maxTime");
    }

    @Test
    void refusesWhatContradictsItself() {
        refuses(
                options -> options.access(access -> access.cookies(false).cookieFile(Path.of("cookies.txt"))),
                "cookie file");
        refuses(options -> options.out(Path.of("out")).output(output -> output.formats(Set.of())), "format");
    }

    @Test
    void showsNoSecrets() {
        CrawlOptions options = CrawlOptions.from("https://me:hush1@example.org/")
                .access(access -> access.header("Authorization", "Bearer hush2")
                        .header("X-Key", "hush3")
                        .proxies(Proxies.of(List.of("http://me:hush4@localhost:1"))))
                .build();
        assertThat(options.toString())
                .contains("https://example.org/", "Authorization", "X-Key", "localhost")
                .doesNotContain("hush");
        assertThat(options.access().toString()).doesNotContain("hush");
    }

    private static void refuses(UnaryOperator<CrawlOptions.Builder> set, String sentence) {
        CrawlOptions.Builder options = set.apply(CrawlOptions.from("https://example.org/"));
        assertThatIllegalArgumentException().isThrownBy(options::build).withMessageContaining(sentence);
    }
}
