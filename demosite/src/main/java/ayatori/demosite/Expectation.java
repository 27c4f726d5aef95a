package ayatori.demosite;

/**
 * What a correct crawl of the {@link DemoSite} does with one URL.
 *
 * @param corner the name of the corner of the site the URL belongs to, such as {@code Redirects}
 * @param url the absolute URL as WHATWG's serializer writes it; for an {@link Outcome.Endless} area, its beginning
 * @param outcome what happens to the URL
 * @param why one sentence for the reader
 */
public record Expectation(String corner, String url, Outcome outcome, String why) {}
