package ayatori.check.find;

import ayatori.web.url.CanonicalForm;
import ayatori.web.url.Canonicalizer;
import java.nio.charset.StandardCharsets;

/** Brings URLs into the form by which the crawl tells pages apart. Not safe for use by several threads. */
public final class CanonicalUrls {
    private final Canonicalizer canonicalizer;

    /** Makes one for the canonical form of a crawl. */
    public CanonicalUrls(CanonicalForm form) {
        canonicalizer = new Canonicalizer(form);
    }

    /** The canonical form of a URL as records hold it: http or https, ASCII, without a user name. */
    public String of(String href) {
        byte[] bytes = href.getBytes(StandardCharsets.ISO_8859_1);
        int fragment = href.indexOf('#');
        int length = fragment < 0 ? bytes.length : fragment;
        int path = href.indexOf('/', href.indexOf("://") + 3);
        canonicalizer.canonicalize(bytes, length, path < 0 ? length : Math.min(path, length));
        return new String(canonicalizer.buffer(), 0, canonicalizer.length(), StandardCharsets.ISO_8859_1);
    }

    /** The origin of a URL as records hold it, such as {@code https://example.org}. */
    public static String originOf(String href) {
        int path = href.indexOf('/', href.indexOf("://") + 3);
        return path < 0 ? href : href.substring(0, path);
    }

    /** The host of a URL with its port, if that is not the scheme's own. */
    public static String hostOf(String href) {
        return originOf(href).substring(href.indexOf("://") + 3);
    }

    /** The path and query of a URL. */
    public static String pathOf(String href) {
        return href.substring(originOf(href).length());
    }
}
