package ayatori.web.charset;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ayatori.web.Conformance;
import ayatori.web.Suites;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every decoder, on every sequence of two bytes and on many longer ones, against {@link ReferenceDecoder}. */
final class ByteDecoderTest {
    private static final List<String> MULTI_BYTE = List.of(
            "GBK", "gb18030", "Big5", "EUC-JP", "ISO-2022-JP", "Shift_JIS", "EUC-KR", "UTF-8", "UTF-16LE", "UTF-16BE");

    private static final List<String> SINGLE_BYTE = List.of(
            "IBM866",
            "ISO-8859-2",
            "ISO-8859-3",
            "ISO-8859-4",
            "ISO-8859-5",
            "ISO-8859-6",
            "ISO-8859-7",
            "ISO-8859-8",
            "ISO-8859-8-I",
            "ISO-8859-10",
            "ISO-8859-13",
            "ISO-8859-14",
            "ISO-8859-15",
            "ISO-8859-16",
            "KOI8-R",
            "KOI8-U",
            "macintosh",
            "windows-874",
            "windows-1250",
            "windows-1251",
            "windows-1252",
            "windows-1253",
            "windows-1254",
            "windows-1255",
            "windows-1256",
            "windows-1257",
            "windows-1258",
            "x-mac-cyrillic",
            "x-user-defined",
            "replacement");

    /** Bytes at the borders of what the decoders tell apart, and escape sequences. */
    private static final List<String> PIECES = List.of(
            "00",
            "0E",
            "0F",
            "1B",
            "20",
            "21",
            "24",
            "28",
            "2F",
            "30",
            "39",
            "3A",
            "3C",
            "40",
            "41",
            "42",
            "49",
            "4A",
            "5C",
            "5F",
            "7E",
            "7F",
            "80",
            "81",
            "8E",
            "8F",
            "90",
            "9F",
            "A0",
            "A1",
            "A2",
            "AF",
            "B0",
            "BF",
            "C0",
            "C1",
            "C2",
            "C3",
            "D7",
            "D8",
            "DB",
            "DC",
            "DF",
            "E0",
            "ED",
            "EF",
            "F0",
            "F4",
            "F5",
            "F8",
            "FC",
            "FD",
            "FE",
            "FF",
            "1B2842",
            "1B284A",
            "1B2849",
            "1B2440",
            "1B2442",
            "2422",
            "A4A2",
            "8FB0A1",
            "81308130",
            "8431A437",
            "84318130",
            "90308130",
            "E3329A35",
            "E3329A36",
            "F09F9880",
            "EDA080",
            "D83D",
            "DE00",
            "3DD8",
            "00DE");

    static Stream<String> multiByte() {
        return MULTI_BYTE.stream();
    }

    static Stream<String> singleByte() {
        return SINGLE_BYTE.stream();
    }

    @ParameterizedTest
    @MethodSource("singleByte")
    void decodesEveryByte(String name) throws IOException {
        for (int b = 0; b < 0x100; b++) {
            assertDecodes(name, (byte) b);
        }
        byte[] all = new byte[0x200];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        assertDecodes(name, all);
        assertDecodes(name);
    }

    @ParameterizedTest
    @MethodSource("multiByte")
    void decodesEverySequenceOfTwoBytes(String name) throws IOException {
        assertDecodes(name);
        for (int first = 0; first < 0x100; first++) {
            assertDecodes(name, (byte) first);
            for (int second = 0; second < 0x100; second++) {
                assertDecodes(name, (byte) first, (byte) second);
            }
        }
    }

