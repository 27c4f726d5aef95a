package ayatori.crawler.read;

import ayatori.crawler.frontier.PageRequest;
import ayatori.web.url.CanonicalForm;
import ayatori.web.url.Canonicalizer;
import ayatori.web.url.Url;
import ayatori.web.url.UrlResolver;
import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hasher128;
import com.dynatrace.hash4j.hashing.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * The identity of requests: XXH3's 128 bits over the canonical form of the URL. For anything but a GET without a body, over
 * {@code method SP URL LF body}. Two of a billion URLs collide once in 10^20 crawls. Not
 * safe for use by several threads.
 */
public final class Fingerprint {
    private static final Hasher128 XXH3 = Hashing.xxh3_128();

    /** Marks the target of a redirect; no URL begins with it. */
    private static final byte REDIRECTED = '>';

    private final Canonicalizer canonicalizer;

    /** Makes one for URLs of a canonical form. */
    public Fingerprint(CanonicalForm form) {
        canonicalizer = new Canonicalizer(form);
    }

    /** The identity of the URL in a resolver. */
    HashValue128 of(UrlResolver url) {
        canonicalizer.canonicalize(url.buffer(), url.length(), url.authorityEnd());
        return XXH3.hashBytesTo128Bits(canonicalizer.buffer(), 0, canonicalizer.length());
    }

    /** The identity of a URL that was serialized, as records hold it: http or https, ASCII, without a user name. */
    public HashValue128 of(String href) {
        int fragment = href.indexOf('#');
        byte[] bytes = href.getBytes(StandardCharsets.ISO_8859_1);
        int length = fragment < 0 ? bytes.length : fragment;
        int path = href.indexOf('/', href.indexOf("://") + 3);
        canonicalizer.canonicalize(bytes, length, path < 0 ? length : Math.min(path, length));
        return XXH3.hashBytesTo128Bits(canonicalizer.buffer(), 0, canonicalizer.length());
    }

    HashValue128 of(Url url) {
        byte[] canonical = canonicalizer.canonicalize(url).href().getBytes(StandardCharsets.US_ASCII);
        return XXH3.hashBytesTo128Bits(canonical, 0, canonical.length);
    }

    /** The identity of a request: of its URL alone if it is a GET without a body. */
    HashValue128 of(Url url, PageRequest request) {
        return request.isGet() ? of(url) : of(canonicalizer.canonicalize(url).href(), request);
    }

    private static HashValue128 of(String canonical, PageRequest request) {
        byte[] head = (request.method() + " " + canonical + "\n").getBytes(StandardCharsets.US_ASCII);
        byte[] whole = Arrays.copyOf(head, head.length + request.body().length);
        System.arraycopy(request.body(), 0, whole, head.length, request.body().length);
        return XXH3.hashBytesTo128Bits(whole, 0, whole.length);
    }

    /**
     * The identity of a redirect's target. If a server redirects to another spelling of the same canonical URL, such as one
     * with a slash at its end, that spelling has an identity of its own, or it would never be requested.
     *
     * @param sent how the URL was requested
     * @param next how the target is requested
     */
    HashValue128 ofRedirect(Url from, UrlResolver to, PageRequest sent, PageRequest next) {
        if (!sent.isGet()) {
            return of(Objects.requireNonNull(Url.tryParse(href(to))), next);
        }
        HashValue128 target = of(to);
        if (!target.equals(of(from)) || isSame(from, to)) {
            return target;
        }
        byte[] marked = new byte[to.length() + 1];
        marked[0] = REDIRECTED;
        System.arraycopy(to.buffer(), 0, marked, 1, to.length());
        return XXH3.hashBytesTo128Bits(marked, 0, marked.length);
    }

    private static String href(UrlResolver url) {
        return new String(url.buffer(), 0, url.length(), StandardCharsets.US_ASCII);
    }

    private static boolean isSame(Url from, UrlResolver to) {
        byte[] bytes = from.href().getBytes(StandardCharsets.US_ASCII);
        return Arrays.equals(bytes, 0, bytes.length, to.buffer(), 0, to.length());
    }
}
