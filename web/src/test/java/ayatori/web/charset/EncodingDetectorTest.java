package ayatori.web.charset;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.web.Suites;
import ayatori.web.charset.CharsetSniffer.Result;
import ayatori.web.charset.CharsetSniffer.Source;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages in languages with legacy encodings, declared in every way and not declared. */
final class EncodingDetectorTest {
    /** The first article of the Universal Declaration of Human Rights. */
    private static final Map<String, String> TEXTS = Map.of(
            "Japanese",
            "すべての人間は、生まれながらにして自由であり、かつ、尊厳と権利とについて平等である。人間は、理性と良心とを授けられており、互いに同胞の精神をもって行動しなければならない。",
            "Chinese, simplified",
            "人人生而自由，在尊严和权利上一律平等。他们赋有理性和良心，并应以兄弟关系的精神相对待。",
            "Chinese, traditional",
            "人人生而自由，在尊嚴和權利上一律平等。他們賦有理性和良心，並應以兄弟關係的精神相對待。",
            "Korean",
            "모든 인간은 태어날 때부터 자유로우며 그 존엄과 권리에 있어 동등하다. 인간은 천부적으로 이성과 양심을 부여받았으며 서로 형제애의 정신으로 행동하여야 한다.",
            "Russian",
            "Все люди рождаются свободными и равными в своем достоинстве и правах. Они наделены разумом и совестью и должны поступать в отношении друг друга в духе братства.",
            "Ukrainian",
            "Всі люди народжуються вільними і рівними у своїй гідності та правах. Вони наділені розумом і совістю і повинні діяти у відношенні один до одного в дусі братерства.");

    /** The legacy encodings of each language. */
    private static final Map<String, List<String>> ENCODINGS = Map.of(
            "Japanese", List.of("Shift_JIS", "EUC-JP"),
            "Chinese, simplified", List.of("GBK", "gb18030"),
            "Chinese, traditional", List.of("Big5"),
            "Korean", List.of("EUC-KR"),
            "Russian", List.of("windows-1251", "KOI8-R", "IBM866", "ISO-8859-5"),
            "Ukrainian", List.of("windows-1251", "KOI8-U"));

