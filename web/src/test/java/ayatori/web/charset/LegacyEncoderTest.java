package ayatori.web.charset;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every encoder, on every code point up to plane 2, against the standard's index files. */
final class LegacyEncoderTest {
    private static final int CODE_POINT_MAX = 0x2FFFF;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gbk",
                "gb18030",
                "big5",
                "euc-kr",
                "shift_jis",
                "euc-jp",
                "koi8-u",
                "windows-874",
                "iso-8859-8-i"
            })
    void encodesEveryCodePoint(String label) throws IOException {
        Map<Integer, Integer> pointers = pointers(label);
        CharsetEncoder encoder = encoding(label).charset().newEncoder();
        for (int codePoint = 0x80; codePoint <= CODE_POINT_MAX; codePoint++) {
            if (codePoint < 0xD800 || codePoint > 0xDFFF) {
                String expected = expected(label, codePoint, pointers);
                String actual = encode(encoder, codePoint);
                if (!Objects.equals(actual, expected)) {
                    assertThat(actual).as("U+%04X in %s", codePoint, label).isEqualTo(expected);
                }
            }
        }
    }

    /** The pointers that count for the encoder. */
    private static Map<Integer, Integer> pointers(String label) throws IOException {
        return switch (label) {
            case "gbk", "gb18030" -> pointers("gb18030", _ -> true);
            case "big5" -> {
                Map<Integer, Integer> pointers = pointers(label, pointer -> pointer >= (0xA1 - 0x81) * 157);
                ReferenceDecoder.index(label).forEach((pointer, codePoint) -> {
                    switch (codePoint) {
                        case 0x2550, 0x255E, 0x2561, 0x256A, 0x5341, 0x5345 -> pointers.put(codePoint, pointer);
                        default -> {}
                    }
                });
                yield pointers;
            }
            case "shift_jis" -> pointers("jis0208", pointer -> pointer < 8272 || pointer > 8835);
            case "euc-jp" -> pointers("jis0208", _ -> true);
            case "iso-8859-8-i" -> pointers("iso-8859-8", _ -> true);
            default -> pointers(label, _ -> true);
        };
    }

    private static Map<Integer, Integer> pointers(String index, IntPredicate counts) throws IOException {
        var pointers = new HashMap<Integer, Integer>();
        ReferenceDecoder.index(index).forEach((pointer, codePoint) -> {
            if (counts.test(pointer)) {
                pointers.putIfAbsent(codePoint, pointer);
            }
        });
        return pointers;
    }

    /** What the standard's encoder writes, in hexadecimal; null for an error. */
    private static @Nullable String expected(String label, int codePoint, Map<Integer, Integer> pointers)
            throws IOException {
        boolean japanese = label.equals("shift_jis") || label.equals("euc-jp");
        if (japanese && (codePoint == 0xA5 || codePoint == 0x203E)) {
            return codePoint == 0xA5 ? "5c" : "7e";
        }
        if (japanese && codePoint >= 0xFF61 && codePoint <= 0xFF9F) {
            return (label.equals("euc-jp") ? "8e" : "") + hex(codePoint - 0xFF61 + 0xA1);
        }
        if (label.equals("shift_jis") && codePoint == 0x80) {
            return "80";
        }
        boolean chinese = label.startsWith("gb");
        if (chinese && codePoint == 0xE5E5) {
            return null;
        }
        if (label.equals("gbk") && codePoint == 0x20AC) {
            return "80";
        }
        if (chinese && OF_2005.containsKey(codePoint)) {
            return OF_2005.get(codePoint);
        }
        Integer pointer = pointers.get(japanese && codePoint == 0x2212 ? 0xFF0D : codePoint);
        if (pointer == null) {
            return label.equals("gb18030") ? fourBytes(codePoint) : null;
        }
        return switch (label) {
            case "gbk", "gb18030" -> twoBytes(pointer, 190, 0x81, 0x3F, 0x40, 0x41);
            case "big5" -> twoBytes(pointer, 157, 0x81, 0x3F, 0x40, 0x62);
            case "euc-kr" -> twoBytes(pointer, 190, 0x81, 0xFF, 0x41, 0x41);
            case "euc-jp" -> twoBytes(pointer, 94, 0xA1, 0xFF, 0xA1, 0xA1);
            case "shift_jis" -> twoBytes(pointer, 188, pointer / 188 < 0x1F ? 0x81 : 0xC1, 0x3F, 0x40, 0x41);
            default -> hex(pointer + 0x80);
        };
    }

    /** The table of the standard's gb18030 encoder. */
    private static final Map<Integer, String> OF_2005 = Map.ofEntries(
            Map.entry(0xE81E, "fe59"),
            Map.entry(0xE826, "fe61"),
            Map.entry(0xE82B, "fe66"),
            Map.entry(0xE82C, "fe67"),
            Map.entry(0xE832, "fe6d"),
            Map.entry(0xE843, "fe7e"),
            Map.entry(0xE854, "fe90"),
            Map.entry(0xE864, "fea0"),
            Map.entry(0xE78D, "a6d9"),
            Map.entry(0xE78E, "a6da"),
            Map.entry(0xE78F, "a6db"),
            Map.entry(0xE790, "a6dc"),
            Map.entry(0xE791, "a6dd"),
            Map.entry(0xE792, "a6de"),
            Map.entry(0xE793, "a6df"),
            Map.entry(0xE794, "a6ec"),
            Map.entry(0xE795, "a6ed"),
            Map.entry(0xE796, "a6f3"));

    private static String twoBytes(int pointer, int rowLength, int lead, int low, int before, int after) {
        int trail = pointer % rowLength;
        return hex(pointer / rowLength + lead) + hex(trail + (trail < low ? before : after));
    }

    private static String fourBytes(int codePoint) throws IOException {
        int pointer = 7457;
        if (codePoint != 0xE7C7) {
            Map.Entry<Integer, Integer> last = null;
            for (Map.Entry<Integer, Integer> range :
                    ReferenceDecoder.index("gb18030-ranges").entrySet()) {
                last = range.getValue() <= codePoint ? range : last;
            }
            pointer = Objects.requireNonNull(last).getKey() + codePoint - last.getValue();
        }
        return hex(pointer / 12600 + 0x81)
                + hex(pointer / 1260 % 10 + 0x30)
                + hex(pointer / 10 % 126 + 0x81)
                + hex(pointer % 10 + 0x30);
    }

    private static String hex(int b) {
        return HexFormat.of().toHexDigits((byte) b);
    }

    private static @Nullable String encode(CharsetEncoder encoder, int codePoint) {
        ByteBuffer bytes = ByteBuffer.allocate(8);
        CoderResult result = encoder.reset().encode(CharBuffer.wrap(Character.toChars(codePoint)), bytes, true);
        return result.isError() ? null : HexFormat.of().formatHex(bytes.array(), 0, bytes.position());
    }

    @ParameterizedTest
    @CsvSource({
        "gb18030, \uE81E\uE796, fe59a6f3",
        "gbk, €\uE78D, 80a6d9",
        "gbk, \u9FB4, fe59",
        "big5, 十卅, a451a4ca",
        "big5, \u2550, f9f9",
        "euc-kr, 똠방각하, 8c63b9e6b0a2c7cf",
        "x-user-defined, \uF780\uF7FFa, 80ff61",
        "iso-2022-jp, 日本a, 1b2442467c4b5c1b284261",
        "iso-2022-jp, \u00A5a~, 1b284a5c611b28427e",
        "iso-2022-jp, ｱ, 1b244225221b2842",
        "windows-1252, \u0081€, 8180",
    })
    void encodesText(String label, String text, String hex) {
        assertThat(HexFormat.of().formatHex(text.getBytes(encoding(label).charset())))
                .isEqualTo(hex);
    }

    @Test
    void asksForRoomBeforeItWrites() {
        CharsetEncoder encoder = encoding("iso-2022-jp").charset().newEncoder();
        CharBuffer text = CharBuffer.wrap("日a本");
        var written = new StringBuilder();
        ByteBuffer bytes = ByteBuffer.allocate(3);
        boolean ended = false;
        while (!ended) {
            CoderResult result = encoder.encode(text, bytes, true);
            ended = result.isUnderflow() && encoder.flush(bytes).isUnderflow();
            written.append(HexFormat.of().formatHex(bytes.array(), 0, bytes.position()));
            bytes.clear();
        }
        assertThat(written).hasToString("1b2442467c1b2842611b24424b5c1b2842");
    }

    @Test
    void replacesInAscii() {
        CharsetEncoder encoder =
                encoding("iso-2022-jp").charset().newEncoder().onUnmappableCharacter(CodingErrorAction.REPLACE);
        assertThat(new String("日\uD83D\uDE00".getBytes(encoder.charset()), ISO_8859_1))
                .isEqualTo("\u001B$BF|\u001B(B?");
        assertThat(new String("\uD800a".getBytes(encoding("big5").charset()), US_ASCII))
                .isEqualTo("?a");
    }

    @Test
    void writesNothingInAnEncodingThatIsOnlyRead() {
        assertThat(encoding("hz-gb-2312").outputEncoding()).isEqualTo(Encoding.UTF_8);
        assertThat(encoding("utf-16").outputEncoding()).isEqualTo(Encoding.UTF_8);
        assertThat(encoding("gbk").outputEncoding()).isEqualTo(encoding("gb2312"));
        assertThat(encoding("replacement").charset().canEncode()).isFalse();
    }

    private static Encoding encoding(String label) {
        return Objects.requireNonNull(Encoding.forLabel(label), label);
    }
}
