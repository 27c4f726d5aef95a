package ayatori.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.cli.CrawlFindings.Seen;
import ayatori.demosite.DemoSite;
import ayatori.demosite.Expectation;
import ayatori.demosite.Outcome;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class TourTest {

    private static final Style UNICODE = new Style(false, true);

    /** Findings of a crawl that met all expectations of the site. */
    private static CrawlFindings perfect(List<Expectation> expectations) {
        var findings = new CrawlFindings();
        for (Expectation expectation : expectations) {
            String url = expectation.url();
            switch (expectation.outcome()) {
                case Outcome.Page(String title, int attempts) ->
                    findings.add(url, seen(200, title, attempts, null, null));
                case Outcome.Unlinked(String title) -> findings.add(url, seen(200, title, 1, null, null));
                case Outcome.Document(String _) -> findings.add(url, seen(200, null, 1, null, null));
                case Outcome.Redirect(int status, String to) -> findings.add(url, seen(status, null, 1, to, null));
                case Outcome.Refused(int status) -> findings.add(url, seen(status, null, 1, null, null));
                case Outcome.Broken() -> findings.add(url, seen(0, null, 4, null, "protocol"));
                case Outcome.Truncated() -> findings.add(url, seen(200, "A long scroll", 1, null, null));
                case Outcome.Skipped(Set<String> reasons) ->
                    reasons.stream().findFirst().ifPresent(reason -> findings.addSkipped(url, reason));
                case Outcome.Endless() -> {
                    findings.add(url, seen(200, "Endless", 1, null, null));
                    findings.addSkipped(url + "more", "trap");
                }
            }
        }
        return findings;
    }

    private static Seen seen(
            int status, @Nullable String title, int attempts, @Nullable String to, @Nullable String error) {
        return new Seen(status, title, null, 0, attempts, to, error);
    }

    @Test
    void ticksOffAPerfectCrawl() throws IOException {
        try (var site = DemoSite.start()) {
            CrawlFindings findings = perfect(site.expectations());
            for (int width : new int[] {40, 80, 120}) {
                assertThat(new Tour(findings, width, UNICODE).lines(site.expectations(), true))
                        .hasSizeGreaterThan(site.expectations().size())
                        .noneMatch(line -> line.contains("✗"))
                        .allSatisfy(
                                line -> assertThat(TerminalText.columns(line)).isLessThanOrEqualTo(width))
                        .allSatisfy(line -> assertThat(line).isEqualTo(TerminalText.escape(line)));
            }
        }
    }

    @Test
    void isShortUnlessAllIsAskedFor() throws IOException {
        try (var site = DemoSite.start()) {
            assertThat(new Tour(perfect(site.expectations()), 120, UNICODE).lines(site.expectations(), false))
                    .hasSizeBetween(40, 90)
                    .anyMatch(line -> line.contains("Redirects"))
                    .anyMatch(line -> line.contains("as they should be"));
        }
    }

    @Test
    void showsWhatWentOtherwise() {
        var page = new Expectation("Corner", "http://127.0.0.1:1/a", new Outcome.Page("A", 1), "the story");
        var denied = new Expectation(
                "Corner", "http://127.0.0.1:1/b", new Outcome.Skipped(Set.of("robots")), "denied by robots.txt");
        var findings = new CrawlFindings();
        findings.add(page.url(), seen(200, "A", 1, null, null));
        findings.add(denied.url(), seen(200, "B", 1, null, null));
        assertThat(new Tour(findings, 100, UNICODE).lines(List.of(page, denied), false))
                .containsExactly(
                        "",
                        "Corner  the story",
                        "  ✗ denied by robots.txt                            200 B                             /b",
                        "  ✓ and 1 other, as it should be");
    }
}
