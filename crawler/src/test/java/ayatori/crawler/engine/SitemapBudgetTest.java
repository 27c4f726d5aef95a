package ayatori.crawler.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.crawler.SkipReason;
import ayatori.crawler.frontier.Output;
import ayatori.crawler.frontier.PageRequest;
import ayatori.crawler.read.ListedLinks;
import ayatori.web.url.CanonicalForm;
import ayatori.web.url.Url;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The sitemaps of one host list a bounded number of sitemaps and pages. */
final class SitemapBudgetTest {
    private final SitemapBudget budget = new SitemapBudget(10, 100);

    private static Output.Fetch sitemap(String origin) {
        return new Output.Fetch(1, 1, origin + "/sitemap.xml", origin, 0, 0, true, null, 1, true, 0, PageRequest.GET);
    }

    private static List<Url> urls(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Objects.requireNonNull(Url.tryParse("http://listed.test/" + i)))
                .toList();
    }

    private @Nullable SkipReason ofPages(String origin, int count) {
        return budget.spend(sitemap(origin), ListedLinks.seeds(urls(count), CanonicalForm.STANDARD))
                .skipReason(0);
    }

    private @Nullable SkipReason ofSitemaps(String origin, int count) {
        return budget.spend(sitemap(origin), ListedLinks.sitemaps(urls(count), CanonicalForm.STANDARD))
                .skipReason(0);
    }

    @Test
    void pagesBeyondItAreTraps() {
        assertThat(ofPages("http://a.test", 60)).isNull();
        assertThat(ofPages("http://a.test", 40)).isNull();
        assertThat(ofPages("http://a.test", 1)).isEqualTo(SkipReason.TRAP);
        assertThat(ofSitemaps("http://a.test", 1)).isNull();
    }

    @Test
    void sitemapsBeyondItAreTraps() {
        assertThat(ofSitemaps("http://a.test", 10)).isNull();
        assertThat(ofSitemaps("http://a.test", 1)).isEqualTo(SkipReason.TRAP);
        assertThat(ofPages("http://a.test", 1)).isNull();
    }

    @Test
    void eachHostHasItsOwn() {
        assertThat(ofPages("http://a.test", 101)).isEqualTo(SkipReason.TRAP);
        assertThat(ofPages("http://b.test", 100)).isNull();
    }
}
