package ayatori.web.url;

import java.util.Objects;
import java.util.Set;

/**
 * The rules by which two URLs count as the same page. A crawler compares canonical forms; it requests the URL as it is.
 *
 * {@snippet :
 * var canonicalizer = new Canonicalizer(CanonicalForm.STANDARD.withoutParameters(CanonicalForm.TRACKING_PARAMETERS));
 * canonicalizer.canonicalize(Url.parse("https://example.com/%7euser/?id=7&utm_source=mail#top")).href();
 * // https://example.com/~user/?id=7
 * }
 *
 * <p>Every canonical form has scheme and host in lower case, no default port, no dot segments, no fragment,
 * percent-encoding in upper case, and no percent-encoding of letters, digits, {@code -}, {@code .}, {@code _} and
 * {@code ~}: by RFC 3986 section 6.2.2 and the URL standard, this does not change the meaning of a URL. The rules of this
 * record may change it, because servers may answer differently, and apply only if they are set.
 *
 * <p>The canonical form of a canonical form is the same.
 *
 * @param trailingSlash what is done with a slash at the end of the path
 * @param droppedParameters names of query parameters to leave out, as they are written in the URL; a name that ends with
 *     {@code *} stands for all names with that prefix. A query that loses all parameters loses its question mark too
 */
public record CanonicalForm(TrailingSlash trailingSlash, Set<String> droppedParameters) {
    /** Only the rules that do not change the meaning of a URL. */
    public static final CanonicalForm STANDARD = new CanonicalForm(TrailingSlash.KEEP, Set.of());

    /** Parameters that advertisers and newsletters add to track readers. They do not change the page. */
    public static final Set<String> TRACKING_PARAMETERS = Set.of(
            "utm_*",
            "gclid",
            "gclsrc",
            "gbraid",
            "wbraid",
            "dclid",
            "fbclid",
            "msclkid",
            "twclid",
            "yclid",
            "ttclid",
            "igshid",
            "mc_cid",
            "mc_eid",
            "_hsenc",
            "_hsmi",
            "vero_id",
            "oly_anon_id",
            "oly_enc_id",
            "s_kwcid");

    /** What is done with a slash at the end of a path. The root path keeps its slash. */
    public enum TrailingSlash {
        /** A path with and a path without the slash are two pages, as in the standards. */
        KEEP,
        /** {@code /docs} counts as {@code /docs/}; {@code /index.html}, whose last segment has a dot, stays. */
        ADD,
        /** {@code /docs/} counts as {@code /docs}. */
        REMOVE
    }

    /** Copies the set. */
    public CanonicalForm {
        Objects.requireNonNull(trailingSlash, "trailingSlash");
        droppedParameters = Set.copyOf(droppedParameters);
    }

    /** {@return this form, with another rule for trailing slashes} */
    public CanonicalForm withTrailingSlash(TrailingSlash rule) {
        return new CanonicalForm(rule, droppedParameters);
    }

    /** {@return this form, without these query parameters and no others} */
    public CanonicalForm withoutParameters(Set<String> names) {
        return new CanonicalForm(trailingSlash, names);
    }

    /** Whether no optional rule is set. */
    boolean isStandard() {
        return trailingSlash == TrailingSlash.KEEP && droppedParameters.isEmpty();
    }
}
