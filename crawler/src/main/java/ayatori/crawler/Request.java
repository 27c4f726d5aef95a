package ayatori.crawler;

import ayatori.web.http.ClientRequest;
import ayatori.web.http.Headers;
import ayatori.web.url.Url;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A request that a page handler makes, or that a crawl starts with. Immutable: each method gives a changed copy.
 *
 * {@snippet :
 * Request product = Request.get("/products/7").label("product").priority(0.8);
 * Request login = Request.post("/login").form("user", "ada", "password", "engine");
 * Request search = Request.post("/api/search").json(Map.of("query", "string", "page", 1)).data(Map.of("page", 1));
 * }
 *
 * <p>Its URL, method and body are its identity: a second request with the same ones is not made. Headers, label, data and
 * priority are not part of it. A redirect hands label, data and priority on to its target.
 */
public final class Request {
    private static final double PRIORITY_DEFAULT = 0.5;
    private static final byte[] NO_BODY = {};

    /** RFC 9110 section 9.3 and RFC 5789. */
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH");

    private static final Url ANY_URL = Objects.requireNonNull(Url.tryParse("http://localhost/"));

    private final String method;
    private final String url;
    private final Headers headers;
    private final byte[] body;
    private final @Nullable String label;
    private final @Nullable String data;
    private final double priority;

    private Request(
            String method,
            String url,
            Headers headers,
            byte[] body,
            @Nullable String label,
            @Nullable String data,
            double priority) {
        this.method = method;
        this.url = url;
        this.headers = headers;
        this.body = body;
        this.label = label;
        this.data = data;
        this.priority = priority;
    }

    /** A GET. */
    public static Request get(String url) {
        return of("GET", url);
    }

    /** A POST. */
    public static Request post(String url) {
        return of("POST", url);
    }

    /**
     * A request with a method. The methods of HTTP are written in capitals, whatever their case here.
     *
     * @throws IllegalArgumentException if the method cannot be sent
     */
    public static Request of(String method, String url) {
        String upper = method.toUpperCase(Locale.ROOT);
        String sent = METHODS.contains(upper) ? upper : method;
        var _ = ClientRequest.of(sent, ANY_URL);
        return new Request(sent, Objects.requireNonNull(url), Headers.EMPTY, NO_BODY, null, null, PRIORITY_DEFAULT);
    }

    /**
     * The same with a header field.
     *
     * @throws IllegalArgumentException if the field cannot be sent
     */
    public Request header(String name, String value) {
        var _ = ClientRequest.get(ANY_URL).withHeader(name, value);
        return new Request(method, url, headers.with(name, value), body, label, data, priority);
    }

    /** The same with a body. */
    public Request body(byte[] content, String contentType) {
        Headers typed = headers.with("Content-Type", contentType);
        return new Request(method, url, typed, content.clone(), label, data, priority);
    }

    /**
     * The same with the fields of a form as its body, in {@code application/x-www-form-urlencoded}.
     *
     * @param namesAndValues in turn
     * @throws IllegalArgumentException if the count is odd
     */
    public Request form(String... namesAndValues) {
        byte[] content = urlencoded(namesAndValues).getBytes(StandardCharsets.US_ASCII);
        return body(content, "application/x-www-form-urlencoded");
    }

    static String urlencoded(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("A form has a value for each name; one is missing after \""
                    + namesAndValues[namesAndValues.length - 1] + "\".");
        }
        var fields = new StringJoiner("&");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.add(encoded(namesAndValues[i]) + "=" + encoded(namesAndValues[i + 1]));
        }
        return fields.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /**
     * The same with JSON as its body.
     *
     * @param value what Jackson writes as JSON: a map, a record, a {@code JsonNode}
     */
    public Request json(Object value) {
        return body(JsonMapper.shared().writeValueAsBytes(value), "application/json");
    }

    /** The same with a label, by which a handler or {@link Router} tells kinds of pages apart. */
    public Request label(String newLabel) {
        return new Request(method, url, headers, body, whole(newLabel), data, priority);
    }

    /** The text with U+FFFD in the place of half characters, which have no form in UTF-8. */
    private static String whole(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_16BE), StandardCharsets.UTF_16BE);
    }

    /**
     * The same with data that comes back with the page.
     *
     * @param value what Jackson writes as JSON: a map, a record, a {@code JsonNode}
     */
    public Request data(Object value) {
        String json = whole(JsonMapper.shared().writeValueAsString(value));
        return new Request(method, url, headers, body, label, json, priority);
    }

    /**
     * The same with a priority. Of the URLs of a host those with a higher priority are requested first, and of those with the
     * same one those nearest to a seed. A {@linkplain Crawler#priority scorer} of the crawl may give another one.
     *
     * @param newPriority from 0.0, last, to 1.0, first; rounded to tenths. 0.5 by default
     */
    public Request priority(double newPriority) {
        if (!(newPriority >= 0 && newPriority <= 1)) {
            throw new IllegalArgumentException("A priority is between 0.0 and 1.0, not " + newPriority + ".");
        }
        return new Request(method, url, headers, body, label, data, newPriority);
    }

    /** {@return the method} */
    public String method() {
        return method;
    }

    /** {@return the URL as it was given: absolute, or relative to the page of the handler} */
    public String url() {
        return url;
    }

    /** {@return the header fields} */
    public Headers headers() {
        return headers;
    }

    /** {@return the body; empty for none} */
    public byte[] body() {
        return body.clone();
    }

    /** {@return the label; null for none} */
    public @Nullable String label() {
        return label;
    }

    /** {@return the data as JSON; null for none} */
    public @Nullable String data() {
        return data;
    }

    /** {@return the priority} */
    public double priority() {
        return priority;
    }

    /** Without headers and body, which may hold secrets. */
    @Override
    public String toString() {
        return method + " " + url;
    }
}
