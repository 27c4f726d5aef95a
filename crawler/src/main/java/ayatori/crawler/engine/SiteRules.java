package ayatori.crawler.engine;

import ayatori.crawler.frontier.HostRules;
import ayatori.crawler.frontier.RobotsAnswer;
import ayatori.crawler.read.Product;
import ayatori.web.robots.RobotsRules;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules of a robots.txt, and the sitemaps that it names. */
record SiteRules(RobotsRules rules) implements HostRules {
    /** Reads robots.txt for a user agent. */
    static HostRules.Parser parser(String userAgent) {
        String product = Product.of(userAgent);
        return (origin, text) ->
                new SiteRules(RobotsRules.parse(text, "text/plain", SeedSitemaps.robotsUrl(origin), product));
    }

    /** The sitemaps that an answer names; none if it gives no rules. */
    static List<String> sitemaps(RobotsAnswer answer) {
        return answer instanceof RobotsAnswer.Rules given && given.parsed() instanceof SiteRules site
                ? site.rules.sitemaps()
                : List.of();
    }

    @Override
    public boolean allowed(String url) {
        return rules.allowed(url);
    }

    @Override
    public @Nullable String denyingLine(String url) {
        return rules.denyingLine(url);
    }

    @Override
    public @Nullable Duration crawlDelay() {
        return rules.crawlDelay();
    }

    @Override
    public long memoryBytes() {
        return rules.memoryBytes();
    }
}