    /** Each entry of the standard's index files by the bytes that its pointer stands for. */
    @Test
    void decodesEveryEntryOfTheIndexes() throws IOException {
        var tally = Conformance.of(getClass(), "charset/whatwg, index files");
        try (Stream<Path> files = Files.list(Suites.path("charset/whatwg"))) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.startsWith("index-")) {
                    String index = name.substring("index-".length(), name.length() - ".txt".length());
                    ReferenceDecoder.index(index).forEach((pointer, codePoint) -> {
                        String text = decode(encodingOf(index), bytes(index, pointer));
                        tally.check(
                                name + ", pointer " + pointer,
                                Character.toString(fullOrHalf(index, pointer, codePoint)),
                                text);
                    });
                }
            }
        }
        tally.report();
    }

    private static String encodingOf(String index) {
        return switch (index) {
            case "gb18030-ranges" -> "gb18030";
            case "jis0208" -> "shift_jis";
            case "jis0212" -> "euc-jp";
            case "iso-2022-jp-katakana" -> "iso-2022-jp";
            default -> index;
        };
    }

    /** Index ISO-2022-JP katakana is for encoding; its pointers are read as the half-width characters. */
    private static int fullOrHalf(String index, int pointer, int codePoint) {
        return index.equals("iso-2022-jp-katakana") ? 0xFF61 + pointer : codePoint;
    }

    private static byte[] bytes(String index, int pointer) {
        return switch (index) {
            case "gb18030" -> twoBytes(pointer, 190, 0x81, 0x40, 0x41);
            case "big5" -> twoBytes(pointer, 157, 0x81, 0x40, 0x62);
            case "euc-kr" -> twoBytes(pointer, 190, 0x81, 0x41, 0x41);
            case "jis0208" -> twoBytes(pointer, 188, pointer / 188 < 0x1F ? 0x81 : 0xC1, 0x40, 0x41);
            case "jis0212" -> new byte[] {(byte) 0x8F, (byte) (pointer / 94 + 0xA1), (byte) (pointer % 94 + 0xA1)};
            case "gb18030-ranges" -> fourBytes(pointer);
            case "iso-2022-jp-katakana" -> new byte[] {0x1B, '(', 'I', (byte) (0x21 + pointer)};
            default -> new byte[] {(byte) (0x80 + pointer)};
        };
    }

    private static byte[] twoBytes(int pointer, int rowLength, int lead, int before, int after) {
        int trail = pointer % rowLength;
        return new byte[] {(byte) (pointer / rowLength + lead), (byte) (trail + (trail < 0x3F ? before : after))};
    }

    private static byte[] fourBytes(int pointer) {
        return new byte[] {
            (byte) (pointer / 12600 + 0x81),
            (byte) (pointer / 1260 % 10 + 0x30),
            (byte) (pointer / 10 % 126 + 0x81),
            (byte) (pointer % 10 + 0x30)
        };
    }

    @Test
    void decodesEverySequenceOfThreeBytesInEucJp() throws IOException {
        for (int second = 0x7E; second < 0x100; second++) {
            for (int third = 0x7E; third < 0x100; third++) {
                assertDecodes("EUC-JP", (byte) 0x8F, (byte) second, (byte) third);
            }
        }
    }

    @Test
    void decodesEveryPairOfBytesInEachSetOfIso2022Jp() throws IOException {
        for (String set : List.of("1B284A", "1B2849", "1B2440", "1B2442")) {
            byte[] bytes = HexFormat.of().parseHex(set + "0000");
            for (int pair = 0; pair < 0x10000; pair++) {
                bytes[3] = (byte) (pair >> 8);
                bytes[4] = (byte) pair;
                assertDecodes("ISO-2022-JP", bytes);
            }
        }
    }

    @Test
    void decodesTheBordersOfEveryRangeOfGb18030() throws IOException {
        var pointers = new TreeSet<Integer>();
        for (int start : ReferenceDecoder.index("gb18030-ranges").keySet()) {
            pointers.addAll(List.of(Math.max(0, start - 1), start, start + 1));
        }
        pointers.addAll(List.of(7456, 7457, 7458, 39419, 39420, 188999, 1237575, 1237576, 12600 * 126 - 1));
        for (int pointer : pointers) {
            assertDecodes("gb18030", fourBytes(pointer));
        }
    }

    @ParameterizedTest
    @MethodSource("multiByte")
    void decodesRandomSequences(String name) throws IOException {
        for (int seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            StringBuilder hex = new StringBuilder();
            for (int i = random.nextInt(1, 12); i > 0; i--) {
                hex.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            assertDecodes(name, HexFormat.of().parseHex(hex));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "gbk, D6 D0 D6, 中\uFFFD<a>",
        "big5, 81, \uFFFD<a>",
        "euc-kr, C9, \uFFFD<a>",
        "shift_jis, 81, \uFFFD<a>",
        "euc-jp, 8F A1, \uFFFD<a>",
        "gb18030, 81 30, \uFFFD0<a>",
        "gb18030, 81 30 81, \uFFFD0\uFFFD<a>",
    })
    void markupAfterABrokenCharacterIsMarkup(String label, String hex, String expected) {
        byte[] broken = HexFormat.ofDelimiter(" ").parseHex(hex);
        assertThat(decode(label, (new String(broken, ISO_8859_1) + "<a>").getBytes(ISO_8859_1)))
                .isEqualTo(expected);
    }

    @Test
    void aStrayShiftInIso2022JpIsOneErrorAndNoMore() {
        byte[] page = "<title>a\u000Eb</title>\u000Fc".getBytes(ISO_8859_1);
        assertThat(decode("iso-2022-jp", page)).isEqualTo("<title>a\uFFFDb</title>\uFFFDc");
    }

    @Test
    void longTextsGrowTheOutputAsNeeded() throws IOException {
        byte[] katakana = new byte[100_000];
        Arrays.fill(katakana, (byte) 0xB1);
        assertThat(decode("shift_jis", katakana)).isEqualTo("ｱ".repeat(katakana.length));
        byte[] errors = new byte[100_000];
        Arrays.fill(errors, (byte) 0xFF);
        assertThat(decode("euc-kr", errors)).isEqualTo("\uFFFD".repeat(errors.length));
        byte[] mixed = ("a".repeat(50_000) + "\u00B1".repeat(50_000) + "b".repeat(9)).getBytes(ISO_8859_1);
        assertThat(decode("shift_jis", mixed)).isEqualTo("a".repeat(50_000) + "ｱ".repeat(50_000) + "b".repeat(9));
    }

    @ParameterizedTest
    @MethodSource("multiByte")
    void readsStreamsInPieces(String name) throws IOException {
        if (name.equals("UTF-8")) {
            return;
        }
        Charset charset = encoding(name).charset();
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            byte[] bytes = new byte[random.nextInt(9_000)];
            random.nextBytes(bytes);
            StringWriter read = new StringWriter();
            try (var reader = new InputStreamReader(new ByteArrayInputStream(bytes), charset)) {
                char[] piece = new char[random.nextInt(1, 50)];
                for (int n; (n = reader.read(piece)) >= 0; ) {
                    read.write(piece, 0, n);
                }
            }
            assertThat(read).as("%s, seed %d", name, seed).hasToString(decode(name, bytes));
        }
    }

    private static void assertDecodes(String name, byte... bytes) throws IOException {
        String expected = ReferenceDecoder.decode(name, bytes);
        String actual = decode(name, bytes);
        // A description for each of a million sequences would take most of the time.
        if (!actual.equals(expected)) {
            assertThat(actual)
                    .as("%s in %s", HexFormat.ofDelimiter(" ").formatHex(bytes), name)
                    .isEqualTo(expected);
        }
        boolean endsInEscape = name.equals("ISO-2022-JP") && new String(bytes, ISO_8859_1).matches("(?s).*\u001B[$(]");
        if (!name.equals("UTF-8") && !endsInEscape) {
            String byJava = new String(bytes, encoding(name).charset());
            if (!byJava.equals(expected)) {
                assertThat(byJava)
                        .as(
                                "%s in %s by CharsetDecoder",
                                HexFormat.ofDelimiter(" ").formatHex(bytes), name)
                        .isEqualTo(expected);
            }
        }
    }

    private static String decode(String label, byte... bytes) {
        return new String(encoding(label).toUtf8(bytes, 0, bytes.length), UTF_8);
    }

    private static Encoding encoding(String label) {
        return Objects.requireNonNull(Encoding.forLabel(label), label);
    }
}
