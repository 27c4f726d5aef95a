package ayatori.web.charset;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.web.Conformance;
import ayatori.web.Suites;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class EncodingTest {
    @Test
    void knowsEveryLabelOfTheStandard() throws IOException {
        var tally = Conformance.of(getClass(), "charset/whatwg");
        JsonNode groups = new JsonMapper()
                .readTree(Suites.path("charset/whatwg/encodings.json").toFile());
        for (JsonNode group : groups) {
            for (JsonNode encoding : group.path("encodings")) {
                for (JsonNode label : encoding.path("labels")) {
                    String text = label.asString();
                    Encoding known = Objects.requireNonNull(Encoding.forLabel(text), text);
                    tally.check(text, encoding.path("name").asString(), known.name());
                    assertThat(Encoding.forLabel(" \t" + text.toUpperCase(Locale.ROOT) + "\r\n"))
                            .as(text)
                            .isEqualTo(known);
                }
            }
        }
        tally.report();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "utf", "utf-7", "utf 8", "\u00A0utf-8", "unknown", "UTF-\u0130"})
    void refusesOtherLabels(String label) {
        assertThat(Encoding.forLabel(label)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "iso-8859-1, E9 80 97, é€—",
        "shift_jis, 82 A0 81 60 87 40 B1, あ～①ｱ",
        "x-sjis, 83 5C, ソ",
        "euc-jp, A4 A2 A1 C1 AD A1 8E B1 8F B0 A1, あ～①ｱ丂",
        "gb2312, D6 D0, 中",
        "gb2312, 81 30 89 38, ß",
        "big5, A4 A4, 中",
        "euc-kr, B0 A1 81 41, 가갂",
        "iso-8859-8-i, E0, א",
        "iso-8859-10, A1 FF, Ąĸ",
        "iso-8859-14, A1 FF, Ḃÿ",
        "iso-2022-jp, 1B 24 42 24 22 1B 28 42 41, あA",
        "koi8-u, A4, є",
        "macintosh, 8E DB, é€",
        "x-mac-cyrillic, A2 80, ҐА",
        "windows-874, A1, ก",
        "x-user-defined, 41 80 FF, A\uF780\uF7FF",
        "utf-16, 41 00 42 30, Aあ",
        "hz-gb-2312, 41 42 43, \uFFFD",
    })
    void decodesTextByLabel(String label, String hex, String expected) {
        byte[] bytes = HexFormat.ofDelimiter(" ").parseHex(hex);
        Encoding encoding = Objects.requireNonNull(Encoding.forLabel(label), label);
        byte[] utf8 = CharsetSniffer.toUtf8(bytes, 0, bytes.length, encoding.charset());
        assertThat(new String(utf8, StandardCharsets.UTF_8)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jis0208", "jis0212"})
    void decodesEveryCharacterOfEucJp(String table) throws IOException {
        Path folder = Suites.path("charset/encoding_rs/tests/test_data");
        String[] expected =
                Files.readString(folder.resolve(table + "_in_ref.txt")).split("\n", -1);
        byte[] in = Files.readAllBytes(folder.resolve(table + "_in.txt"));
        byte[] decoded = encoding("euc-jp").toUtf8(in, 0, in.length);
        String[] actual = new String(decoded, StandardCharsets.UTF_8).split("\n", -1);
        var tally = Conformance.of(getClass(), "charset/encoding_rs, decoding " + table);
        assertThat(actual).hasSameSizeAs(expected);
        for (int line = 0; line < expected.length; line++) {
            tally.check("line " + line, expected[line], actual[line]);
        }
        tally.report();
    }

    @ParameterizedTest
    @CsvSource({
        "windows-31j, Shift_JIS",
        "Shift_JIS, Shift_JIS",
        "GB18030, gb18030",
        "GB2312, GBK",
        "Big5-HKSCS, Big5",
        "x-windows-949, EUC-KR",
        "ISO-8859-1, windows-1252",
        "US-ASCII, windows-1252",
        "UTF-8, UTF-8",
        "UTF-16LE, UTF-16LE",
    })
    void knowsJavasCharsets(String charset, String expected) {
        Encoding encoding = Objects.requireNonNull(Encoding.of(Charset.forName(charset)));
        assertThat(encoding.name()).isEqualTo(expected);
        assertThat(Encoding.of(encoding.charset())).isEqualTo(encoding);
    }

    @Test
    void hasNotEveryCharsetOfJava() {
        assertThat(Encoding.of(Charset.forName("IBM037"))).isNull();
        assertThat(Encoding.of(Charset.forName("UTF-32"))).isNull();
    }

    @Test
    void hasOneObjectForEachConstant() {
        assertThat(encoding("utf-16")).isSameAs(Encoding.UTF_16LE);
        assertThat(encoding("utf8")).isSameAs(Encoding.UTF_8);
        assertThat(encoding("latin1")).isSameAs(Encoding.WINDOWS_1252);
    }

    @Test
    void onlyTheByteOrderMarkOfTheEncodingItselfIsDropped() {
        byte[] mark = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF, 'a'};
        assertThat(CharsetSniffer.toUtf8(mark, 0, 4, StandardCharsets.UTF_8)).containsExactly('a');
        assertThat(CharsetSniffer.toUtf8(mark, 0, 4, encoding("latin1").charset()))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("ï»¿a");
        assertThat(Encoding.UTF_8.toUtf8(mark, 0, 4)).isEqualTo(mark);
        byte[] gb18030 = {(byte) 0x84, 0x31, (byte) 0x95, 0x33};
        assertThat(CharsetSniffer.toUtf8(gb18030, 0, 4, encoding("gb18030").charset()))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("\uFEFF");
    }

    @ParameterizedTest
    @CsvSource({
        "ED A0 80, \uFFFD\uFFFD\uFFFD",
        "F0 80 80 41, \uFFFD\uFFFD\uFFFDA",
        "E2 82 41, \uFFFDA",
        "61 F0 9F 98, a\uFFFD",
        "C0 AF 2F, \uFFFD\uFFFD/",
    })
    void repairsUtf8(String hex, String expected) {
        byte[] bytes = HexFormat.ofDelimiter(" ").parseHex(hex);
        assertThat(CharsetSniffer.toUtf8(bytes, 0, bytes.length, StandardCharsets.UTF_8))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(expected);
    }

    private static Encoding encoding(String label) {
        return Objects.requireNonNull(Encoding.forLabel(label), label);
    }
}
