package ayatori.web.url;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import ayatori.web.url.CanonicalForm.TrailingSlash;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalizerTest {
    private static final List<CanonicalForm> FORMS = List.of(
            CanonicalForm.STANDARD,
            CanonicalForm.STANDARD.withTrailingSlash(TrailingSlash.ADD),
            CanonicalForm.STANDARD.withTrailingSlash(TrailingSlash.REMOVE),
            CanonicalForm.STANDARD.withoutParameters(Set.of("a*", "v")),
            CanonicalForm.STANDARD.withTrailingSlash(TrailingSlash.REMOVE).withoutParameters(Set.of("", "x")));

    private static String canonical(CanonicalForm form, String url) throws UrlException {
        return new Canonicalizer(form).canonicalize(Url.parse(url)).href();
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP://Example.COM:80/a/./b/../c#top, http://example.com/a/c",
        "http://example.com/%7euser/%41%2D%2e%5F, http://example.com/~user/A-._",
        "http://example.com/caf%c3%a9?q=%e3%82%b5, http://example.com/caf%C3%A9?q=%E3%82%B5",
        "http://example.com/a%2fb?c%26d, http://example.com/a%2Fb?c%26d",
        "http://example.com/%2%45/%%34%31/100%, http://example.com/%2%45/%%341/100%",
        "http://user:pass@example.com/%7e, http://user:pass@example.com/~",
        "http://example.com/?, http://example.com/?",
        "mailto:a@example.com#x, mailto:a@example.com",
    })
    void normalizesSpellingsOfTheSameUrl(String url, String canonical) throws UrlException {
        assertThat(canonical(CanonicalForm.STANDARD, url)).isEqualTo(canonical);
    }

    @ParameterizedTest
    @CsvSource({
        "http://h/?utm_source=a&id=7&utm_medium=b, http://h/?id=7",
        "http://h/p?gclid=x, http://h/p",
        "http://h/p?id=7&fbclid, http://h/p?id=7",
        "http://h/p?a&&b, http://h/p?a&&b",
        "http://h/p?%75tm_source=a, http://h/p",
        "http://h/p?, http://h/p?",
        "http://h/utm_source=a, http://h/utm_source=a",
    })
    void dropsTrackingParametersWhenConfigured(String url, String canonical) throws UrlException {
        var form = CanonicalForm.STANDARD.withoutParameters(CanonicalForm.TRACKING_PARAMETERS);
        assertThat(canonical(form, url)).isEqualTo(canonical);
    }

    @ParameterizedTest
    @CsvSource({
        "ADD, http://h/docs, http://h/docs/",
        "ADD, http://h/docs?q, http://h/docs/?q",
        "ADD, http://h/index.html, http://h/index.html",
        "ADD, http://h, http://h/",
        "REMOVE, http://h/docs/, http://h/docs",
        "REMOVE, http://h/docs//?q/, http://h/docs?q/",
        "REMOVE, http://h/, http://h/",
        "KEEP, http://h/docs/, http://h/docs/",
    })
    void adjustsTrailingSlashes(TrailingSlash rule, String url, String canonical) throws UrlException {
        assertThat(canonical(CanonicalForm.STANDARD.withTrailingSlash(rule), url))
                .isEqualTo(canonical);
    }

    @Test
    void doesNotCopyACanonicalUrl() {
        byte[] url = "https://example.com/docs/?q=1".getBytes(US_ASCII);
        var canonicalizer = new Canonicalizer(CanonicalForm.STANDARD);
        canonicalizer.canonicalize(url, url.length, "https://example.com".length());
        assertThat(canonicalizer.buffer()).isSameAs(url);
        assertThat(canonicalizer.length()).isEqualTo(url.length);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void canonicalizingTwiceChangesNothing(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        int changed = 0;
        for (int i = 0; i < 20_000; i++) {
            String input = UrlInputs.text(random);
            Url url = UrlInputs.base(random).tryResolve(input);
            if (url == null) {
                continue;
            }
            for (CanonicalForm form : FORMS) {
                Url once = new Canonicalizer(form).canonicalize(url);
                assertThat(new Canonicalizer(form).canonicalize(once))
                        .as("%s in %s", input, form)
                        .isEqualTo(once);
                changed += once.equals(url) ? 0 : 1;
            }
        }
        assertThat(changed).isGreaterThan(10_000);
    }

    @ParameterizedTest
    @CsvSource({
        "/%7Eu/, /~u/",
        "/%7eu/, /~u/",
        "/~u/, /~u/",
        "/%41%2D%5f%2e%31, /A-_.1",
        "/a%2fb%C3%a9, /a%2Fb%C3%A9",
        "%, %",
        "/%2%45, /%2%45",
        "%%34%31, %%341",
        "https://h/%7e?%7e, https://h/~?~",
    })
    void normalizesThePercentEncodingOfParts(String part, String expected) {
        assertThat(Canonicalizer.normalizePercentEncoding(part)).isEqualTo(expected);
    }
}
