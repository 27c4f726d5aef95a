package ayatori.crawler.frontier;

import ayatori.web.http.Headers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a URL is requested, and what its requester attached to the request. Nearly every URL has {@link #GET}.
 *
 * <p>Method and body are part of a request's identity: a form that is posted twice with other values is two requests. The
 * headers, the label and the data are not.
 *
 * @param method the method, such as {@code POST}; not CONNECT
 * @param headers fields to send besides the crawl's own
 * @param body the content; empty for none. Not modified by anyone
 * @param label a name by which a page handler tells kinds of pages apart; null for none
 * @param data a JSON text that comes back with the page; null for none
 */
public record PageRequest(
        String method,
        Headers headers,
        byte[] body,
        @Nullable String label,
        @Nullable String data) {
    private static final byte[] NO_BODY = {};

    /** Fields that only the host for which they were meant may see. */
    private static final Set<String> SECRET = Set.of("authorization", "cookie", "proxy-authorization");

    /** Fields that describe a body. */
    private static final String CONTENT_PREFIX = "content-";

    /** A plain GET, with nothing attached. */
    public static final PageRequest GET = new PageRequest("GET", Headers.EMPTY, NO_BODY, null, null);

    public PageRequest {
        boolean isToken = !method.isEmpty() && !method.equalsIgnoreCase("CONNECT");
        for (int i = 0; i < method.length(); i++) {
            char c = method.charAt(i);
            isToken &= (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '_';
        }
        if (!isToken) {
            throw new IllegalArgumentException("not a method for a request: \"" + method + "\"");
        }
    }

    /** Whether its URL alone identifies it: a GET without a body. */
    public boolean isGet() {
        return body.length == 0 && method.equals("GET");
    }

    /** About how many bytes its body, its label and its data have. */
    public long attachedLength() {
        return (long) body.length + (label == null ? 0 : label.length()) + (data == null ? 0 : data.length());
    }

    /** Whether nothing about it needs to be stored. */
    boolean isPlain() {
        return this == GET || (isGet() && headers.isEmpty() && label == null && data == null);
    }

    /**
     * The request for a redirect's target (RFC 9110 section 15.4): 307 and 308 keep the method and the body; after the
     * others a GET or HEAD stays what it is, and anything else becomes a GET.
     *
     * @param status the redirect's status
     * @param isSameOrigin whether the target has the origin of the URL that was requested; another one gets no credentials
     */
    public PageRequest redirected(int status, boolean isSameOrigin) {
        if (isPlain()) {
            return GET;
        }
        boolean keepsMethod =
                status == 307 || status == 308 || method.equals("HEAD") || (method.equals("GET") && status != 303);
        List<String> kept = new ArrayList<>();
        for (Headers.Field field : headers) {
            String name = field.name().toLowerCase(Locale.ROOT);
            if ((isSameOrigin || !SECRET.contains(name)) && (keepsMethod || !name.startsWith(CONTENT_PREFIX))) {
                kept.add(field.name());
                kept.add(field.value());
            }
        }
        return new PageRequest(
                keepsMethod ? method : "GET",
                Headers.of(kept.toArray(String[]::new)),
                keepsMethod ? body : NO_BODY,
                label,
                data);
    }

    void write(ByteWriter out) {
        out.string(method).number(headers.size());
        for (Headers.Field field : headers) {
            out.string(field.name()).string(field.value());
        }
        out.bytes(body);
        writeOptional(out, label);
        writeOptional(out, data);
    }

    static PageRequest read(ByteReader in) {
        String method = in.string();
        var headers = new String[2 * in.smallNumber()];
        for (int i = 0; i < headers.length; i++) {
            headers[i] = in.string();
        }
        return new PageRequest(method, Headers.of(headers), in.bytes(), readOptional(in), readOptional(in));
    }

    private static void writeOptional(ByteWriter out, @Nullable String value) {
        out.number(value == null ? 0 : 1);
        if (value != null) {
            out.string(value);
        }
    }

    private static @Nullable String readOptional(ByteReader in) {
        return in.number() == 0 ? null : in.string();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PageRequest that
                && method.equals(that.method)
                && headers.toString().equals(that.headers.toString())
                && Arrays.equals(body, that.body)
                && Objects.equals(label, that.label)
                && Objects.equals(data, that.data);
    }

    @Override
    public int hashCode() {
        return Objects.hash(method, Arrays.hashCode(body), label, data);
    }

    @Override
    public String toString() {
        return method + (body.length == 0 ? "" : " (" + body.length + " bytes)");
    }
}
