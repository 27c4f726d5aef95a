package ayatori.web.url;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ayatori.web.charset.Encoding;
import ayatori.web.url.UrlResolver.Outcome;
import java.util.Objects;

/** Checks that the resolver and the parser agree, and that parsing or canonicalizing their result again changes nothing. */
public final class UrlFuzz {
    private static final Url BASE = Objects.requireNonNull(Url.tryParse("https://example.com/docs/index.html?v=1#top"));

    private UrlFuzz() {}

    /** Resolves {@code link} against a page's address. */
    public static void fuzzerTestOneInput(byte[] link) {
        UrlResolver resolver = new UrlResolver();
        resolver.base(BASE);
        Outcome outcome = resolver.resolve(link, 0, link.length);
        Url url = BASE.tryResolve(new String(Encoding.UTF_8.toUtf8(link, 0, link.length), UTF_8));
        if (url == null) {
            assertThat(outcome).isEqualTo(Outcome.INVALID);
            return;
        }
        assertThat(outcome).isEqualTo(url.isHttp() ? Outcome.HTTP : Outcome.OTHER_SCHEME);
        assertThat(Url.tryParse(url.href())).isEqualTo(url);
        if (outcome == Outcome.HTTP) {
            assertThat(new String(resolver.buffer(), 0, resolver.length(), ISO_8859_1))
                    .isEqualTo(url.withoutFragment().href());
        }
        Canonicalizer canonicalizer = new Canonicalizer(CanonicalForm.STANDARD);
        Url once = canonicalizer.canonicalize(url);
        assertThat(canonicalizer.canonicalize(once)).isEqualTo(once);
    }
}
