package ayatori.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.web.url.Url;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadersTest {
    @Test
    void findsFieldsWhateverTheirCase() {
        Headers headers = Headers.of("Set-Cookie", "a", "X", "b", "set-cookie", "c");

        assertThat(headers.first("SET-COOKIE")).isEqualTo("a");
        assertThat(headers.all("set-COOKIE")).containsExactly("a", "c");
        assertThat(headers.first("none")).isNull();
        assertThat(headers.contains("x")).isTrue();
        assertThat(headers).hasSize(3).first().isEqualTo(new Headers.Field("Set-Cookie", "a"));
    }

    @Test
    void replacesAFieldAndKeepsTheOthers() {
        assertThat(Headers.of("A", "1", "B", "2", "a", "3").with("A", "4")).hasToString("B: 2\nA: 4\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX: y", "a\nb", "a\0b", "綾"})
    void refusesValuesThatWouldBreakTheMessage(String value) {
        assertThatThrownBy(() -> Headers.of("Name", value)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a:", "a\r", "ä"})
    void refusesNamesThatAreNone(String name) {
        assertThatThrownBy(() -> Headers.of(name, "value")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host", "content-length", "Transfer-Encoding", "Connection"})
    void leavesTheFramingOfMessagesToTheClient(String name) throws Exception {
        var request = ClientRequest.get(Url.parse("http://example.org/"));

        assertThatThrownBy(() -> request.withHeader(name, "1")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GET /", "G\r\nT", "CONNECT"})
    void refusesMethodsThatAreNone(String method) throws Exception {
        Url url = Url.parse("http://example.org/");

        assertThatThrownBy(() -> ClientRequest.of(method, url)).isInstanceOf(IllegalArgumentException.class);
    }
}