    static Stream<Arguments> languagesAndEncodings() {
        return ENCODINGS.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(label -> Arguments.of(entry.getKey(), label)));
    }

    @ParameterizedTest
    @MethodSource("languagesAndEncodings")
    void readsWhatTheHeaderDeclares(String language, String label) {
        byte[] page = encode(page("", text(language)), label);
        assertReads(page, "text/html; charset=" + label, Source.HTTP, text(language));
    }

    @ParameterizedTest
    @MethodSource("languagesAndEncodings")
    void readsWhatAMetaDeclares(String language, String label) {
        byte[] early = encode(page("<meta charset='" + label + "'>", text(language)), label);
        assertReads(early, "text/html", Source.META, text(language));
        String late = "<!--" + "-".repeat(2_000) + "--><meta charset='" + label + "'>";
        assertReads(encode(page(late, text(language)), label), null, Source.LATE_META, text(language));
    }

    @ParameterizedTest
    @MethodSource("languagesAndEncodings")
    void detectsWhatNothingDeclares(String language, String label) {
        assertReads(encode(page("", text(language)), label), null, Source.DETECTED, text(language));
        assertReads(encode(page("", text(language)), label), "text/html", Source.DETECTED, text(language));
    }

    @ParameterizedTest
    @MethodSource("languagesAndEncodings")
    void detectsAShortTitle(String language, String label) {
        String title = text(language).substring(0, 16);
        assertReads(encode("<title>" + title + "</title><a href=/a>next</a>", label), null, Source.DETECTED, title);
    }

    @ParameterizedTest
    @MethodSource("languagesAndEncodings")
    void detectsAFewWordsInMuchMarkup(String language, String label) {
        String markup = "<li class='toctree-l1'><a class=\"reference\" href=\"/a/b.html?c=d\">The event loop</a></li>\n"
                .repeat(1_000);
        assertReads(encode(page(markup, text(language)), label), null, Source.DETECTED, text(language));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void aByteOrderMarkWins(String name) {
        for (String text : TEXTS.values()) {
            byte[] page = ("\uFEFF" + page("<meta charset=big5>", text)).getBytes(Charset.forName(name));
            assertReads(page, "text/html; charset=shift_jis", Source.BOM, text);
        }
    }

    @Test
    void utf8NeedsNoDeclaration() {
        for (String text : TEXTS.values()) {
            byte[] page = page("", text).getBytes(StandardCharsets.UTF_8);
            assertReads(page, "text/html", Source.VALID_UTF_8, text);
        }
    }

    @Test
    void utf8WithAFewErrorsIsStillUtf8() {
        byte[] page = page("", text("Japanese")).getBytes(StandardCharsets.UTF_8);
        page[page.length / 2] = 'x';
        page[page.length / 2 + 20] = (byte) 0xFF;
        Result result = CharsetSniffer.sniff(page, 0, page.length, null);
        assertThat(result).isEqualTo(new Result(Encoding.UTF_8, Source.DETECTED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Tous les êtres humains naissent libres et égaux en dignité et en droits. Ils sont doués de raison.",
                "Alle Menschen sind frei und gleich an Würde und Rechten geboren. Sie sind mit Vernunft begabt – “frei”.",
                "Todos los seres humanos nacen libres e iguales en dignidad y derechos, dotados como están de razón.",
                "Questo è vero, ed è così: la libertà è di tutti",
                "café noir",
                "© 2026",
            })
    void westernPagesAreWindows1252(String text) {
        byte[] page = encode("<p>" + text, "windows-1252");
        assertThat(CharsetSniffer.sniff(page, 0, page.length, null))
                .isEqualTo(new Result(Encoding.WINDOWS_1252, Source.DEFAULT));
    }

    @Test
    void detectsOtherLanguages() {
        assertDetects(
                "windows-1250",
                "Všichni lidé rodí se svobodní a sobě rovní co do důstojnosti a práv. Jsou nadáni "
                        + "rozumem a svědomím a mají spolu jednat v duchu bratrství. Každý má všechna práva a všechny svobody.");
        assertDetects(
                "windows-1254",
                "Bütün insanlar hür, haysiyet ve haklar bakımından eşit doğarlar. Akıl ve vicdana "
                        + "sahiptirler ve birbirlerine karşı kardeşlik zihniyeti ile hareket etmelidirler.");
        assertDetects(
                "windows-1253", "Όλοι οι άνθρωποι γεννιούνται ελεύθεροι και ίσοι στην αξιοπρέπεια και τα δικαιώματα.");
        assertDetects(
                "windows-874",
                "มนุษย์ทั้งหลายเกิดมามีอิสระและเสมอภาคกันในเกียรติศักดิ์และสิทธิ ต่างมีเหตุผลและมโนธรรม");
    }

    @Test
    void theDetectorIsNotAskedIfSomethingIsDeclared() {
        byte[] page = encode(page("", text("Japanese")), "Shift_JIS");
        assertThat(CharsetSniffer.sniff(page, 0, page.length, "text/html; charset=koi8-r")
                        .source())
                .isEqualTo(Source.HTTP);
        byte[] meta = encode(page("<meta charset=windows-1252>", text("Japanese")), "Shift_JIS");
        assertThat(CharsetSniffer.sniff(meta, 0, meta.length, null))
                .isEqualTo(new Result(Encoding.WINDOWS_1252, Source.META));
    }

    @Test
    void neverGuessesAnEncodingThatChangesAscii() {
        List<String> shifts = List.of(
                "\u001B$B$\"$$$&\u001B(B", // ISO-2022-JP
                "\u001B(J\\~\u001B(B", // its Roman set, in which the byte of a backslash is a yen sign
                "\u001B$)C\u000E0!\u000F", // ISO-2022-KR
                "\u001B$)A\u000E<:\u000F", // ISO-2022-CN
                "~{<:Ky2;VpIN~}", // HZ
                "+ADw-script+AD4-", // UTF-7
                "\0<\0a\0>\0\u0430",
                "<\0a\0>\0");
        for (int seed = 0; seed < 3_000; seed++) {
            Random random = new Random(seed);
            StringBuilder page = new StringBuilder();
            for (int i = random.nextInt(1, 40); i > 0; i--) {
                page.append(shifts.get(random.nextInt(shifts.size())));
                for (int j = random.nextInt(6); j > 0; j--) {
                    page.append((char) (0x80 + random.nextInt(0x80)));
                }
            }
            byte[] body = page.toString().getBytes(StandardCharsets.ISO_8859_1);
            Encoding encoding = CharsetSniffer.sniff(body, 0, body.length, null).encoding();
            assertThat(new String(ascii(), encoding.charset()))
                    .as("seed %d, %s", seed, encoding.name())
                    .isEqualTo(new String(ascii(), StandardCharsets.US_ASCII));
            assertThat(CharsetSniffer.sniff(body, 0, body.length, null).encoding())
                    .as("seed %d, again", seed)
                    .isEqualTo(encoding);
        }
    }

    @Test
    void iso2022JpMustBeDeclared() {
        byte[] page =
                page("", text("Japanese")).getBytes(encoding("ISO-2022-JP").charset());
        assertReads(page, "text/html; charset=iso-2022-jp", Source.HTTP, text("Japanese"));
        assertThat(CharsetSniffer.sniff(page, 0, page.length, null))
                .isEqualTo(new Result(Encoding.UTF_8, Source.VALID_UTF_8));
    }

    @Test
    void theSampleIsBounded() {
        byte[] body = new byte[4 << 20];
        new Random(1).nextBytes(body);
        assertThat(NonAsciiWords.sample(body, 0, body.length)).hasSize(NonAsciiWords.BYTES_MAX);
        byte[] latin =
                "xé y abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzéz".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(new String(NonAsciiWords.sample(latin, 0, latin.length), StandardCharsets.ISO_8859_1))
                .isEqualTo("xé cdefghijklmnopqrstuvwxyzéz ");
    }

    /** The suites' pages in other scripts, transcoded to legacy encodings. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "85439e26, Shift_JIS EUC-JP",
                "f105de6e, Shift_JIS EUC-JP",
                "ff0f958a, windows-1251 KOI8-R IBM866 ISO-8859-5",
                "23aaecd1, windows-1252",
            })
    void detectsRealPagesInTheirOldEncodings(String fileAndLabels) throws IOException {
        List<String> parts = List.of(fileAndLabels.split("[, ]+", -1));
        String text = undeclared(realPage(parts.getFirst()));
        for (String label : parts.subList(1, parts.size())) {
            byte[] page = encode(text, label);
            Result result = CharsetSniffer.sniff(page, 0, page.length, "text/html");
            assertThat(utf8(page, result)).as(label).isEqualTo(utf8(page, new Result(encoding(label), Source.HTTP)));
        }
    }

    private static String realPage(String prefix) throws IOException {
        try (Stream<Path> files = Files.list(Suites.path("links/pages"))) {
            Path file = files.filter(path -> path.getFileName().toString().startsWith(prefix))
                    .findFirst()
                    .orElseThrow();
            try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
    }

    private static String undeclared(String page) {
        return page.replaceAll("(?i)charset|encoding=", "x-");
    }

    private static void assertDetects(String label, String text) {
        assertReads(encode(page("", text), label), null, Source.DETECTED, text);
    }

    private static void assertReads(byte[] page, @Nullable String contentType, Source source, String text) {
        Result result = CharsetSniffer.sniff(page, 0, page.length, contentType);
        assertThat(utf8(page, result)).as(result.toString()).contains(text);
        assertThat(result.source()).isEqualTo(source);
    }

    private static String utf8(byte[] page, Result result) {
        return new String(
                CharsetSniffer.toUtf8(page, 0, page.length, result.encoding().charset()), StandardCharsets.UTF_8);
    }

    private static String page(String head, String text) {
        return "<!DOCTYPE html><html><head>" + head + "<title>" + text + "</title></head><body class=\"a b\"><p>" + text
                + "</p><a href=\"/next.html\">next</a></body></html>";
    }

    private static String text(String language) {
        return Objects.requireNonNull(TEXTS.get(language));
    }

    /** The text in that encoding. Characters that it lacks become character references, as in a form. */
    private static byte[] encode(String text, String label) {
        var encoder = encoding(label).charset().newEncoder();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        text.codePoints().forEach(codePoint -> {
            String character = Character.toString(codePoint);
            bytes.writeBytes(
                    encoder.canEncode(character)
                            ? character.getBytes(encoder.charset())
                            : ("&#" + codePoint + ";").getBytes(StandardCharsets.US_ASCII));
        });
        return bytes.toByteArray();
    }

    private static Encoding encoding(String label) {
        return Objects.requireNonNull(Encoding.forLabel(label));
    }

    private static byte[] ascii() {
        byte[] ascii = new byte[0x80];
        for (int i = 0; i < ascii.length; i++) {
            ascii[i] = (byte) i;
        }
        return ascii;
    }
}
