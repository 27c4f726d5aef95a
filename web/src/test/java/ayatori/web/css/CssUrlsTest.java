package ayatori.web.css;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CssUrlsTest {
    private static List<String> urls(String css) {
        return CssUrls.of(css).stream().map(CssUrl::url).toList();
    }

    private static List<String> kinds(String css) {
        return CssUrls.of(css).stream().map(url -> url.kind() + " " + url.url()).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '~',
            value = {
                "p { background: url(a.png) } => a.png",
                "p { background: url( a.png ) } => a.png",
                "p { background: url('a b.png') } => a b.png",
                "p { background: URL(\"a.png\") } => a.png",
                "p { background: u\\72l(a.png) } => a.png",
                "p { background: url(a\\20 b.png) } => a b.png",
                "p { background: url(\\61.png) } => a.png",
                "p { background: url(a.png) no-repeat => a.png",
                "p { background: url(a.png => a.png",
                "p { background: url(a.png?x=1;y=2) } => a.png?x=1;y=2",
                "p { --x: url(a.png) } => a.png",
                "p { & b { background: url(a.png) } } => a.png",
                "@media (width < 5px) { p { background: url(a.png) } } => a.png",
                "@container c (width > 1px) { p { background: url(a.png) } } => a.png",
                "p { background: image-set('a.png' 1x) } => a.png",
                "p { background: -webkit-image-set(url(a.png) 1x) } => a.png",
                "p { background: image-set('a.png' type('image/png')) } => a.png",
                "p { background: url('a.png' crossorigin(anonymous)) } => a.png",
                "p { *background: url(a.png); } => a.png",
                "} p { background: url(a.png) } => a.png",
                "p { background: url(a.png) }} => a.png",
                "/* url(b.png) */ p { background: url(a.png) } => a.png",
                "p::before { content: 'url(b.png)'; background: url(a.png) } => a.png",
                "p { background: url(b c.png), url(a.png) } => a.png",
                "p { background: url(b(c.png), url(a.png) } => a.png",
                "p { mask: url(#b); background: url(a.png) } => a.png",
                "p { background: myurl(b.png) url(a.png) } => a.png",
                "p { cursor: url(a.png) 2 2, auto } => a.png",
                "@namespace svg url(http://www.w3.org/2000/svg); p { background: url(a.png) } => a.png",
                "<!-- p { background: url(a.png) } --> => a.png",
            })
    void whatABrowserLoads(String css, String url) {
        assertThat(urls(css)).containsExactly(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@import 'a.css';",
                "@import \"a.css\" screen and (width > 1px);",
                "@import url(a.css);",
                "@import url('a.css') layer(base) supports(display: grid);",
                "@charset 'utf-8'; @import 'a.css';",
                "@layer one, two; @import 'a.css';",
                "/* first */ @import\n'a.css';",
                "@IMPORT 'a.css'",
            })
    void imports(String css) {
        assertThat(kinds(css)).containsExactly("IMPORT a.css");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "p { color: red } @import 'a.css';",
                "@media screen { @import 'a.css'; }",
                "@layer x { } @import 'a.css';",
                "@font-face { } @import 'a.css';",
                "@import media 'a.css';",
            })
    void anImportThatBrowsersIgnoreIsNone(String css) {
        assertThat(urls(css)).isEmpty();
    }

    @Test
    void aStringThatIsNotClosedEndsWithItsLine() {
        assertThat(urls("p { content: 'b\n; background: url(a.png) }")).containsExactly("a.png");
    }

    @Test
    void fontsAreToldFromImages() {
        assertThat(kinds("@font-face { font-family: x; src: local('y'), url(a.woff2) format('woff2'), src('b.woff') }"
                        + " @font-palette-values --x { } p { background: url(c.png) }"))
                .containsExactly("FONT a.woff2", "FONT b.woff", "IMAGE c.png");
    }

    @Test
    void rewritingLeavesAllElseAsItIs() {
        String css = "@import 'a.css' print;\np{background:url( b.png )no-repeat;content:'url(x)'}/* url(y) */ "
                + "q{src:url(\"c\\\"d.png\")}";
        assertThat(CssUrls.rewrite(css, url -> null)).isSameAs(css);
        assertThat(CssUrls.rewrite(css, url -> "../" + url.url()))
                .isEqualTo("@import \"../a.css\" print;\np{background:url(\"../b.png\")no-repeat;content:'url(x)'}"
                        + "/* url(y) */ q{src:url(\"../c\\\"d.png\")}");
    }

    @Test
    void whatIsWrittenIsReadBack() {
        var random = new SplittableRandom(16);
        for (int i = 0; i < 500; i++) {
            var url = new StringBuilder("x");
            for (int n = random.nextInt(12); n > 0; n--) {
                url.append("ab/\"'\\() \n\u007f\u00e9{};".charAt(random.nextInt(15)));
            }
            String css = CssUrls.rewrite("@import 'a'; p { background: url(b) }", found -> url.toString());
            assertThat(urls(css)).as(css).containsExactly(url.toString(), url.toString());
        }
    }

    @Test
    void noInputMakesItFail() {
        var random = new SplittableRandom(17);
        String alphabet = "url(@import\"'\\/*{}[]();: \n#-<!>a1\u00e9\u0000";
        for (int i = 0; i < 5_000; i++) {
            var css = new StringBuilder();
            for (int n = random.nextInt(40); n > 0; n--) {
                css.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertThat(CssUrls.rewrite(css.toString(), CssUrl::url)).isNotNull();
        }
    }

    @Test
    void theEncodingIsThatOfTheMarkThenTheHeaderThenTheRule() {
        byte[] latin = "@charset \"iso-8859-1\"; \u00e9".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(CssText.decode(latin, "text/css", null)).endsWith("\u00e9");
        assertThat(CssText.decode(latin, "text/css; charset=utf-8", null)).endsWith("\ufffd");
        assertThat(CssText.decode("\ufeff\u00e9".getBytes(StandardCharsets.UTF_8), "text/css; charset=latin1", null))
                .isEqualTo("\u00e9");
    }
}
