package ayatori.crawler.frontier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ayatori.web.http.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageRequestTest {
    private static final Headers HEADERS =
            Headers.of("X-Page", "2", "Authorization", "Basic eA==", "Content-Type", "text/plain");

    private static PageRequest request(String method, String body) {
        return new PageRequest(method, HEADERS, body.getBytes(UTF_8), "form", "{\"page\":2}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "CONNECT", "connect", "A B", "A\r\nX"})
    void refusesWhatIsNoMethod(String method) {
        assertThatIllegalArgumentException().isThrownBy(() -> request(method, ""));
    }

    @ParameterizedTest
    @CsvSource({
        "301, POST, GET", "302, POST, GET", "303, POST, GET", "307, POST, POST", "308, POST, POST",
        "302, PUT, GET", "303, HEAD, HEAD", "302, HEAD, HEAD", "302, GET, GET", "303, GET, GET"
    })
    void aRedirectKeepsTheMethodWhereTheStatusSaysSo(int status, String method, String expected) {
        PageRequest next = request(method, "a=1").redirected(status, true);
        assertThat(next.method()).isEqualTo(expected);
        boolean keepsBody = status >= 307 || (!next.isGet() && next.body().length > 0);
        assertThat(next.body().length > 0).isEqualTo(keepsBody || (status == 302 && method.equals("GET")));
        assertThat(next.label()).isEqualTo("form");
        assertThat(next.data()).isEqualTo("{\"page\":2}");
    }

    @Test
    void aRedirectToAnotherOriginTakesNoCredentialsAlong() {
        PageRequest next = request("POST", "a=1").redirected(307, false);
        assertThat(next.headers().contains("X-Page")).isTrue();
        assertThat(next.headers().contains("Content-Type")).isTrue();
        assertThat(next.headers().contains("Authorization")).isFalse();
        PageRequest get = request("POST", "a=1").redirected(303, true);
        assertThat(get.headers().contains("Authorization")).isTrue();
        assertThat(get.headers().contains("Content-Type")).isFalse();
    }

    @Test
    void aPlainGetStaysTheSameObject() {
        assertThat(PageRequest.GET.redirected(302, true)).isSameAs(PageRequest.GET);
    }
}
