package ayatori.report.site;

import ayatori.web.url.CanonicalForm;
import ayatori.web.url.Canonicalizer;
import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Gives URLs that are one page to the crawl the same 64-bit key, which is never 0. */
final class UrlKeys {
    private static final Hasher64 XXH3 = Hashing.xxh3_64();

    private final Canonicalizer canonicalizer;

    UrlKeys(CanonicalForm form) {
        canonicalizer = new Canonicalizer(form);
    }

    /** The key of a URL as records hold it; 0 for null and for what is no http URL. */
    long of(@Nullable String href) {
        if (href == null || !href.startsWith("http")) {
            return 0;
        }
        int host = href.indexOf("://");
        int fragment = href.indexOf('#');
        byte[] bytes = href.getBytes(StandardCharsets.ISO_8859_1);
        int length = fragment < 0 ? bytes.length : fragment;
        int path = href.indexOf('/', host + 3);
        if (host < 0 || path < 0) {
            return 0;
        }
        canonicalizer.canonicalize(bytes, length, Math.min(path, length));
        return key(XXH3.hashBytesToLong(canonicalizer.buffer(), 0, canonicalizer.length()));
    }

    /** The key of a text; 0 for null. */
    static long ofText(@Nullable String text) {
        return text == null ? 0 : key(XXH3.hashCharsToLong(text));
    }

    private static long key(long hash) {
        return hash == 0 ? 1 : hash;
    }
}
