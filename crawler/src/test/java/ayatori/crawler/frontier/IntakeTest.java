package ayatori.crawler.frontier;

import static ayatori.crawler.frontier.FrontierDriver.FREE;
import static ayatori.crawler.frontier.FrontierDriver.MS;
import static ayatori.crawler.frontier.FrontierDriver.answered;
import static ayatori.crawler.frontier.FrontierDriver.link;
import static org.assertj.core.api.Assertions.assertThat;

import ayatori.crawler.SkipReason;
import ayatori.crawler.frontier.Output.Fetch;
import ayatori.crawler.frontier.Output.Skip;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a link: when a skip is final, what a redirect leads to, how far sitemaps go. */
class IntakeTest {
    @Test
    void fetchesAfterAllWhatWasTooDeepOrNotToBeFollowed() {
        var driver = new FrontierDriver(FREE);
        driver.addLinks(
                "http://a.test/",
                link("http://a.test/deep", 9, SkipReason.DEPTH),
                link("http://a.test/no", 1, SkipReason.NOFOLLOW),
                link("http://a.test/deep", 9, SkipReason.DEPTH),
                link("http://a.test/no", 9, SkipReason.DEPTH));
        assertThat(driver.skips()).isEmpty();
        driver.addLinks("http://a.test/2", link("http://a.test/deep", 2, null), link("http://a.test/no", 2, null));
        assertThat(driver.fetched()).containsExactly("http://a.test/deep", "http://a.test/no");
        driver.addLinks(
                "http://a.test/3",
                link("http://a.test/deep", 2, null),
                link("http://a.test/no", 3, SkipReason.NOFOLLOW));
        assertThat(driver.tick()).isEmpty();
        assertThat(driver.skips()).isEmpty();
    }

    @Test
    void putsASkipOnRecordOnlyWhenItIsFinal() {
        var driver = new FrontierDriver(FREE.withDepthMax(1).withConcurrency(1, 1));
        driver.seed("http://a.test/");
        Fetch seed = driver.fetch();
        driver.frontier.onFetched(
                driver.now,
                seed.id(),
                seed.incarnation(),
                answered(200, 1),
                Links.of(List.of(
                        link("http://a.test/1", 1, null),
                        link("http://a.test/2", 1, SkipReason.NOFOLLOW),
                        link("http://a.test/x.zip", 1, SkipReason.TYPE))),
                driver.outputs::add);
        assertThat(driver.skips()).extracting(Skip::url).containsExactly("http://a.test/x.zip");
        driver.ok(driver.fetch(), "http://a.test/3");
        assertThat(driver.frontier.isDone()).isFalse();
        assertThat(driver.frontier.nextWakeup(driver.now)).isEqualTo(driver.now);
        var again = driver.reopened(driver.now);
        assertThat(again.tick())
                .containsExactly(
                        new Skip("http://a.test/2", SkipReason.NOFOLLOW, "http://a.test/"),
                        new Skip("http://a.test/3", SkipReason.DEPTH, "http://a.test/1"));
        assertThat(again.frontier.isDone()).isTrue();
    }

    @Test
    void aBetterLinkToAFullHostLeavesTheHostsLimitAsTheReason() {
        var driver = new FrontierDriver(FREE.withPagesMax(Long.MAX_VALUE, 1));
        driver.addLinks("http://b.test/", link("http://a.test/no", 1, SkipReason.NOFOLLOW));
        driver.seed("http://a.test/1");
        driver.ok(driver.fetch());
        driver.addLinks("http://b.test/2", link("http://a.test/no", 1, null));
        driver.addLinks("http://b.test/3", link("http://a.test/no", 1, null));
        assertThat(driver.tick()).isEmpty();
        assertThat(driver.skips())
                .containsExactly(new Skip("http://a.test/no", SkipReason.HOST_LIMIT, "http://b.test/2"));
        assertThat(driver.frontier.isDone()).isTrue();
    }

    @Test
    void settlesWhatIsDeferredWhenTheCrawlIsStoppedOrDrained() {
        for (boolean isStopped : List.of(true, false)) {
            var driver = new FrontierDriver(FREE.withConcurrency(1, 1).withPagesMax(1, Long.MAX_VALUE));
            driver.seed("http://a.test/");
            driver.addLinks("http://a.test/", link("http://a.test/no", 1, SkipReason.NOFOLLOW));
            driver.ok(driver.fetch(), "http://a.test/2");
            int given = isStopped
                    ? driver.frontier.settle(driver.now, 10, driver.outputs::add)
                    : driver.frontier.drain(driver.now, 10, driver.outputs::add);
            assertThat(given).isEqualTo(isStopped ? 1 : 2);
            assertThat(driver.skips()).contains(new Skip("http://a.test/no", SkipReason.NOFOLLOW, "http://a.test/"));
            assertThat(driver.frontier.isDone()).isEqualTo(!isStopped);
        }
    }

