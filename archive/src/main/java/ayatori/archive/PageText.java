package ayatori.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import ayatori.web.charset.CharsetSniffer;
import java.io.IOException;
import java.io.InputStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/**
 * The title and the text of an HTML page.
 *
 * @param title the title; empty if it has none
 * @param text all text, on one line
 */
record PageText(String title, String text) {
    /** The rest of a larger page is not searched. */
    private static final int BYTES_MAX = 2 << 20;

    static PageText of(InputStream body, String contentType) throws IOException {
        byte[] bytes = body.readNBytes(BYTES_MAX);
        Document page = Jsoup.parse(decode(bytes, contentType));
        return new PageText(page.title().strip(), page.body().text());
    }

    /** A page's text, decoded as browsers do. */
    static String decode(byte[] bytes, String contentType) {
        byte[] utf8 = CharsetSniffer.toUtf8(
                bytes,
                0,
                bytes.length,
                CharsetSniffer.sniff(bytes, 0, bytes.length, contentType)
                        .encoding()
                        .charset());
        return new String(utf8, UTF_8);
    }
}
