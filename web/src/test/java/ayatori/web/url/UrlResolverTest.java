package ayatori.web.url;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.web.Conformance;
import ayatori.web.Suites;
import ayatori.web.charset.Encoding;
import ayatori.web.url.UrlResolver.Outcome;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class UrlResolverTest {
    private final UrlResolver resolver = new UrlResolver();

    @BeforeEach
    void setBase() throws UrlException {
        resolver.base(Url.parse("https://example.com/docs/index.html?v=1#top"));
    }

    private Outcome resolve(String link) {
        byte[] bytes = Utf8.encode(link);
        return resolver.resolve(bytes, 0, bytes.length);
    }

    private String url() {
        return new String(resolver.buffer(), 0, resolver.length(), US_ASCII);
    }

    private String part(int from, int to) {
        return url().substring(from, to);
    }

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "a.html#x,https://example.com/docs/a.html",
                "#x,https://example.com/docs/index.html?v=1",
                "'',https://example.com/docs/index.html?v=1",
                "?,https://example.com/docs/index.html?",
                "?a=b c'd,https://example.com/docs/index.html?a=b%20c%27d",
                "../../../a,https://example.com/a",
                "./b/./c/%2E%2e/,https://example.com/docs/b/",
                "..,https://example.com/",
                "/.,https://example.com/",
                "/,https://example.com/",
                "//Other.EXAMPLE:443/x,https://other.example/x",
                "http://other.example:443,http://other.example:443/",
                "http://127.1/,http://127.0.0.1/",
                "http://[0:0::1]:80/,http://[::1]/",
                "http://me:pw@host/,http://me:pw@host/",
                "日本?日本,https://example.com/docs/%E6%97%A5%E6%9C%AC?%E6%97%A5%E6%9C%AC",
                "http://bücher.example/,http://xn--bcher-kva.example/",
                "\\\\host\\a\\..\\b,https://host/b",
            })
    void writesTheUrlWithoutItsFragment(String link, String expected) {
        assertThat(resolve(link)).isEqualTo(Outcome.HTTP);
        assertThat(url()).isEqualTo(expected);
    }

    @Test
    void ignoresWhiteSpaceInLinks() {
        resolve(" \n a\tb\r\nc\u000C ");
        assertThat(url()).isEqualTo("https://example.com/docs/abc");
        resolve("ht\ntp://a\t/");
        assertThat(url()).isEqualTo("http://a/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://u:p@host.example:8080/a/b?c", "http://u@bücher.example/?", "//h", "/a/b?c", "x", "?"})
    void tellsWhereThePartsAre(String link) throws UrlException {
        assertThat(resolve(link)).isEqualTo(Outcome.HTTP);
        Url url = Url.parse(url());
        assertThat(part(0, resolver.schemeEnd())).isEqualTo(url.scheme());
        assertThat(part(resolver.hostStart(), resolver.hostEnd())).isEqualTo(url.host());
        assertThat(part(resolver.hostStart(), resolver.authorityEnd())).isEqualTo(url.authority());
        assertThat(part(resolver.authorityEnd(), resolver.pathEnd())).isEqualTo(url.path());
        assertThat(part(resolver.authorityEnd(), resolver.length())).isEqualTo(url.pathAndQuery());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"mailto:a@b", "javascript:void(0)", "DATA:,x", "tel:1", "ftp://host/", "file:///x", "x://h/"})
    void knowsOtherSchemes(String link) {
        resolve("a");
        assertThat(resolve(link)).isEqualTo(Outcome.OTHER_SCHEME);
        assertThat(resolver.length()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://", "//", "http://a b/", "http://a:b/", "http://h:65536/", "https://1.2.3.4.5/", "x://a<b"
            })
    void refusesInvalidUrls(String link) {
        resolve("a");
        assertThat(resolve(link)).isEqualTo(Outcome.INVALID);
        assertThat(resolver.length()).isZero();
    }

    @Test
    void needsABaseForRelativeLinksOnly() {
        var withoutBase = new UrlResolver();
        byte[] relative = {'a'};
        assertThat(withoutBase.resolve(relative, 0, 1)).isEqualTo(Outcome.INVALID);
        byte[] absolute = Utf8.encode("http://a");
        assertThat(withoutBase.resolve(absolute, 0, absolute.length)).isEqualTo(Outcome.HTTP);
    }

    @Test
    void takesANewBase() throws UrlException {
        resolver.base(Url.parse("http://other.example:8080/x/"));
        resolve("y");
        assertThat(url()).isEqualTo("http://other.example:8080/x/y");
        resolver.base(Url.parse("file:///x/"));
        assertThat(resolve("y")).isEqualTo(Outcome.OTHER_SCHEME);
        resolver.base(Url.parse("http://h/"));
        resolve("y");
        assertThat(url()).isEqualTo("http://h/y");
    }

    @Test
    void readsOnlyTheBytesItIsGiven() {
        byte[] page = "<a href=a/b.html>".getBytes(US_ASCII);
        assertThat(resolver.resolve(page, 8, 8)).isEqualTo(Outcome.HTTP);
        assertThat(url()).isEqualTo("https://example.com/docs/a/b.html");
        assertThatThrownBy(() -> resolver.resolve(page, 8, page.length)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void replacesMalformedUtf8AsADecoderDoes() {
        byte[] link = {'/', (byte) 0xE3, (byte) 0x81, 'a', (byte) 0xFF};
        assertThat(resolver.resolve(link, 0, link.length)).isEqualTo(Outcome.HTTP);
        assertThat(url()).isEqualTo("https://example.com/%EF%BF%BDa%EF%BF%BD");
    }

    @Test
    void stopsAtTheLengthCapInThePathAndInTheQuery() {
        resolver.lengthMax(100);
        for (String start : new String[] {"/", "?", "//h/?", "//bücher.example/", "?\t", "http:/\t/h/"}) {
            assertThat(resolve(start + "é".repeat(4_000))).as(start).isEqualTo(Outcome.TOO_LONG);
            assertThat(resolver.length()).isZero();
            assertThat(resolve(start + "e".repeat(4_000))).as(start).isEqualTo(Outcome.TOO_LONG);
        }
        assertThat(resolve("//u" + "@".repeat(200) + "h/")).isEqualTo(Outcome.TOO_LONG);
        assertThat(resolve("/" + "x".repeat(80))).isEqualTo(Outcome.HTTP);
        assertThat(resolver.length()).isEqualTo(100);
        assertThat(resolve("/" + "x".repeat(81))).isEqualTo(Outcome.TOO_LONG);
        assertThat(resolve("#" + "é".repeat(4_000)))
                .as("a fragment is not part of it")
                .isEqualTo(Outcome.HTTP);
    }

    @Test
    void keepsThePercentEncodedBytesBelowTheCap() {
        resolver.lengthMax(2_000);
        assertThat(resolve("/" + "é".repeat(100_000))).isEqualTo(Outcome.TOO_LONG);
        assertThat(resolver.buffer().length).isLessThan(210_000);
    }

    @ParameterizedTest
    @CsvSource({
        "/caf\u00E9, https://example.com/caf%E9",
        "/caf\u00C3\u00A9?\u00E9#\u00E9, https://example.com/caf%C3%A9?%E9",
        "//b\u00C3\u00BCcher.example/, https://xn--bcher-kva.example/",
        "a b, https://example.com/docs/a%20b",
    })
    void keepsOctetsOfUnknownEncodingAsTheyAre(String location, String expected) {
        byte[] octets = location.getBytes(ISO_8859_1);
        assertThat(resolver.resolveOctets(octets, 0, octets.length)).isEqualTo(Outcome.HTTP);
        assertThat(url()).isEqualTo(expected);
    }

    @Test
    void refusesOctetsInAHostThatAreNotUtf8() {
        byte[] octets = "//b\u00FCcher.example/".getBytes(ISO_8859_1);
        assertThat(resolver.resolveOctets(octets, 0, octets.length)).isEqualTo(Outcome.INVALID);
    }

    @ParameterizedTest
    @CsvSource({
        "/other/, true, https://example.com/other/x",
        "//h/a/b#top, true, https://h/a/x",
        "javascript:void(0), false, https://example.com/docs/x",
        "'data:;base64,AA', false, https://example.com/docs/x",
        "http://a b/, false, https://example.com/docs/x",
    })
    void takesTheBaseHrefOfThePage(String href, boolean taken, String expected) {
        byte[] bytes = Utf8.encode(href);
        assertThat(resolver.baseHref(bytes, 0, bytes.length)).isEqualTo(taken);
        resolve("x");
        assertThat(url()).isEqualTo(expected);
    }

    @Test
    void takesABaseOfAnotherScheme() {
        byte[] bytes = Utf8.encode("mailto:a@b");
        assertThat(resolver.baseHref(bytes, 0, bytes.length)).isTrue();
        assertThat(resolve("x")).isEqualTo(Outcome.INVALID);
        assertThat(resolve("http://h/")).isEqualTo(Outcome.HTTP);
    }

    @Test
    void refusesABaseOverTheCap() {
        resolver.lengthMax(100);
        byte[] bytes = Utf8.encode("/" + "a".repeat(100) + "/");
        assertThat(resolver.baseHref(bytes, 0, bytes.length)).isFalse();
        resolve("x");
        assertThat(url()).isEqualTo("https://example.com/docs/x");
    }

    @Test
    void writesTheQueryInThePagesEncoding() {
        resolver.queryCharset(Charset.forName("Shift_JIS"));
        resolve("/日本?日本");
        assertThat(url()).isEqualTo("https://example.com/%E6%97%A5%E6%9C%AC?%93%FA%96{");
        resolver.queryCharset(UTF_16LE);
        resolve("?日");
        assertThat(url()).isEqualTo("https://example.com/docs/index.html?%E6%97%A5");
        resolver.queryCharset(UTF_8);
        resolve("?日");
        assertThat(url()).isEqualTo("https://example.com/docs/index.html?%E6%97%A5");
    }

    @ParameterizedTest
    @CsvSource({
        "GBK, ?id=7&q=中, ?id=7&q=%D6%D0",
        "gb18030, ?\uE5E5, ?%26%2358853%3B",
        "gb18030, ?\uE81E, ?%FEY",
        "Big5, ?十&\u3046, ?%A4Q&%C6%EC",
        "EUC-JP, ?~\\, ?~\\",
        "ISO-2022-JP, ?a=b#c, ?a=b",
        "windows-1251, ?Я '€', ?%DF%20%27%88%27",
        "x-user-defined, ?\uF780, ?%80",
        "UTF-16BE, ?é, ?%C3%A9",
        "replacement, ?é, ?%C3%A9",
    })
    void writesTheQueryAsTheEncodingStandardEncodes(String label, String link, String expected) {
        resolver.queryCharset(
                Objects.requireNonNull(Encoding.forLabel(label), label).charset());
        assertThat(resolve(link)).isEqualTo(Outcome.HTTP);
        assertThat(url()).isEqualTo("https://example.com/docs/index.html" + expected);
    }

    @Test
    void stopsAtTheLengthCapInEveryEncoding() {
        resolver.lengthMax(100);
        for (String label : new String[] {"windows-1251", "iso-2022-jp", "gb18030"}) {
            resolver.queryCharset(
                    Objects.requireNonNull(Encoding.forLabel(label), label).charset());
            assertThat(resolve("?" + "€".repeat(4_000))).as(label).isEqualTo(Outcome.TOO_LONG);
        }
    }

    @Test
    void shrinksTheBufferAfterAnEnormousLink() {
        String enormous = "/" + "é".repeat(200_000);
        assertThat(resolve(enormous)).isEqualTo(Outcome.HTTP);
        assertThat(resolver.length()).isEqualTo("https://example.com/".length() + 6 * 200_000);
        assertThat(resolve("a")).isEqualTo(Outcome.HTTP);
        assertThat(url()).isEqualTo("https://example.com/docs/a");
        assertThat(resolver.buffer().length).isLessThan(100_000);
    }

    /** Links of real pages, as another implementation of the standard resolves them. */
    @Test
    void agreesOnTheLinksOfRealPages() throws IOException, UrlException {
        var tally = Conformance.of(getClass(), "links/real-page-links.jsonl, links");
        for (String line : Files.readAllLines(Suites.path("links/real-page-links.jsonl"))) {
            JsonNode page = JsonMapper.shared().readTree(line);
            Url base = Url.parse(page.get("documentUrl").stringValue());
            if (!page.get("baseHref").isNull()) {
                base = base.resolve(page.get("baseHref").stringValue());
            }
            resolver.base(base);
            for (JsonNode link : page.get("links")) {
                String raw = link.get("raw").stringValue();
                Url resolved = base.tryResolve(raw);
                String expected = link.path("resolved").stringValue("no URL");
                tally.check(raw, expected, resolved == null ? "no URL" : resolved.href());
                if (resolve(raw) == Outcome.HTTP) {
                    assertThat(url())
                            .as(raw)
                            .isEqualTo(Url.parse(expected).withoutFragment().href());
                }
            }
        }
        tally.report();
    }
}