    @Test
    void countsWhatIsQueuedUnderWayAndDeferredAsUnsettled() {
        var driver = new FrontierDriver(FREE.withConcurrency(1, 1));
        driver.seed("http://a.test/");
        driver.addLinks(
                "http://a.test/",
                link("http://a.test/1", 1, null),
                link("http://a.test/no", 1, SkipReason.NOFOLLOW),
                link("http://a.test/x.zip", 1, SkipReason.TYPE));
        assertThat(driver.frontier.unsettled()).isEqualTo(3);
        Fetch first = driver.fetch();
        assertThat(driver.frontier.unsettled()).isEqualTo(3);
        driver.ok(first);
        assertThat(driver.frontier.unsettled()).isEqualTo(2);
        driver.ok(driver.fetch());
        driver.tick();
        assertThat(driver.frontier.unsettled()).isZero();
    }

    @Test
    void aCalendarEndsAtAHundredLinks() {
        var driver = new FrontierDriver(FREE);
        driver.addLinks("http://a.test/", link("http://a.test/100", 100, null), link("http://a.test/101", 101, null));
        driver.ok(driver.fetch());
        assertThat(driver.tick()).containsExactly(new Skip("http://a.test/101", SkipReason.TRAP, "http://a.test/"));
    }

    /** A scope that grows, as an engine's does: with the target of a seed's redirect. */
    private static final class GrowingScope implements UrlJudge {
        private final List<String> origins = new ArrayList<>();

        @Override
        public @Nullable SkipReason judge(String url, String origin) {
            return origins.contains(origin) ? null : SkipReason.SCOPE;
        }
    }

    @Test
    void aSkipForTheScopeIsFinalOnceAllSeedsAreAnswered() {
        var scope = new GrowingScope();
        var driver = new FrontierDriver(FREE, scope);
        driver.seed("http://a.test/", "http://b.test/");
        List<Fetch> seeds = driver.fetches();
        // A sitemap, say, is answered before the seed.
        driver.addLinks(
                "http://a.test/sitemap.xml",
                link("http://www.a.test/1", 0, SkipReason.SCOPE),
                link("http://c.test/1", 0, SkipReason.SCOPE));
        driver.ok(seeds.get(1));
        assertThat(driver.skips()).isEmpty();
        assertThat(driver.tick()).isEmpty();
        scope.origins.add("http://www.a.test");
        redirect(driver, seeds.get(0), "http://www.a.test/", 1);
        // The target is a seed itself: it may redirect further.
        Fetch target = driver.fetch();
        assertThat(target.url()).isEqualTo("http://www.a.test/");
        assertThat(driver.skips()).isEmpty();
        var again = driver.reopened(driver.now);
        again.ok(again.fetch());
        assertThat(again.tick())
                .containsExactly(new Skip("http://c.test/1", SkipReason.SCOPE, "http://a.test/sitemap.xml"));
        assertThat(again.fetched()).containsExactly("http://www.a.test/1");
        // From now on it is final at once.
        again.addLinks("http://www.a.test/1", link("http://d.test/", 1, SkipReason.SCOPE));
        assertThat(again.skips()).extracting(Skip::url).contains("http://d.test/");
    }

    @Test
    void aUrlOutOfScopeThatAGoodLinkLeadsToIsTaken() {
        var driver = new FrontierDriver(FREE, new GrowingScope());
        driver.seed("http://a.test/");
        Fetch seed = driver.fetch();
        driver.addLinks("http://x.test/", link("http://b.test/1", 4, SkipReason.SCOPE));
        driver.addLinks("http://x.test/", link("http://b.test/1", 2, null));
        assertThat(driver.fetch().url()).isEqualTo("http://b.test/1");
        driver.ok(seed);
        assertThat(driver.tick()).isEmpty();
    }

    private static Verdict redirect(FrontierDriver driver, Fetch fetch, String target, int redirects) {
        Link link = link(target, fetch.depth(), null);
        return driver.frontier.onFetched(
                driver.now,
                fetch.id(),
                fetch.incarnation(),
                answered(302, 1),
                new Redirect(link, redirects, redirects > 1),
                driver.outputs::add);
    }

