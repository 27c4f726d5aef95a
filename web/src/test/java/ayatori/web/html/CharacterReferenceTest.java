package ayatori.web.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CharacterReferenceTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "&amp;, &, &",
                "&ampx, &x, &ampx",
                "&amp=, &=, &amp=",
                "&amp, &, &",
                "&amp x, & x, & x",
                "&notit;, ¬it;, &notit;",
                "&notin;, ∉, ∉",
                "&no, &no, &no",
                "&nosuch;, &nosuch;, &nosuch;",
                "&&lt;, &<, &<",
                "&;, &;, &;",
                "&#65;&#x41;&#X41 &#65x, AAA Ax, AAA Ax",
                "&#, &#, &#",
                "&#x, &#x, &#x",
                "&#xg, &#xg, &#xg",
                "&#0;&#xD800;&#x110000;, \uFFFD\uFFFD\uFFFD, \uFFFD\uFFFD\uFFFD",
                "&#99999999999999999999;, \uFFFD, \uFFFD",
                "&#x80;&#x9F;, €Ÿ, €Ÿ",
                "&NotEqualTilde;&fjlig;, ≂\u0338fj, ≂\u0338fj",
                "&#x1F408;, 🐈, 🐈",
            })
    void decodesTextAndAttributes(String input, String text, String attribute) {
        assertThat(decode(input, false)).isEqualTo(text);
        assertThat(decode(input, true)).isEqualTo(attribute);
    }

    @Test
    void knowsAllNamesOfTheStandard() {
        // jsoup has its own copy of the list.
        int names = 0;
        for (String name : CharacterReferenceNames.all()) {
            assertThat(decode("&" + name, false))
                    .as(name)
                    .isEqualTo(Parser.unescapeEntities("&" + name, false))
                    .doesNotStartWith("&" + name.charAt(0));
            names++;
        }
        assertThat(names).isEqualTo(2_231);
    }

    private static String decode(String input, boolean inAttribute) {
        // The byte after the range must not count.
        byte[] bytes = (input + ";").getBytes(StandardCharsets.UTF_8);
        Utf8Buffer out = new Utf8Buffer();
        if (inAttribute) {
            TextDecoder.attributeValue(bytes, 0, bytes.length - 1, out);
        } else {
            TextDecoder.text(bytes, 0, bytes.length - 1, TokenizerState.DATA, out);
        }
        return out.toString();
    }
}
