package ayatori.web.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlTest {
    @Test
    void hasItsParts() throws UrlException {
        Url url = Url.parse("HTTPS://me:pa%20ss@Example.COM:8443/a/./b/../c d?q=1 2#top of it");
        assertThat(url.href()).isEqualTo("https://me:pa%20ss@example.com:8443/a/c%20d?q=1%202#top%20of%20it");
        assertThat(url.scheme()).isEqualTo("https");
        assertThat(url.username()).isEqualTo("me");
        assertThat(url.password()).isEqualTo("pa%20ss");
        assertThat(url.host()).isEqualTo("example.com");
        assertThat(url.port()).isEqualTo(8443);
        assertThat(url.authority()).isEqualTo("example.com:8443");
        assertThat(url.origin()).isEqualTo("https://example.com:8443");
        assertThat(url.path()).isEqualTo("/a/c%20d");
        assertThat(url.query()).isEqualTo("q=1%202");
        assertThat(url.pathAndQuery()).isEqualTo("/a/c%20d?q=1%202");
        assertThat(url.fragment()).isEqualTo("top%20of%20it");
        assertThat(url.isHttp()).isTrue();
        assertThat(url).hasToString(url.href());
    }

    @Test
    void leavesOutTheDefaultPortButKnowsIt() throws UrlException {
        Url url = Url.parse("http://example.com:80");
        assertThat(url.href()).isEqualTo("http://example.com/");
        assertThat(url.authority()).isEqualTo("example.com");
        assertThat(url.origin()).isEqualTo("http://example.com");
        assertThat(url.port()).isEqualTo(80);
        assertThat(Url.parse("https://example.com").port()).isEqualTo(443);
        assertThat(Url.parse("https://example.com:80").port()).isEqualTo(80);
    }

    @Test
    void tellsAMissingQueryFromAnEmptyOne() throws UrlException {
        assertThat(Url.parse("http://a/").query()).isNull();
        assertThat(Url.parse("http://a/").fragment()).isNull();
        assertThat(Url.parse("http://a/").pathAndQuery()).isEqualTo("/");
        assertThat(Url.parse("http://a/?#").query()).isEmpty();
        assertThat(Url.parse("http://a/?#").fragment()).isEmpty();
        assertThat(Url.parse("http://a/?#").href()).isEqualTo("http://a/?#");
    }

    @Test
    void hasNoHostOrPortIfTheSchemeHasNone() throws UrlException {
        Url url = Url.parse("mailto:me@example.com");
        assertThat(url.host()).isEmpty();
        assertThat(url.authority()).isEmpty();
        assertThat(url.port()).isEqualTo(-1);
        assertThat(url.origin()).isEqualTo("null");
        assertThat(url.path()).isEqualTo("me@example.com");
        assertThat(url.isHttp()).isFalse();
    }

    @Test
    void withoutFragmentDropsOnlyTheFragment() throws UrlException {
        Url url = Url.parse("https://u:p@example.com:1/a?b#c");
        assertThat(url.withoutFragment().href()).isEqualTo("https://u:p@example.com:1/a?b");
        assertThat(url.withoutFragment().fragment()).isNull();
        assertThat(url.withoutFragment().password()).isEqualTo("p");
        Url without = Url.parse("http://a/b");
        assertThat(without.withoutFragment()).isSameAs(without);
    }

    @Test
    void equalsByItsSerialization() throws UrlException {
        assertThat(Url.parse("HTTP://A:80/%7e/../b")).isEqualTo(Url.parse("http://a/b"));
        assertThat(Url.parse("HTTP://A:80/%7e/../b")).hasSameHashCodeAs(Url.parse("http://a/b"));
        assertThat(Url.parse("http://a/b")).isNotEqualTo(Url.parse("http://a/b#"));
        assertThat(Url.parse("http://a/b")).isNotEqualTo(Url.parse("http://a/B"));
    }

    @ParameterizedTest
    @CsvSource({
        "c, http://a/b/c",
        "../c, http://a/c",
        "/c, http://a/c",
        "//c, http://c/",
        "?c, http://a/b/?c",
        "#c, http://a/b/?q#c",
        "'', http://a/b/?q",
        "https:c, https://c/",
        "http:c, http://a/b/c",
        "tel:1, tel:1",
    })
    void resolvesAgainstItself(String link, String expected) throws UrlException {
        assertThat(Url.parse("http://a/b/?q#f").resolve(link).href()).isEqualTo(expected);
    }

    @Test
    void replacesAnUnpairedSurrogate() throws UrlException {
        assertThat(Url.parse("http://a/\uD800x").href()).isEqualTo("http://a/%EF%BF%BDx");
        assertThat(Url.parse("http://a/\uD83D\uDE00").href()).isEqualTo("http://a/%F0%9F%98%80");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "www.example.com | it must start with a scheme such as https://.",
                "http:// | it has no host.",
                "http://user@/ | it has no host.",
                "http://exa mple.com/ | its host contains a space, which no domain name may have.",
                "http://a<b/ | its host contains \"<\", which no domain name may have.",
                "http://a%00b/ | its host contains U+0000, which no domain name may have.",
                "foo://a<b/ | its host contains \"<\", which no host may have.",
                "http://example.com:80a/ | its port is not a number.",
                "http://example.com:65536/ | its port is above 65535.",
                "http://1.2.3.256/ | its host is an IPv4 address with a number that is too large.",
                "http://[::1/ | its host starts with [ but does not end with ].",
                "http://[::g]/ | its IPv6 address contains a character that is not a hexadecimal digit or a colon.",
                "http://xn--a.\u00DF/ | its host is not a valid international domain name.",
            })
    void saysWhatIsWrong(String input, String reason) {
        assertThat(Url.tryParse(input)).isNull();
        assertThatThrownBy(() -> Url.parse(input))
                .isInstanceOf(UrlException.class)
                .hasMessage("\"" + input + "\" is not a URL: " + reason);
    }

    @Test
    void hidesPasswordsInMessages() {
        assertThatThrownBy(() -> Url.parse("http://me:hush/@exa mple/"))
                .hasMessageStartingWith("\"http://me:hush/@exa mple/\" is not a URL"); // a path, as browsers read it
        assertThatThrownBy(() -> Url.parse("http://me:hu:sh@exa mple/"))
                .hasMessageStartingWith("\"http://me:...@exa mple/\" is not a URL");
    }

    @Test
    void escapesTerminalControlsInMessages() {
        String input = "\u001B[2J\u202Eevil\n\uD800" + "x".repeat(500);
        assertThatThrownBy(() -> Url.parse(input))
                .isInstanceOfSatisfying(
                        UrlException.class, e -> assertThat(e.input()).isEqualTo(input))
                .hasMessageStartingWith("\"\\u{1B}[2J\\u{202E}evil\\u{A}\\u{D800}xxx")
                .hasMessageContaining("x…\" is not a URL")
                .satisfies(e -> assertThat(e.toString()).hasSizeLessThan(300));
    }

    /** Hosts that take the IDNA library a minute or make it throw, and similar ones. They must be refused quickly. */
    @ParameterizedTest
    @ValueSource(strings = {"é", "é.", "\u0300\u0316", "日本語", "xn--a.", "\u00AD", "\u0644\u200D"})
    @Timeout(10)
    void refusesEndlessHostsQuickly(String piece) {
        assertThat(Url.tryParse("http://a" + piece.repeat(100_000) + "é/")).isNull();
        assertThat(Url.tryParse("http://" + "é" + "a".repeat(1500) + ".example/"))
                .isNull();
    }

    @Test
    void acceptsALongAsciiHost() throws UrlException {
        String host = "a.".repeat(100_000) + "a";
        assertThat(Url.parse("http://" + host + "/").host()).isEqualTo(host);
    }

    @Test
    @Timeout(10)
    void resolvesManyDotSegmentsQuickly() throws UrlException {
        String path = "a/".repeat(50_000) + "../".repeat(50_000);
        assertThat(Url.parse("http://h/" + path + "b").href()).isEqualTo("http://h/b");
    }

    @Test
    void removesTheTrailingDotOfAHost() throws UrlException {
        assertThat(Url.withoutTrailingDot(Url.parse("http://example.com./").host()))
                .isEqualTo("example.com");
        assertThat(Url.withoutTrailingDot("example.com")).isEqualTo("example.com");
        assertThat(Url.withoutTrailingDot("127.0.0.1")).isEqualTo("127.0.0.1");
        assertThat(Url.withoutTrailingDot(".")).isEqualTo(".");
        assertThat(Url.withoutTrailingDot("")).isEmpty();
    }
}
