package ayatori.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** Any page is read, stays as it is, and gives text and Markdown that are not much longer than it. */
public final class MainContentFuzz {
    private static final int SEED_BYTES = 16 << 10;
    /** What Markdown may add to a character of HTML: absolute links, prefixes of nested blocks, empty cells. */
    private static final int GROWTH = 300;

    private MainContentFuzz() {}

    /** Reads {@code page} as HTML. */
    public static void fuzzerTestOneInput(byte[] page) {
        check(new String(page, StandardCharsets.UTF_8), "https://example.org/shop/lamps/lamp");
    }

    static void check(String html, String url) {
        Document page = Jsoup.parse(html, url);
        String before = page.outerHtml();
        MainContent content = MainContent.of(page);
        MainContent whole = MainContent.wholePage(page);
        assertThat(page.outerHtml()).isEqualTo(before);
        assertThat(content.text().length()).isLessThanOrEqualTo(2 * before.length());
        assertThat(whole.text().length()).isLessThanOrEqualTo(2 * before.length());
        assertThat(content.markdown().length()).isLessThanOrEqualTo(GROWTH * before.length());
        assertThat(whole.markdown().length()).isLessThanOrEqualTo(GROWTH * before.length());
        SimHash.of(content.text());
    }

    /** Writes the beginnings of the bodies of real pages into folder {@code args[0]}, for Jazzer. */
    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[0]));
        for (Evaluation.Case page : Evaluation.pages(Suites.with("text/wcxb"))) {
            byte[] body = page.page().body().outerHtml().getBytes(StandardCharsets.UTF_8);
            Files.write(folder.resolve(page.id()), Arrays.copyOf(body, Math.min(body.length, SEED_BYTES)));
        }
    }
}
