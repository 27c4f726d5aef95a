package ayatori.crawler.read;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import ayatori.crawler.frontier.PageRequest;
import ayatori.web.http.Headers;
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
        return standard.ofRedirect(Url.parse(from), resolved(to), PageRequest.GET, PageRequest.GET);
    }

    @Test
    void spellingsOfOneUrlAreOne() throws UrlException {
        assertThat(standard.of(Url.parse("http://h/%7euser"))).isEqualTo(standard.of(Url.parse("http://h/~user")));
        assertThat(standard.of(Url.parse("http://h/a"))).isNotEqualTo(standard.of(Url.parse("http://h/a/")));
    }

    private HashValue128 of(String method, String url, String body) throws UrlException {
        return standard.of(Url.parse(url), new PageRequest(method, Headers.EMPTY, body.getBytes(US_ASCII), "x", null));
    }

    @Test
    void methodAndBodyTellRequestsApart() throws UrlException {
        HashValue128 page = standard.of(Url.parse("http://h/form"));
        assertThat(of("GET", "http://h/form", "")).isEqualTo(page);
        HashValue128 post = of("POST", "http://h/form", "");
        assertThat(post).isNotEqualTo(page).isEqualTo(of("POST", "http://h:80/form", ""));
        assertThat(of("POST", "http://h/form", "a=1"))
                .isNotEqualTo(post)
                .isNotEqualTo(of("POST", "http://h/form", "a=2"));
        assertThat(of("PUT", "http://h/form", "a=1")).isNotEqualTo(of("POST", "http://h/form", "a=1"));
        assertThat(of("GET", "http://h/form", "a=1")).isNotEqualTo(page);
    }

    @Test
    void aFormThatRedirectsToItsOwnUrlLeadsToThePage() throws UrlException {
        var post = new PageRequest("POST", Headers.EMPTY, "a=1".getBytes(US_ASCII), null, null);
        assertThat(standard.ofRedirect(Url.parse("http://h/form"), resolved("http://h/form"), post, PageRequest.GET))
                .isEqualTo(standard.of(Url.parse("http://h/form")));
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
