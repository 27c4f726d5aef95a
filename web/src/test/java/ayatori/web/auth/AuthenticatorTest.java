package ayatori.web.auth;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.web.url.Url;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthenticatorTest {
    /** RFC 7616 section 3.9.1. */
    private static final String MUFASA = "realm=\"http-auth@example.org\", qop=\"auth, auth-int\","
            + " nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\","
            + " opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"";

    private static final String CNONCE = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";

    @ParameterizedTest
    @CsvSource({
        "MD5, 8ca523f5e9506fed4657c9700eebdbec",
        "SHA-256, 753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1",
    })
    void answersDigestAsRfc7616Does(String algorithm, String response) {
        var authenticator = authenticator("Mufasa", "Circle of Life", CNONCE);
        Url url = url("http://www.example.org/dir/index.html");
        assertThat(authenticator.beforehand("GET", url)).isNull();
        assertThat(answer(authenticator, url, "Digest " + MUFASA + ", algorithm=" + algorithm))
                .isEqualTo("Digest username=\"Mufasa\", realm=\"http-auth@example.org\","
                        + " nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", uri=\"/dir/index.html\","
                        + " response=\"" + response + "\", algorithm=" + algorithm + ","
                        + " opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\", qop=auth, nc=00000001,"
                        + " cnonce=\"" + CNONCE + "\"");
    }

    /** After RFC 7616 section 3.9.2, whose own hashes are not SHA-512/256 (erratum 4897): these are Python's. */
    @Test
    void hidesTheUserWhereTheServerWantsIt() {
        var authenticator = authenticator("Jäsøn Doe", "Secret, or not?", "NTg6RKcb9boFIAS3KrFK9BGeh+niz/sm");
        assertThat(answer(
                        authenticator,
                        url("http://api.example.org/doe.json"),
                        "Digest realm=\"api@example.org\", qop=\"auth\", algorithm=SHA-512-256,"
                                + " nonce=\"5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK\","
                                + " opaque=\"HRPCssKJSGjCrkzDg8OhwpzCiGPChXYjwrI2QmXDnsOS\", charset=UTF-8,"
                                + " userhash=true"))
                .contains(
                        "username=\"793263caabb707a56211940d90411ea4a575adeccb7e360aeb624ed06ece9b0b\"",
                        "response=\"7a4e1192babbba02e91182d2895bfdbf7adafc6e48d4e517ca301974843d840c\"",
                        "userhash=true");
    }

    /** RFC 2069 as corrected, as servers without qop still do. */
    @Test
    void answersDigestWithoutQualityOfProtection() {
        var authenticator = authenticator("Mufasa", "Circle Of Life", "unused");
        assertThat(answer(
                        authenticator,
                        url("http://www.nowhere.org/dir/index.html"),
                        "Digest realm=\"testrealm@host.com\", nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\""))
                .contains("response=\"670fd8c2df070c60b045671b8b24ff02\"")
                .doesNotContain("nc=", "cnonce=", "qop=");
    }

    @Test
    void countsTheUsesOfANonceAndAnswersBeforehand() {
        var authenticator = authenticator("me", "secret", "c");
        Url url = url("https://example.org/a");
        assertThat(answer(authenticator, url, "Digest realm=r, nonce=n, qop=auth"))
                .contains("nc=00000001");
        assertThat(authenticator.beforehand("GET", url)).contains("nc=00000002", "uri=\"/a\"");
        assertThat(authenticator.beforehand("GET", url("https://example.org/b?c")))
                .contains("nc=00000003", "uri=\"/b?c\"");
        assertThat(authenticator.beforehand("GET", url("http://example.org/"))).isNull();
        assertThat(authenticator.beforehand("GET", url("https://example.org:444/")))
                .isNull();
        assertThat(authenticator.beforehand("GET", url("https://www.example.org/")))
                .isNull();
    }

    @Test
    void takesUpANewNonceAndGivesUpWhenRefused() {
        var authenticator = authenticator("me", "secret", "c");
        Url url = url("https://example.org/a");
        String first = answer(authenticator, url, "Digest realm=r, nonce=\"n1\", qop=auth");
        String second =
                authenticator.answer("GET", url, List.of("Digest realm=r, nonce=\"n2\", qop=auth, stale=true"), first);
        assertThat(second).contains("nonce=\"n2\"", "nc=00000001");
        assertThat(authenticator.answer("GET", url, List.of("Digest realm=r, nonce=\"n2\", qop=auth"), second))
                .isNull();
        assertThat(authenticator.beforehand("GET", url)).isNull();
    }

    @Test
    void sendsBasicOnceAskedAndDoesNotRepeatIt() {
        var authenticator = authenticator("Aladdin", "open sesame", "c");
        Url url = url("https://example.org/a");
        String answer = answer(authenticator, url, "Basic realm=\"WallyWorld\"");
        assertThat(answer).isEqualTo("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
        assertThat(authenticator.beforehand("GET", url)).isEqualTo(answer);
        assertThat(authenticator.answer("GET", url, List.of("Basic realm=\"WallyWorld\""), answer))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Basic realm=\"a, b\", Digest realm=r, nonce=n, qop=auth | Digest",
                "Digest realm=r, nonce=n, algorithm=SHA-256, Digest realm=r, nonce=n | algorithm=SHA-256",
                "Digest realm=r, nonce=n, Digest realm=r, nonce=n, algorithm=SHA-256 | algorithm=SHA-256",
                "Negotiate, NTLM abc==, Basic | Basic",
                "Digest realm=r, nonce=n, qop=auth-int, Basic realm=x | Basic",
                "Digest realm=r, nonce=n, algorithm=TIGER, BASIC realm=x | Basic",
                ",, basic  realm = \"quoted \\\" quote\" ,, | Basic",
                "Digest realm=\"a\\\"b\", nonce=\"n\\\\m\" | realm=\"a\\\"b\", nonce=\"n\\\\m\"",
                "Bearer realm=x | ",
                "Negotiate | ",
                "'' | ",
                "=== \" Basic | ",
            })
    void answersTheStrongestChallengeItUnderstands(String challenges, @Nullable String part) {
        String answer = answer(authenticator("me", "secret", "c"), url("https://example.org/"), challenges);
        if (part == null) {
            assertThat(answer).isNull();
        } else {
            assertThat(answer).contains(part);
        }
    }

    @Test
    void sendsATokenAtOnceAndHasNoOtherAnswer() {
        var authenticator = new Authenticator(Keyring.EMPTY.with("example.org=Bearer abc.def="), () -> "c");
        Url url = url("https://example.org/");
        assertThat(authenticator.beforehand("GET", url)).isEqualTo("Bearer abc.def=");
        assertThat(authenticator.answer("GET", url, List.of("Basic realm=x"), "Bearer abc.def="))
                .isNull();
        assertThat(authenticator.beforehand("GET", url("http://example.org/"))).isNull();
    }

    @Test
    void answersForTheUserInTheUrl() {
        var authenticator = new Authenticator(Keyring.EMPTY, () -> "c");
        assertThat(answer(authenticator, url("http://m%20e:p%2Bs+@example.org/"), "Digest realm=r, nonce=n"))
                .contains("username=\"m e\"");
    }

    /** Challenges come from the network: the time to parse one is linear in its length. */
    @Test
    void readsLongNonsenseQuickly() {
        String nonsense = "a ".repeat(100_000) + "\"" + "\\\"".repeat(100_000) + "b=".repeat(100_000);
        assertThat(answer(authenticator("me", "secret", "c"), url("https://example.org/"), nonsense))
                .isNull();
    }

    private static @Nullable String answer(Authenticator authenticator, Url url, String challenges) {
        return authenticator.answer("GET", url, List.of(challenges), null);
    }

    private static Authenticator authenticator(String user, String password, String cnonce) {
        Credentials who = Credentials.password(user, password);
        Keyring keys = Keyring.EMPTY;
        for (String origin : List.of(
                "http://www.example.org", "http://api.example.org", "http://www.nowhere.org", "https://example.org")) {
            keys = keys.with(url(origin), who);
        }
        return new Authenticator(keys, () -> cnonce);
    }

    private static Url url(String text) {
        return Objects.requireNonNull(Url.tryParse(text));
    }
}
