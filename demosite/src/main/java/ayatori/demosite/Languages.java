package ayatori.demosite;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.nio.charset.Charset;

/** Pages in several encodings, each declared in its own way, and paths that are not ASCII. */
final class Languages {

    private static final Charset SHIFT_JIS = Charset.forName("Shift_JIS");
    private static final Charset EUC_JP = Charset.forName("EUC-JP");
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    private static final String JAPANESE = "あやとりの本";
    private static final String JAPANESE_TEXT = "両手の指に糸をかけて、川や橋や星の形を作ります。二人で取り合う遊びもあります。";
    private static final String GERMAN = "Fadenspiele für zwei Hände";
    private static final String GERMAN_TEXT =
            "Schnüre, Hände und Geduld – mehr braucht es nicht. „Abheben“ heißt das Spiel.";

    private Languages() {}

    static Corner corner(URI base) {
        var corner = new Corner("Languages", base, "/languages/", "The same art in other tongues and other encodings.");
        japanese(corner, "sjis-header", "; charset=Shift_JIS", "", SHIFT_JIS, "Shift_JIS, declared in the header");
        japanese(
                corner,
                "sjis-meta",
                "",
                "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=Shift_JIS\">",
                SHIFT_JIS,
                "Shift_JIS, declared by meta http-equiv");
        japanese(corner, "eucjp-header", "; charset=EUC-JP", "", EUC_JP, "EUC-JP, declared in the header");
        japanese(corner, "eucjp-meta", "", "<meta charset=\"euc-jp\">", EUC_JP, "EUC-JP, declared by meta charset");
        japanese(corner, "utf8-header", "; charset=UTF-8", "", UTF_8, "UTF-8, declared in the header");
        japanese(corner, "utf8-meta", "", "<meta charset=utf-8>", UTF_8, "UTF-8, declared by meta charset");
        japanese(
                corner,
                "header-wins",
                "; charset=UTF-8",
                "<meta charset=\"euc-jp\">",
                UTF_8,
                "the header says UTF-8 and is right, the meta says EUC-JP");
        marks(corner);
        german(corner);
        paths(corner);
        return corner;
    }

    private static void japanese(
            Corner corner, String name, String parameter, String meta, Charset charset, String why) {
        byte[] body = plainPage("ja", meta, JAPANESE, JAPANESE_TEXT).getBytes(charset);
        corner.at(
                "/languages/" + name,
                visit -> Answer.of("text/html" + parameter, body),
                new Outcome.Page(JAPANESE, 1),
                why);
    }

    private static String plainPage(String language, String meta, String title, String text) {
        return """
                <!DOCTYPE html>
                <html lang="%s">
                <head>%s<title>%s</title></head>
                <body><h1>%s</h1><p>%s</p><p><a href="./">&#8592;</a></p></body>
                </html>
                """.formatted(language, meta, title, title, text);
    }

    private static void marks(Corner corner) {
        String marked = "\uFEFF" + plainPage("ja", "", JAPANESE, JAPANESE_TEXT);
        corner.at(
                        "/languages/utf8-bom",
                        visit -> Answer.of("text/html; charset=Shift_JIS", marked.getBytes(UTF_8)),
                        new Outcome.Page(JAPANESE, 1),
                        "a UTF-8 byte order mark, which outranks a wrong header")
                .at(
                        "/languages/utf16le-bom",
                        visit -> Answer.of("text/html", marked.getBytes(UTF_16LE)),
                        new Outcome.Page(JAPANESE, 1),
                        "UTF-16, little-endian, with its mark")
                .at(
                        "/languages/utf16be-bom",
                        visit -> Answer.of("text/html", marked.getBytes(UTF_16BE)),
                        new Outcome.Page(JAPANESE, 1),
                        "UTF-16, big-endian, with its mark");
    }

    private static void german(Corner corner) {
        byte[] body = plainPage("de", "", GERMAN, GERMAN_TEXT).getBytes(WINDOWS_1252);
        corner.at(
                "/languages/latin1",
                visit -> Answer.of("text/html; charset=ISO-8859-1", body),
                new Outcome.Page(GERMAN, 1),
                "called ISO-8859-1, which on the web means windows-1252");
    }

    private static void paths(Corner corner) {
        String ayatori = "/languages/%E3%81%82%E3%82%84%E3%81%A8%E3%82%8A";
        corner.line("<a href=\"/languages/あやとり\">あやとり</a>: a path in Japanese, not encoded in the link")
                .hidden(
                        ayatori,
                        visit -> Answer.html(Html.page("あやとり", Html.paragraph("One page, several spellings."))),
                        new Outcome.Page("あやとり", 1),
                        "a path in Japanese")
                .link(ayatori, "the same path, percent-encoded")
                .page("/languages/%C3%BCber", "Über", Html.paragraph("About us."), "an encoded umlaut")
                .page("/languages/two%20words", "Two words", "", "an encoded space")
                .line("<a href=\"/languages/two words\">two words</a>: a space that is not encoded");
    }
}
