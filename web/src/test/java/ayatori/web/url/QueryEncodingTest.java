package ayatori.web.url;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ayatori.web.Conformance;
import ayatori.web.Suites;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryEncodingTest {
    private static String encode(String charset, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return QueryEncoding.of(Charset.forName(charset))
                .percentEncode(bytes, 0, bytes.length, PercentEncodeSet.SPECIAL_QUERY);
    }

    @ParameterizedTest
    @CsvSource({
        // The web platform tests for percent-encoding.
        "Big5, \u2020, %26%238224%3B",
        "EUC-KR, \u2020, %A2%D3",
        "windows-1252, \u2020, %86",
        "ISO-8859-1, \u2020, %86",
        "ISO-2022-JP, \u203E\\, %1B(J~%1B(B\\",
        "GB18030, \uE5E5, %26%2358853%3B",
        "GBK, \uE5E5, %26%2358853%3B",
        "Shift_JIS, \u2212, %81|",
        "ISO-8859-2, \u00A2, %26%23162%3B",
        // More of the Encoding Standard's encoders.
        "GBK, €, %80",
        "GB18030, €, %A2%E3",
        "GBK, \uD83D\uDE00, %26%23128512%3B",
        "GB18030, \uD83D\uDE00, %949%FC6",
        "Big5, 一€, %A4@%A3%E1",
        "Big5, \u4E02, %26%2319970%3B",
        "EUC-JP, 日\uFF71本, %C6%FC%8E%B1%CB%DC",
        "EUC-JP, \u4E02, %26%2319970%3B",
        "Shift_JIS, \u7E8A\uFF71\u00A5\u203E, %FA\\%B1\\~",
        "EUC-JP, \u7E8A, %F9%A1",
        "Shift_JIS, \uE5E5, %26%2358853%3B",
        "ISO-2022-JP, 日a本, %1B$BF|%1B(Ba%1B$BK\\%1B(B",
        "ISO-2022-JP, \uFF71\uFF9E, %1B$B%%22!+%1B(B",
        "ISO-2022-JP, 日\u4E02, %1B$BF|%1B(B%26%2319970%3B",
        "ISO-2022-JP, \u00A5a\\, %1B(J\\a%1B(B\\",
        "UTF-16LE, é, %C3%A9",
        "windows-1251, Яб é, %DF%E1%20%26%23233%3B",
    })
    void encodesAsTheEncodingStandardSays(String charset, String text, String expected) {
        assertThat(encode(charset, text)).isEqualTo(expected);
    }

    @Test
    void refusesShiftsAndEscapesInIso2022Jp() {
        assertThat(encode("ISO-2022-JP", "\u000EA")).isEqualTo("%26%2365533%3BA");
        assertThat(encode("ISO-2022-JP", "日\u001B")).isEqualTo("%1B$BF|%1B(B%26%2365533%3B");
        assertThat(encode("ISO-2022-JP", "\u203E\u000F")).isEqualTo("%1B(J~%26%2365533%3B%1B(B");
        assertThat(encode("Big5", "\u000EA")).isEqualTo("%0EA");
    }

    @Test
    void startsEachTextInAscii() {
        QueryEncoding encoding = QueryEncoding.of(Charset.forName("ISO-2022-JP"));
        byte[] text = "日".getBytes(UTF_8);
        for (int i = 0; i < 3; i++) {
            assertThat(encoding.percentEncode(text, 0, text.length, PercentEncodeSet.QUERY))
                    .isEqualTo("%1B$BF|%1B(B");
        }
    }

    /** Every character of the index, as encoding_rs encodes it in EUC-JP. */
    @Test
    void agreesOnAllOfJis0208() throws IOException {
        String folder = "charset/encoding_rs/tests/test_data/";
        List<String> characters = Files.readAllLines(Suites.path(folder + "jis0208_out.txt"));
        List<byte[]> expected = lines(Files.readAllBytes(Suites.path(folder + "jis0208_out_ref.txt")));
        assertThat(characters).hasSameSizeAs(expected);
        var tally = Conformance.of(getClass(), "charset/encoding_rs, encoding jis0208");
        for (int i = 0; i < expected.size(); i++) {
            var encoded = new StringBuilder();
            PercentEncodeSet.SPECIAL_QUERY.append(encoded, expected.get(i), 0, expected.get(i).length);
            tally.check(characters.get(i), encoded.toString(), encode("EUC-JP", characters.get(i)));
        }
        tally.report();
    }

    private static List<byte[]> lines(byte[] bytes) {
        var lines = new ArrayList<byte[]>();
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                lines.add(Arrays.copyOfRange(bytes, start, i));
                start = i + 1;
            }
        }
        return lines;
    }
}
