package ayatori.web.charset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ayatori.web.Conformance;
import ayatori.web.Suites;
import ayatori.web.charset.CharsetSniffer.Result;
import ayatori.web.charset.CharsetSniffer.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CharsetSnifferTest {
    @Test
    void byteOrderMarkWinsOverTheHeader() {
        assertThat(sniff("\u00EF\u00BB\u00BF<meta charset=koi8-r>", "text/html; charset=shift_jis"))
                .isEqualTo(new Result(Encoding.UTF_8, Source.BOM));
        assertThat(sniff("\u00FE\u00FF\0a", "text/html; charset=utf-8"))
                .isEqualTo(new Result(Encoding.UTF_16BE, Source.BOM));
        assertThat(sniff("\u00FF\u00FEa\0", null)).isEqualTo(new Result(Encoding.UTF_16LE, Source.BOM));
    }

    @Test
    void headerWinsOverMeta() {
        Result result = sniff("<meta charset=koi8-r>", "text/html; charset=Shift_JIS");
        assertThat(result.encoding().name()).isEqualTo("Shift_JIS");
        assertThat(result.source()).isEqualTo(Source.HTTP);
    }

    @Test
    void ignoresAnUnknownHeaderLabel() {
        assertThat(sniff("<meta charset=koi8-r>", "text/html; charset=klingon")
                        .encoding()
                        .name())
                .isEqualTo("KOI8-R");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            quoteCharacter = '`',
            value = {
                "text/html, null",
                "text/html;charset=utf-8, utf-8",
                "text/html; CHARSET = x; charset=y, x",
                "text/html; charset=\"a\\\"b;c\" ; charset=y, a\"b;c",
                "text/html; charset=\"unclosed, unclosed",
                "text/html; x=\"; charset=no\"; charset=yes, yes",
                "text/html; charset, null",
                "text/html; charset=; charset=b, b",
                "`text/html; charset= utf-8 ,x`, `utf-8 ,x`",
                ";;;charset=a;, a",
                "charset=a, null",
            })
    void readsTheCharsetOfTheHeader(String header, @Nullable String expected) {
        assertThat(ContentTypeHeader.charset(header)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "<meta charset=utf-16>, UTF-8",
        "<meta charset=x-user-defined>, windows-1252",
        "<meta charset=gb2312>, GBK",
        "<meta charset=nonsense content='text/html;charset=koi8-r' http-equiv=content-type><meta charset=euc-jp>, EUC-JP",
        "<?xml version='1.0' encoding='Shift_JIS'?><html>, Shift_JIS",
        "<?xml version='1.0' encoding='Shift_JIS'?><meta charset=euc-jp>, EUC-JP",
        "<a title='<meta charset=koi8-r>'><meta charset=euc-jp>, EUC-JP",
        "<!--><meta charset=koi8-r>-->, KOI8-R",
        "<meta/charset=koi8-r>, KOI8-R",
        "<meta content='charset=koi8-r' http-equiv=content-type charset=euc-jp>, EUC-JP",
    })
    void readsMeta(String html, String expected) {
        Result result = sniff(html, null);
        assertThat(result.encoding().name()).isEqualTo(expected);
        assertThat(result.source()).isEqualTo(Source.META);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<meta charset=koi8-r",
                "<meta content='text/html;charset=koi8-r'>",
                "<metacharset=koi8-r>",
                "<!-- <meta charset=koi8-r>",
                "<?xml version='1.0' encoding='koi8 r'?>",
                "<?xml version='1.0' encoding='koi8-r'",
                "<meta http-equiv=content-type content=charset>",
                "",
            })
    void ignoresWhatIsNotAMeta(String html) {
        assertThat(sniff(html, null)).isEqualTo(new Result(Encoding.UTF_8, Source.VALID_UTF_8));
    }

    @Test
    void usesALateMeta() {
        Result result = sniff("<!--" + "x".repeat(5_000) + "--><meta charset=iso-2022-jp>", null);
        assertThat(result.encoding().name()).isEqualTo("ISO-2022-JP");
        assertThat(result.source()).isEqualTo(Source.LATE_META);
    }

    @Test
    void usesTheBytesIfNothingIsDeclared() {
        byte[] utf8 = "日本語 🐈".getBytes(StandardCharsets.UTF_8);
        assertThat(CharsetSniffer.sniff(utf8, 0, utf8.length, null).source()).isEqualTo(Source.VALID_UTF_8);
        assertThat(CharsetSniffer.sniff(utf8, 0, utf8.length - 1, null).source())
                .as("cut off inside a character")
                .isEqualTo(Source.VALID_UTF_8);
        assertThat(sniff("caf\u00E9 au lait", null)).isEqualTo(new Result(Encoding.WINDOWS_1252, Source.DEFAULT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "C0 80",
                "C1 BF",
                "E0 9F BF",
                "ED A0 80",
                "F0 8F BF BF",
                "F4 90 80 80",
                "F5 80 80 80",
                "80",
                "C3 41",
                "E3 81 41",
                "FF"
            })
    void detectsIllFormedUtf8(String hex) {
        byte[] wrong = HexFormat.ofDelimiter(" ").parseHex(hex);
        byte[] bytes = new byte[20];
        System.arraycopy(wrong, 0, bytes, 8, wrong.length);
        assertThat(Utf8.isValid(bytes, 0, bytes.length)).isFalse();
        assertThat(Utf8.isValid(bytes, 0, 8)).isTrue();
    }

    @Test
    void toUtf8DropsTheByteOrderMark() {
        byte[] body = {(byte) 0xFF, (byte) 0xFE, 'a', 0};
        assertThat(CharsetSniffer.toUtf8(body, 0, body.length, StandardCharsets.UTF_16LE))
                .containsExactly('a');
    }

    @Test
    void refusesRangesOutsideTheBody() {
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> CharsetSniffer.sniff(new byte[3], 1, 3, null));
    }

    @Test
    void givesTheEncodingThatHtml5libExpects() throws IOException {
        var tally = Conformance.of(getClass(), "html/html5lib/encoding");
        try (Stream<Path> files = Files.list(Suites.path("html/html5lib/encoding"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".dat"))
                    .sorted()
                    .toList()) {
                for (EncodingCase test : EncodingCase.read(file)) {
                    Result result = CharsetSniffer.sniff(test.data(), 0, test.data().length, null);
                    boolean unknown = result.source().compareTo(Source.VALID_UTF_8) >= 0;
                    // html5lib does not look at the bytes: its default is windows-1252.
                    Encoding actual = unknown ? Encoding.WINDOWS_1252 : result.encoding();
                    String data = new String(test.data(), StandardCharsets.UTF_8);
                    tally.check(data, Encoding.forLabel(test.encoding()), actual);
                }
            }
        }
        tally.report();
    }

    @Test
    void givesTheEncodingThatJsdomExpects() throws IOException {
        var tally = Conformance.of(getClass(), "charset/jsdom-sniffer");
        try (Stream<Path> files = Files.walk(Suites.path("charset/jsdom-sniffer/test/fixtures"))) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                byte[] body = Files.readAllBytes(file);
                Result result = CharsetSniffer.sniff(body, 0, body.length, null);
                String name = file.getFileName().toString();
                if (file.toString().contains("no-result")) {
                    tally.check(name, Source.VALID_UTF_8, result.source());
                } else {
                    String label = name.substring(name.lastIndexOf('_') + 1, name.length() - ".html".length());
                    tally.check(name, Encoding.forLabel(label), result.encoding());
                }
            }
        }
        tally.report();
    }

    private static Result sniff(String latin1, @Nullable String contentType) {
        byte[] bytes = latin1.getBytes(StandardCharsets.ISO_8859_1);
        return CharsetSniffer.sniff(bytes, 0, bytes.length, contentType);
    }

    /** A case of html5lib's encoding tests. */
    private record EncodingCase(byte[] data, String encoding) {
        static List<EncodingCase> read(Path file) throws IOException {
            List<EncodingCase> cases = new ArrayList<>();
            // Latin-1 preserves every byte.
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            for (String part : text.split("#data\n", -1)) {
                int at = part.indexOf("\n#encoding\n");
                if (at >= 0) {
                    byte[] data = part.substring(0, at).getBytes(StandardCharsets.ISO_8859_1);
                    cases.add(new EncodingCase(
                            data, part.substring(at + "\n#encoding\n".length()).strip()));
                }
            }
            return cases;
        }
    }
}
