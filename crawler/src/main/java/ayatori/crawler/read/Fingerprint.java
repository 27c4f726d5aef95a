package ayatori.crawler.read;

import ayatori.web.url.CanonicalForm;
import ayatori.web.url.Canonicalizer;
import ayatori.web.url.Url;
import ayatori.web.url.UrlResolver;
import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hasher128;
import com.dynatrace.hash4j.hashing.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The identity of URLs: XXH3's 128 bits over the canonical form. Two of a billion URLs collide once in 10^20 crawls. Not
 * safe for use by several threads.
 */
public final class Fingerprint {
    private static final Hasher128 XXH3 = Hashing.xxh3_128();

    /** Marks the target of a redirect; no URL begins with it. */
    private static final byte REDIRECTED = '>';

    private final Canonicalizer canonicalizer;

    Fingerprint(CanonicalForm form) {
        canonicalizer = new Canonicalizer(form);
    }

    /** The identity of the URL in a resolver. */
    HashValue128 of(UrlResolver url) {
        canonicalizer.canonicalize(url.buffer(), url.length(), url.authorityEnd());
        return XXH3.hashBytesTo128Bits(canonicalizer.buffer(), 0, canonicalizer.length());
    }

    HashValue128 of(Url url) {
        byte[] canonical = canonicalizer.canonicalize(url).href().getBytes(StandardCharsets.US_ASCII);
        return XXH3.hashBytesTo128Bits(canonical, 0, canonical.length);
    }

    /**
     * The identity of a redirect's target. If a server redirects to another spelling of the same canonical URL, such as one
     * with a slash at its end, that spelling has an identity of its own, or it would never be requested.
     */
    HashValue128 ofRedirect(Url from, UrlResolver to) {
        HashValue128 target = of(to);
        if (!target.equals(of(from)) || isSame(from, to)) {
            return target;
        }
        byte[] marked = new byte[to.length() + 1];
        marked[0] = REDIRECTED;
        System.arraycopy(to.buffer(), 0, marked, 1, to.length());
        return XXH3.hashBytesTo128Bits(marked, 0, marked.length);
    }

    private static boolean isSame(Url from, UrlResolver to) {
        byte[] bytes = from.href().getBytes(StandardCharsets.US_ASCII);
        return Arrays.equals(bytes, 0, bytes.length, to.buffer(), 0, to.length());
    }
}
