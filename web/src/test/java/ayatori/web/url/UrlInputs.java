package ayatori.web.url;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.random.RandomGenerator;

/** Random texts that resemble URLs, made of pieces with a meaning to the parser. */
final class UrlInputs {
    private static final List<String> BASES = List.of(
            "https://example.com/docs/guide/index.html?v=1#top",
            "http://127.0.0.1:8080/",
            "http://user:secret@[2001:db8::1]:81/a/b/?",
            "https://bücher.example/%7Efoo/a%20b/c",
            "file:///C:/folder/file",
            "mailto:someone@example.com",
            "web+thing://host/a/b",
            "web+thing:/.//a");

    private static final List<String> PIECES = List.of(
            "http:",
            "https:",
            "HTTPS://",
            "ftp:",
            "ws:",
            "file:",
            "mailto:",
            "javascript:",
            "web+x:",
            "//",
            "/",
            "\\",
            "?",
            "#",
            ":",
            "@",
            ".",
            "..",
            "%2e",
            "%2E.",
            "./",
            "../",
            "[",
            "]",
            "[::1]",
            "[1:2::",
            "::",
            "%",
            "%41",
            "%zz",
            "%C3%A9",
            "80",
            "443",
            ":8080",
            ":65536",
            "0x7f",
            "127.0.0.1",
            "1.2",
            "010",
            "example.com",
            "EXAMPLE",
            "xn--",
            "xn--bcher-kva",
            "bücher",
            "ß",
            "日本",
            "。",
            "\u00AD",
            "\u200D",
            "\uD83D\uDE00",
            "a",
            "b/c",
            "index.html",
            "~user",
            "C:",
            "C|",
            "|",
            " ",
            "  ",
            "\t",
            "\n",
            "\r",
            "\u0000",
            "\u001F",
            "\u007F",
            "'",
            "\"",
            "<",
            ">",
            "`",
            "{",
            "}",
            "^",
            "&amp;",
            "=",
            "+",
            "-",
            "_",
            "*",
            "user:pw@");

    private UrlInputs() {}

    static Url base(RandomGenerator random) {
        Url base = Url.tryParse(BASES.get(random.nextInt(BASES.size())));
        if (base == null) {
            throw new AssertionError("A base of this test is no URL");
        }
        return base;
    }

    static String text(RandomGenerator random) {
        var text = new StringBuilder();
        int pieces = 1 + random.nextInt(9);
        for (int i = 0; i < pieces; i++) {
            text.append(
                    random.nextInt(40) == 0
                            ? Character.toString((char) random.nextInt(0x10000))
                            : PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    /** UTF-8 with some bytes changed, removed or inserted, so that it may be malformed. */
    static byte[] mutated(RandomGenerator random, String text) {
        var bytes = new ByteArrayOutputStream();
        for (byte b : text.getBytes(UTF_8)) {
            switch (random.nextInt(40)) {
                case 0 -> bytes.write(random.nextInt(256));
                case 1 -> {}
                case 2 ->
                    bytes.writeBytes(PIECES.get(random.nextInt(PIECES.size())).getBytes(UTF_8));
                default -> bytes.write(b);
            }
        }
        return bytes.toByteArray();
    }
}
