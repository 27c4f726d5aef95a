package ayatori.crawler.read;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import ayatori.web.url.CanonicalForm;
import ayatori.web.url.Url;
import ayatori.web.url.UrlException;
import ayatori.web.url.UrlResolver;
import com.dynatrace.hash4j.hashing.HashValue128;
import org.junit.jupiter.api.Test;

class FingerprintTest {
    private final Fingerprint standard = new Fingerprint(CanonicalForm.STANDARD);

    private static UrlResolver resolved(String url) {
        var resolver = new UrlResolver();
        byte[] bytes = url.getBytes(US_ASCII);
        assertThat(resolver.resolve(bytes, 0, bytes.length)).isEqualTo(UrlResolver.Outcome.HTTP);
        return resolver;
    }

    private HashValue128 redirect(String from, String to) throws UrlException {
        return standard.ofRedirect(Url.parse(from), resolved(to));
    }

    @Test
    void spellingsOfOneUrlAreOne() throws UrlException {
        assertThat(standard.of(Url.parse("http://h/%7euser"))).isEqualTo(standard.of(Url.parse("http://h/~user")));
        assertThat(standard.of(Url.parse("http://h/a"))).isNotEqualTo(standard.of(Url.parse("http://h/a/")));
    }

    @Test
    void parsedAndResolvedAreOne() throws UrlException {
        for (String url : new String[] {"http://h/", "https://h:81/a%2fb?%41", "http://[::1]/x?"}) {
            assertThat(standard.of(resolved(url))).as(url).isEqualTo(standard.of(Url.parse(url)));
        }
    }

    @Test
    void aRedirectToAnotherSpellingIsFollowedOnce() throws UrlException {
        HashValue128 page = standard.of(Url.parse("http://h/~user"));
        HashValue128 otherSpelling = redirect("http://h/%7euser", "http://h/~user");
        assertThat(otherSpelling).isNotEqualTo(page).isEqualTo(redirect("http://h/%7Euser", "http://h/~user"));
        assertThat(redirect("http://h/~user", "http://h/~user")).isEqualTo(page);
        assertThat(redirect("http://h/a", "http://h/~user")).isEqualTo(page);
    }
}
