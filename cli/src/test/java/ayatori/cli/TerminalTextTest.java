package ayatori.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TerminalTextTest {

    @Test
    void showsControlsByTheirCode() {
        assertThat(TerminalText.escape("a\u001b[31mb\u0007\r\n\tc\u007f"))
                .isEqualTo("a\\x1b[31mb\\x07\\x0d\\x0a\\x09c\\x7f");
        assertThat(TerminalText.escape("\u009b31m")).isEqualTo("\\x9b31m");
    }

    @Test
    void showsBidirectionalControlsByTheirCode() {
        assertThat(TerminalText.escape("\u202egro.elpmaxe\u202c \u2066x\u2069\u200f"))
                .isEqualTo("\\u202egro.elpmaxe\\u202c \\u2066x\\u2069\\u200f");
    }

    @Test
    void showsWhatHasNoShapeByItsCode() {
        assertThat(TerminalText.escape("\u2028\u2029\ufeff\ue000\ud800\udb40\udc41"))
                .isEqualTo("\\u2028\\u2029\\ufeff\\ue000\\ud800\\ue0041");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "Übergröße", "あやとり", "👩\u200d🚀", "نخ", "e\u0301"})
    void leavesTextAlone(String text) {
        assertThat(TerminalText.escape(text)).isEqualTo(text);
    }

    @Test
    void escapesEveryCharacterThatIsAControl() {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            if (Character.isISOControl(c)) {
                assertThat(TerminalText.escape(Character.toString(c)))
                        .as("U+%04X", c)
                        .matches("\\\\x[0-9a-f]{2}");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"abc,3", "あや,4", "e\u0301,1", "한글,4", "ｱ,1", "😀,2", "'',0"})
    void measuresColumns(String text, int columns) {
        assertThat(TerminalText.columns(text)).isEqualTo(columns);
    }

    @Test
    void clipsToColumns() {
        assertThat(TerminalText.clip("abcdef", 6, "…")).isEqualTo("abcdef");
        assertThat(TerminalText.clip("abcdef", 5, "…")).isEqualTo("abcd…");
        assertThat(TerminalText.clip("あやとり", 6, "…")).isEqualTo("あや…");
        assertThat(TerminalText.clip("abc", 1, "…")).isEqualTo("…");
        assertThat(TerminalText.clip("abc", 0, "…")).isEmpty();
    }

    @Test
    void wrapsBetweenWords() {
        assertThat(TerminalText.wrap("one two three", 7)).containsExactly("one two", "three");
        assertThat(TerminalText.wrap("one two three", 20)).containsExactly("one two three");
        assertThat(TerminalText.wrap("a loooooong word", 4)).containsExactly("a", "loooooong", "word");
        assertThat(TerminalText.wrap("", 4)).containsExactly("");
    }

    @Test
    void fillsToColumns() {
        assertThat(TerminalText.left("あや", 6, "…")).isEqualTo("あや  ");
        assertThat(TerminalText.left("あやとり", 6, "…")).isEqualTo("あや… ");
        assertThat(TerminalText.right("12", 5)).isEqualTo("   12");
    }
}
