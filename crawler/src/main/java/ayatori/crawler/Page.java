package ayatori.crawler;

import ayatori.text.MainContent;
import ayatori.web.http.Headers;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jsoup.nodes.Document;
import org.jsoup.select.Elements;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One URL that was requested, and what came of it: an answer of any status, or an error.
 *
 * {@snippet :
 * PageHandler shop = page -> {
 *     page.followAll("a.product", "product");
 *     page.followAll("a[rel=next]");
 *     for (var row : page.select("tr.offer")) {
 *         page.emit("offer", Map.of("name", row.select(".name").text(), "price", row.select(".price").text()));
 *     }
 * };
 * }
 *
 * <p>What a handler asks for, by {@link #follow}, {@link #emit} and {@link #retry}, is collected while it runs and becomes
 * part of the page's own step when it returns: it is on record together with the page, or not at all. If the handler
 * throws, its requests and items are dropped, so that another try gives them once. Later calls fail.
 *
 * <p>Nothing is parsed or copied before it is asked for.
 */
public interface Page {
    // ---- what was requested

    /** {@return the canonical URL} */
    String url();

    /** {@return the method of the request, such as {@code GET}} */
    String method();

    /** {@return the label of the request; null if it has none, as a page's own links} */
    @Nullable String label();

    /** {@return the data of the request; null if it has none} */
    @Nullable JsonNode data();

    /**
     * Converts the data of the request.
     *
     * @param type such as a record whose components are named like the data's properties
     * @throws IllegalStateException if the request has no data
     */
    <T> T data(Class<T> type);

    /** {@return how many links away from a seed} */
    int depth();

    /** {@return the page it was found on; null for a seed} */
    @Nullable String referrer();

    /** {@return how many requests it took} */
    int attempts();

    /** {@return when the request started} */
    Instant fetchedAt();

    /** {@return how long the request took} */
    Duration elapsed();

    // ---- what came back

    /** {@return the HTTP status; 0 when no answer came} */
    int status();

    /** {@return whether the status is 2xx} */
    default boolean ok() {
        return status() >= 200 && status() < 300;
    }

    /** {@return the header fields of the answer; empty when no answer came} */
    Headers headers();

    /** {@return the Content-Type header; null if there is none} */
    @Nullable String contentType();

    /** {@return the character encoding in which the body came; null if it is not text} */
    @Nullable Charset charset();

    /** {@return the decoded body in UTF-8 if it is HTML, else as it came; empty where there is none. Must not be changed} */
    byte[] body();

    /** {@return how long the decoded body was, in its own encoding} */
    long bytes();

    /**
     * {@return why the body is not whole, in WARC's words: {@code length}, {@code time}, {@code disconnect}, or {@code
     * unspecified} if its media type was not wanted; null if it is}
     */
    @Nullable String truncated();

    /** {@return the ETag as it was sent; null if there is none} */
    @Nullable String etag();

    /** {@return the Last-Modified as it was sent; null if there is none} */
    @Nullable String lastModified();

    /** {@return XXH3's 128 bits over the decoded body, in hexadecimal; null if no body came or it broke off} */
    @Nullable String digest();

    /** {@return where a redirect leads; null if it is none} */
    @Nullable String redirectTo();

    /** {@return what went wrong; null if an answer came} */
    @Nullable PageError error();

    /**
     * {@return what a recrawl found, compared with the crawl before; null if it is no recrawl, or it cannot be told} A page
     * whose status is 304 has no body here, and links only if the crawl before recorded them.
     */
    @Nullable Change change();

    /** {@return how often the page changed; null if it is no recrawl, or the page was never answered before} */
    @Nullable PageHistory history();

    // ---- what it says

    /** {@return the page's title; null if it has none} */
    @Nullable String title();

    /** {@return the URL the page says is its canonical one; null if it says nothing} */
    @Nullable String canonical();

    /** {@return the language the page says it is in; null if it says nothing} */
    @Nullable String lang();

    /** {@return the distinct absolute canonical links of the page, in page order} */
    List<String> links();

    /** {@return the body as text, the markup too; {@link #mainText} is what a reader sees} */
    String text();

    /**
     * {@return the main content of the page, without navigation, ads and notices: its text, its Markdown, its title, author and
     * date} It is found once, when it is first asked for, in the {@link #document} as it is then. Empty if the page is no HTML.
     *
     * {@snippet :
     * PageHandler articles = page -> {
     *     MainContent article = page.mainContent();
     *     page.emit("article", Map.of("title", article.title().orElse(""), "markdown", article.markdown()));
     * };
     * }
     */
    MainContent mainContent();

    /** {@return the same for the whole page, its navigation too} */
    MainContent wholeContent();

    /** {@return the text of the {@linkplain #mainContent main content}, blocks separated by blank lines} */
    default String mainText() {
        return mainContent().text();
    }

    /** {@return the {@linkplain #mainContent main content} as <a href="https://spec.commonmark.org/">CommonMark</a>, with tables} */
    default String markdown() {
        return mainContent().markdown();
    }

    /**
     * {@return the body as JSON}
     *
     * @throws tools.jackson.core.JacksonException if it is none
     */
    JsonNode json();

    /**
     * Reads the body as JSON of a shape.
     *
     * @param type such as a record whose components are named like the JSON's properties; other properties are ignored
     * @throws tools.jackson.core.JacksonException if the body is no JSON, or of another shape
     */
    <T> T json(Class<T> type);

    /** {@return the document, parsed once by jsoup: as XML if the answer is XML, XHTML included, else as HTML} */
    Document document();

    /** {@return the elements that match a CSS selector of jsoup} */
    default Elements select(String css) {
        return document().select(css);
    }

    /** {@return the elements that match an XPath 1.0 expression} */
    default Elements xpath(String expression) {
        return document().selectXpath(expression);
    }

    /**
     * Makes a record of what the page says, by the {@link ayatori.crawler.extract.Select}s of its components.
     *
     * {@snippet :
     * record Product(@Select("h1") String name, @Select(".price") BigDecimal price) {}
     *
     * PageHandler products = page -> page.emit(page.as(Product.class));
     * }
     *
     * @param type which {@link Crawler#maps} may check before the crawl starts
     * @throws IllegalArgumentException if a rule is wrong
     * @throws IllegalStateException if a component must have a value and has none, or one that does not fit
     */
    <T extends Record> T as(Class<T> type);

    /**
     * Makes a record of each element that a rule finds, such as the rows of a table.
     *
     * @param rule such as {@code li.product}
     * @throws IllegalArgumentException if a rule is wrong
     * @throws IllegalStateException if a component must have a value and has none, or one that does not fit
     */
    <T extends Record> List<T> all(String rule, Class<T> type);

    /**
     * Writes the body into a file: whole, or not at all. Creates the folders above it, and replaces a file of that name.
     * Other tasks go on meanwhile.
     *
     * @return the file
     * @throws IOException if it cannot be written
     */
    Path save(Path file) throws IOException;

    /**
     * {@return a name for a file with the body: the last segment of the URL's path, or {@code index}} Characters other than
     * letters, digits, {@code .}, {@code -} and {@code _} become {@code _}, and the name never begins with a dot. Of a long one the last
     * 200 characters remain.
     */
    String fileName();

    // ---- what comes of it

    /**
     * Requests a URL, as a link of this page would.
     *
     * @param url absolute, or relative to the page's base
     * @throws IllegalArgumentException if it is no web address
     * @throws IllegalStateException if the handler has ended, or asks for more than 64 MB of requests and items
     */
    default void follow(String url) {
        follow(Request.get(url));
    }

    /**
     * Makes a request. It goes through the frontier as links do: robots.txt, scope, depth and politeness hold, and a request
     * that was made before, going by its URL, method and body, is not made again. What is out of scope is in {@code
     * skipped.jsonl}. The requests of a handler come before the page's own links, so that a link has the handler's label.
     *
     * @param request its URL is absolute, or relative to the page's base
     * @throws IllegalArgumentException if the URL is no web address
     * @throws IllegalStateException if the handler has ended, or asks for more than 64 MB of requests and items
     */
    void follow(Request request);

    /**
     * Follows elements that link: by their {@code href}, or else their {@code src}. Those that lead to no web address are
     * left out.
     *
     * @param css chooses the elements
     * @param request makes a request of each link, for example with a label; null to leave it out
     * @return how many are followed
     */
    int followAll(String css, Function<Request, @Nullable Request> request);

    /**
     * Follows elements that link.
     *
     * @param css chooses the elements
     * @return how many are followed
     */
    default int followAll(String css) {
        return followAll(css, link -> link);
    }

    /**
     * Follows elements that link, and labels their pages.
     *
     * @param css chooses the elements
     * @return how many are followed
     */
    default int followAll(String css, String label) {
        return followAll(css, link -> link.label(label));
    }

    /**
     * Follows {@linkplain #links links of the page} without parsing it.
     *
     * @param chosen chooses the links by their URLs
     * @param label of their pages
     * @return how many are followed
     */
    default int followAll(Predicate<String> chosen, String label) {
        List<String> links = links().stream().filter(chosen).toList();
        links.forEach(link -> follow(Request.get(link).label(label)));
        return links.size();
    }

    /**
     * Fills in a form of the page, with its hidden fields and defaults.
     *
     * {@snippet :
     * PageHandler login = page -> page.follow(page.form("form#login", "user", "ada", "password", "engine").label("account"));
     * }
     *
     * @param css chooses the form
     * @param namesAndValues the fields to fill in, in turn
     * @return the request that the form makes, to be {@linkplain #follow(Request) followed}
     * @throws IllegalArgumentException if there is no such form
     */
    default Request form(String css, String... namesAndValues) {
        return HtmlForm.fill(document(), css, namesAndValues);
    }

    /**
     * Emits an item, named after its class: {@code product} for a record {@code Product}, {@code item} for a map.
     *
     * @param item a record, a map or another object with properties
     */
    default void emit(Object item) {
        emit(Items.nameOf(item), item);
    }

    /**
     * Emits an item: a line of {@code items.jsonl}, or of the {@linkplain Crawler#writeItemsTo sink for items}. It is written
     * in the page's own step, so exactly once, although a handler may see a page again after a crash.
     *
     * @param name the kind of item
     * @param item a record, a map or another object with properties
     * @throws IllegalArgumentException if it has no properties
     * @throws IllegalStateException if the handler has ended, asks for more than 64 MB of requests and items, or there is no
     *     place for items
     */
    void emit(String name, Object item);

    /**
     * Asks for another try, as after a temporary failure: later, and as often as {@link CrawlPace#retries()} allows. Items and
     * requests of this try are dropped; links of the page itself are followed all the same.
     *
     * @return whether there will be one; if not, this try stands
     * @throws IllegalStateException if the handler has ended
     */
    boolean retry();

    /** {@return the crawl, for example to {@linkplain Crawl#stop stop} it. A handler must not wait for its end} */
    Crawl crawl();
}
