package ayatori.crawler.folder;

import ayatori.crawler.folder.UrlStory.How;
import ayatori.crawler.folder.UrlStory.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The way from a seed to a URL, back along the pages that linked first, as far as their own records tell it.
 *
 * @param steps each leads to the next one, and the last one to the URL
 * @param foundAt when the last one was answered; null if that is not known
 */
record RecordedWay(List<Step> steps, @Nullable Instant foundAt) {
    private static final int STEPS_MAX = 1_000;

    static RecordedWay to(String url, @Nullable String first, Function<String, @Nullable JsonNode> pages) {
        List<Step> steps = new ArrayList<>();
        Set<String> seen = new HashSet<>(Set.of(url));
        Instant foundAt = null;
        String next = url;
        for (String at = first; at != null && steps.size() < STEPS_MAX && seen.add(at); ) {
            JsonNode record = pages.apply(at);
            if (record == null) {
                steps.add(new Step(at, at.endsWith("/robots.txt") ? How.ROBOTS : How.LINK));
                break;
            }
            RecordedPage page = RecordedPage.of(record);
            if (steps.isEmpty()) {
                foundAt = page.fetchedAt().plus(page.elapsed());
            }
            steps.add(new Step(at, how(next, page)));
            next = at;
            at = page.referrer();
        }
        Collections.reverse(steps);
        return new RecordedWay(List.copyOf(steps), foundAt);
    }

    private static How how(String url, RecordedPage page) {
        if (url.equals(page.redirectTo())) {
            return How.REDIRECT;
        }
        return page.isSitemap() ? How.SITEMAP : How.LINK;
    }
}