    @Test
    void requestsAUrlAgainThatRedirectsToItselfWithACookie() {
        var driver = new FrontierDriver(FREE);
        driver.seed("http://a.test/", "http://a.test/2");
        Fetch fetch = driver.fetches().getFirst();
        for (int redirects = 1; redirects <= 20; redirects++) {
            assertThat(driver.done(fetch, new Outcome.SentBack(new Outcome.Answered(302, 10, MS, null))))
                    .isEqualTo(Verdict.RETRY);
            assertThat(driver.frontier.counts().pagesAnswered()).isZero();
            fetch = driver.fetch();
            assertThat(fetch)
                    .extracting(Fetch::url, Fetch::redirects, Fetch::attempt)
                    .containsExactly("http://a.test/", redirects, 1);
        }
        assertThat(driver.done(fetch, new Outcome.SentBack(new Outcome.Answered(302, 10, MS, null))))
                .isEqualTo(Verdict.FINAL);
        assertThat(driver.tick()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MAX_VALUE, 3})
    void requestsAUrlAgainThatACookieWallLeadsBackTo(int depthMax) {
        var driver = new FrontierDriver(FREE.withDepthMax(depthMax));
        driver.seed("http://a.test/");
        Fetch seed = driver.fetch();
        redirect(driver, seed, "http://a.test/welcome", 1);
        Fetch welcome = driver.fetch();
        redirect(driver, welcome, "http://a.test/", 2);
        Fetch again = driver.fetch();
        assertThat(again)
                .extracting(Fetch::url, Fetch::redirects, Fetch::depth)
                .containsExactly("http://a.test/", 2, 0);
        driver.ok(again, "http://a.test/", "http://a.test/welcome", "http://a.test/1");
        driver.ok(driver.fetch());
        assertThat(driver.frontier.isDone()).isTrue();
        // It ends: a row of redirects has a bound.
        driver.seed("http://b.test/");
        Fetch fetch = driver.fetch();
        int requests = 1;
        for (int redirects = 1; ; redirects++) {
            redirect(driver, fetch, "http://b.test/" + redirects % 2, redirects);
            List<Fetch> next = driver.fetches();
            if (next.isEmpty()) {
                break;
            }
            requests++;
            fetch = next.getFirst();
        }
        assertThat(requests).isBetween(20, 22);
        assertThat(driver.frontier.isDone()).isTrue();
    }

    @Test
    void sitemapsAreNestedToABound() {
        var driver = new FrontierDriver(FREE);
        driver.frontier.onLinks(
                driver.now, new Sitemaps("http://a.test/0.xml"), "http://a.test/robots.txt", driver.outputs::add);
        int fetched = 0;
        for (List<Fetch> next = driver.fetches(); !next.isEmpty(); ) {
            Fetch fetch = next.getFirst();
            assertThat(fetch).extracting(Fetch::isSitemap, Fetch::depth).containsExactly(true, 0);
            fetched++;
            driver.frontier.onFetched(
                    driver.now,
                    fetch.id(),
                    fetch.incarnation(),
                    answered(200, 1),
                    new Sitemaps("http://a.test/" + fetched + ".xml"),
                    driver.outputs::add);
            next = driver.skips().isEmpty() ? driver.fetches() : List.of();
        }
        assertThat(fetched).isEqualTo(6);
        assertThat(driver.skips())
                .containsExactly(new Skip("http://a.test/6.xml", SkipReason.TRAP, "http://a.test/5.xml"));
    }

    @Test
    void aRedirectedSitemapIsStillOne() {
        var driver = new FrontierDriver(FREE);
        driver.frontier.onLinks(driver.now, new Sitemaps("http://a.test/1.xml"), null, driver.outputs::add);
        redirect(driver, driver.fetch(), "http://b.test/2.xml", 1);
        assertThat(driver.fetch())
                .extracting(Fetch::url, Fetch::isSitemap)
                .containsExactly("http://b.test/2.xml", true);
    }

    /** The target of a redirect. */
    private record Redirect(Link link, int count, boolean isBack) implements OneLink {
        @Override
        public int redirects(int index) {
            return count;
        }

        @Override
        public boolean isAgain(int index) {
            return isBack;
        }

        @Override
        public @Nullable SkipReason skipReason(int index) {
            return null;
        }
    }

    /** One sitemap that is named. */
    private record Sitemaps(String address) implements Links {
        @Override
        public int size() {
            return 1;
        }

        @Override
        public long fingerprintHigh(int index) {
            return FrontierDriver.mix(address.hashCode());
        }

        @Override
        public long fingerprintLow(int index) {
            return address.length();
        }

        @Override
        public String url(int index) {
            return address;
        }

        @Override
        public String origin(int index) {
            return address.substring(0, address.lastIndexOf('/'));
        }

        @Override
        public int depth(int index) {
            return 0;
        }

        @Override
        public int redirects(int index) {
            return 0;
        }

        @Override
        public boolean isSitemap(int index) {
            return true;
        }

        @Override
        public @Nullable SkipReason skipReason(int index) {
            return null;
        }
    }
}
