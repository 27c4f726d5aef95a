package ayatori.web.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.web.url.Url;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyringTest {
    private static final Credentials ME = Credentials.password("me", "s:e=c");

    @ParameterizedTest
    @CsvSource({
        "example.org, https://example.org/a, true",
        "Example.ORG, https://example.org:443/, true",
        "example.org, http://example.org/, false",
        "example.org, https://example.org:8443/, false",
        "example.org, https://www.example.org/, false",
        "example.org:8443, https://example.org:8443/, true",
        "http://localhost:8080, http://localhost:8080/a?b, true",
        "http://localhost:8080/, http://localhost:8081/, false",
        "HTTPS://[::1]:1, https://[0:0::1]:1/, true",
    })
    void keepsCredentialsToSchemeHostAndPort(String host, String url, boolean found) {
        assertThat(Keyring.EMPTY.with(host + "=me:s:e=c").of(url(url))).isEqualTo(found ? ME : null);
    }

    @Test
    void prefersWhatTheUrlCarries() {
        Keyring keys = Keyring.EMPTY.with("example.org=me:s:e=c");
        assertThat(keys.of(url("https://you:too@example.org/"))).isEqualTo(Credentials.password("you", "too"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "secret",
                "=me:secret",
                "example.org=secret",
                "example.org/path=me:secret",
                "ftp://example.org=me:secret",
                "u@example.org=me:secret",
                "example.org=Bearer sec ret",
                "example.org=me:secret\u0007",
                " = : ",
            })
    void saysWhatIsWrongWithoutRepeatingIt(String line) {
        assertThatThrownBy(() -> Keyring.EMPTY.with(line))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain("secret", "sec ret");
    }

    @Test
    void readsFiles() {
        Keyring keys = Keyring.EMPTY.withLines("# mine\n\nexample.org=me:s:e=c\nhttp://a.example=Bearer t\n");
        assertThat(keys.of(url("https://example.org/"))).isEqualTo(ME);
        assertThat(keys.of(url("http://a.example/"))).isEqualTo(Credentials.bearer("t"));
        assertThatThrownBy(() -> Keyring.EMPTY.withLines("\nexample.org")).hasMessageStartingWith("line 2: ");
    }

    @Test
    void readsNetrc() {
        Keyring keys = Keyring.EMPTY.withNetrc("""
                # comment
                machine example.org login me password s:e=c
                machine a.example
                \tlogin you
                  password too account none
                macdef init
                machine evil.example login x password y

                default login anonymous password guest""");
        assertThat(keys.of(url("https://example.org/"))).isEqualTo(ME);
        assertThat(keys.of(url("https://a.example/"))).isEqualTo(Credentials.password("you", "too"));
        assertThat(keys.of(url("https://evil.example/"))).isNull();
        assertThat(keys.of(url("https://other.example/"))).isNull();
    }

    @Test
    void showsNoSecrets() {
        Keyring keys = Keyring.EMPTY.with("example.org=me:secret").with("a.example=Bearer secret");
        assertThat(keys.toString()).contains("https://example.org").doesNotContain("secret");
        assertThat("" + keys.of(url("https://example.org/")) + keys.of(url("https://a.example/")))
                .doesNotContain("secret,", ":secret", " secret");
    }

    private static Url url(@Nullable String text) {
        return Objects.requireNonNull(Url.tryParse(Objects.requireNonNull(text)));
    }
}
