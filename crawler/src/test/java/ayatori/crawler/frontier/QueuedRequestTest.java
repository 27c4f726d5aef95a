package ayatori.crawler.frontier;

import static ayatori.crawler.frontier.FrontierDriver.FREE;
import static ayatori.crawler.frontier.FrontierDriver.SECOND;
import static ayatori.crawler.frontier.FrontierDriver.answered;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ayatori.crawler.SkipReason;
import ayatori.crawler.frontier.Output.Fetch;
import ayatori.web.http.Headers;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Requests that are more than a URL. */
class QueuedRequestTest {
    @Test
    void carriesARequestThroughRetriesAndRestarts() {
        var post = new PageRequest("POST", Headers.of("X-Page", "1"), "a=1".getBytes(UTF_8), "form", "{\"n\":1}");
        var driver = new FrontierDriver(FREE);
        driver.frontier.onLinks(
                driver.now, requested("http://a.test/form", post, 1), "http://a.test/", driver.outputs::add);
        driver.frontier.onLinks(driver.now, requested("http://a.test/form", post, 1), null, driver.outputs::add);
        driver.frontier.onLinks(
                driver.now, requested("http://a.test/form", PageRequest.GET, 2), null, driver.outputs::add);

        List<Fetch> fetches = driver.fetches();

        assertThat(fetches).extracting(Fetch::request).containsExactly(PageRequest.GET, post);
        driver.ok(fetches.getFirst());
        driver.done(fetches.getLast(), answered(500, 1));
        FrontierDriver again = driver.reopened(driver.now + 10 * SECOND);
        Fetch second = again.fetch();
        assertThat(second.request()).isEqualTo(post);
        assertThat(second.attempt()).isEqualTo(2);
        assertThat(again.reopened(again.now).fetch().request())
                .as("under way before")
                .isEqualTo(post);
    }

    private static Links requested(String url, PageRequest request, long fingerprint) {
        return new Requested(new Link(url, "http://a.test", 1, fingerprint, request.isGet() ? 0 : 1, 0, null), request);
    }

    /** One link with a request. */
    private record Requested(Link link, PageRequest request) implements OneLink {
        @Override
        public PageRequest request(int index) {
            return request;
        }

        @Override
        public @Nullable SkipReason skipReason(int index) {
            return null;
        }
    }
}
