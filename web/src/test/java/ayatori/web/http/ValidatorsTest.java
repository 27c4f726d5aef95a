package ayatori.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.web.url.Url;
import org.junit.jupiter.api.Test;

/** The ETag and Last-Modified of an answer. */
class ValidatorsTest {
    private static final String DATE = "Wed, 01 Jan 2020 00:00:00 GMT";

    private static Url url() throws Exception {
        return Url.parse("http://example.org/");
    }

    @Test
    void conditionsARequest() throws Exception {
        Validators both = Validators.of(Headers.of("etag", "W/\"a\"", "last-modified", DATE));
        ClientRequest request = both.condition(ClientRequest.get(url()).withHeader("Accept", "text/html"));
        assertThat(request.headers())
                .hasToString("Accept: text/html\nIf-None-Match: W/\"a\"\nIf-Modified-Since: " + DATE + "\n");
        ClientRequest plain = ClientRequest.get(url());
        assertThat(Validators.NONE.condition(plain)).isSameAs(plain);
    }

    @Test
    void takesWhatCannotBeSentBackForNone() {
        assertThat(Validators.of(Headers.EMPTY)).isSameAs(Validators.NONE);
        Headers odd = Headers.trusted(new String[] {"ETag", "\"a\u0001\"", "Last-Modified", ""});
        assertThat(Validators.of(odd).isEmpty()).isTrue();
        assertThat(Validators.of(Headers.of("ETag", "\"\u00fc\"")).isEmpty()).isFalse();
    }

    @Test
    void comparesByTagAndElseByDate() {
        Validators weak = new Validators("W/\"a\"", DATE);
        Validators strong = new Validators("\"a\"", null);
        assertThat(weak.match(strong)).isTrue();
        assertThat(weak.match(new Validators("\"b\"", DATE))).isFalse();
        assertThat(weak.match(new Validators(null, DATE))).isTrue();
        assertThat(strong.match(new Validators(null, DATE))).isFalse();
        assertThat(Validators.NONE.match(Validators.NONE)).isFalse();
        assertThat(weak.strong()).isFalse();
        assertThat(strong.strong()).isTrue();
        assertThat(Validators.NONE.strong()).isFalse();
    }

    @Test
    void refreshesAllButWhatTellsOfTheConnectionOrTheBody() {
        Headers stored =
                Headers.of("ETag", "\"1\"", "Content-Length", "9", "Content-Encoding", "gzip", "X", "old", "Y", "y");
        Headers notModified = Headers.of(
                "etag",
                "\"1\"",
                "Content-Length",
                "0",
                "Connection",
                "close, Hop",
                "Hop",
                "1",
                "x",
                "new",
                "x",
                "newer");
        assertThat(Validators.refresh(stored, notModified))
                .hasToString("Content-Length: 9\nContent-Encoding: gzip\nY: y\netag: \"1\"\nx: new\nx: newer\n");
    }
}
