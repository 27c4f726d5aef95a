package ayatori.web.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Where SVG and MathML begin and end. Each case is followed by {@code <style><a href=x></style>}. In HTML that is the text of a
 * style, in SVG and MathML it is a link.
 */
final class ForeignContentTest {
    private final PageScanner scanner = new PageScanner();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<svg>",
                "<math>",
                "<svg><g></g>",
                "<svg><path/><path></path></path>",
                "<svg><desc></desc>",
                "<svg><title></title>",
                "<svg><foreignObject><div></div></foreignObject>",
                "<svg><foreignObject><svg>",
                "<svg><svg></svg>",
                "<svg><font>",
                "<svg></nonsense>",
                "<svg></math>",
                "<math><mrow>",
                "<math><mi></mi>",
                "<math><mi><mglyph>",
                "<math><desc>",
                "<math><annotation-xml>",
                "<math><annotation-xml encoding=text/plain>",
                "<math><annotation-xml><svg>",
                "<div><svg><a></a>",
            })
    void isForeign(String html) {
        assertThat(linksAfter(html)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<svg/>",
                "<svg></svg>",
                "<svg><g></svg>",
                "<svg><desc>",
                "<SVG><TITLE>",
                "<svg><foreignObject>",
                "<svg><foreignObject></svg>",
                "<svg><foreignObject><p></foreignObject></svg>",
                "<svg><div>",
                "<svg><g><svg><p>",
                "<svg><font color=red>",
                "<svg><font x SIZE>",
                "<svg></p>",
                "<svg><g></br>",
                "<math><mi>",
                "<math><mtext><b>",
                "<math><annotation-xml encoding='Text/HTML'>",
                "<math><annotation-xml encoding='application/xhtml+xml'>",
                "<math><annotation-xml><svg><desc>",
                "<div><svg><g></div>",
                "<a><svg></a>",
                "<svg><svg></svg></svg>",
            })
    void isHtml(String html) {
        assertThat(linksAfter(html)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<svg>", "<svg><desc>", "<math><mi>", "<svg><foreignObject><p></p><svg>"})
    void cdataIsTextInForeignContent(String html) {
        assertThat(links(html + "<![CDATA[><a href=x>]]>")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<svg></svg>", "<svg><desc><b>", "<svg><p>"})
    void cdataIsACommentInHtml(String html) {
        assertThat(links(html + "<![CDATA[><a href=x>]]>")).isEqualTo(1);
    }

    private int linksAfter(String html) {
        return links(html + "<style><a href=x></style>");
    }

    private int links(String html) {
        byte[] body = html.getBytes(StandardCharsets.UTF_8);
        scanner.scan(body, 0, body.length);
        return scanner.linkCount();
    }
}
