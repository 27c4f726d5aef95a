package ayatori.web.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RefreshTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "5,5,null",
                "`  5 `,5,null",
                "5.9,5,null",
                ".5,0,null",
                "1.2.3;x,1,x",
                "0;url=/a,0,/a",
                "0; URL = '/a b' tail,0,/a b",
                "0; url=\"/a,0,/a",
                "`0 , url=/a`,0,/a",
                "0 /a,0,/a",
                "0;/a,0,/a",
                "0; url/a,0,url/a",
                "0; ur=/a,0,ur=/a",
                "0; '/a'b,0,/a",
                "0;url=,0,``",
                "0;;a,0,;a",
                "0;,0,null",
                "99999999999999999999;a,2147483647,a",
            })
    void followsTheStandardsSteps(String value, int seconds, String url) {
        assertThat(Refresh.parse(value)).isEqualTo(new Refresh(seconds, url));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "x", ";url=/a", "url=/a", "-1;url=/a", "5x;url=/a", "+1"})
    void refusesWhatIsNoRefresh(String value) {
        assertThat(Refresh.parse(value)).isNull();
    }

    @Test
    void givesTheUrlOfAHeaderAsBytes() {
        assertThat(Refresh.url(latin1("0; url=/caf\u00e9"))).isEqualTo(latin1("/caf\u00e9"));
        assertThat(Refresh.url(latin1("5"))).isNull();
        assertThat(Refresh.url(latin1("soon; url=/a"))).isNull();
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void refusesNegativeDelays() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Refresh(-1, null));
    }
}
