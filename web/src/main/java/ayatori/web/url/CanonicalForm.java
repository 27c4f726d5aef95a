package ayatori.web.url;

import java.util.Objects;
import java.util.Set;

/**
 * When two different URLs count as the same page: what a crawler compares, not what it requests.
 *
 * {@snippet :
 * var canonicalizer = new Canonicalizer(CanonicalForm.STANDARD.withoutParameters(CanonicalForm.TRACKING_PARAMETERS));
 * canonicalizer.canonicalize(Url.parse("https://example.com/%7euser/?id=7&utm_source=mail#top")).href();
 * // https://example.com/~user/?id=7
 * }
 *
 * <p>Always, because RFC 3986 section 6.2.2 and the URL standard say that it changes nothing: scheme and host in lower
 * case, no default port, no dot segments, no fragment, percent-encoding in upper case, and no percent-encoding of
 * letters, digits, {@code -}, {@code .}, {@code _} and {@code ~}. Only when asked for, because servers may answer
 * otherwise: the rules of this record.
 *
 * <p>Taking the canonical form of a canonical form changes nothing.
 *
 * @param trailingSlash what becomes of a slash at the end of the path
 * @param droppedParameters names of query parameters to leave out, as they are written in the URL; a name that ends with
 *     {@code *} stands for all that begin so. A query of which nothing is left goes with its question mark
 */
public record CanonicalForm(TrailingSlash trailingSlash, Set<String> droppedParameters) {
    /** What changes nothing about the page that is meant. */
    public static final CanonicalForm STANDARD = new CanonicalForm(TrailingSlash.KEEP, Set.of());

    /** Parameters that advertisers and newsletters add to follow their readers; no page depends on them. */
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

    /** What becomes of a slash at the end of a path. The root's own slash always stays. */
    public enum TrailingSlash {
        /** With and without are two pages, as the standards have it. */
        KEEP,
        /** {@code /docs} counts as {@code /docs/}; {@code /index.html}, whose last segment has a dot, stays. */
        ADD,
        /** {@code /docs/} counts as {@code /docs}. */
        REMOVE
    }

    /** Checks that nothing is missing. */
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

    /** Whether percent-encoding is all there is to look at. */
    boolean isStandard() {
        return trailingSlash == TrailingSlash.KEEP && droppedParameters.isEmpty();
    }
}
