package ayatori.crawler.extract;

import ayatori.text.MainContent;
import ayatori.text.SimHash;
import ayatori.web.http.Headers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** Reads the text of a page: the main content of HTML, and all of what an extractor has read. */
final class TextReader {
    private TextReader() {}

    /** The text; null if the page is neither HTML nor a document that an extractor has read. */
    static @Nullable PageText read(ParsedPage page, Headers headers, TextOptions wanted) {
        DocumentText document = page.documentText();
        if (document != null) {
            String text = Texts.bounded(document.text());
            return new PageText(
                    wanted.text() ? text : null, null, List.of(), SimHash.of(text), optOuts(List.of(), headers));
        }
        if (!page.isHtml()) {
            return null;
        }
        MainContent content = wanted.wholePage() ? page.wholeContent() : page.mainContent();
        String text = Texts.bounded(content.text());
        String markdown = wanted.markdown() ? Texts.whole(cutAtBlock(content.markdown())) : null;
        return new PageText(
                wanted.text() ? text : null,
                markdown,
                markdown == null
                        ? List.of()
                        : content.anchors().stream().map(Texts::whole).toList(),
                SimHash.of(text),
                optOuts(page.document().select("meta[name]"), headers));
    }

    private static String cutAtBlock(String markdown) {
        if (markdown.length() <= Texts.CHARS_MAX) {
            return markdown;
        }
        int end = markdown.lastIndexOf("\n\n", Texts.CHARS_MAX);
        return end > 0 ? markdown.substring(0, end) : Texts.cut(markdown, Texts.CHARS_MAX);
    }

    private static Map<String, @Nullable Object> optOuts(List<Element> metas, Headers headers) {
        List<String> robots = new ArrayList<>(headers.all("X-Robots-Tag"));
        Map<String, List<String>> named = new HashMap<>();
        for (Element meta : metas) {
            String name = meta.attr("name").strip().toLowerCase(Locale.ROOT);
            String content = meta.attr("content");
            if (name.equals("robots")) {
                robots.add(content);
            } else if (name.startsWith("tdm-")) {
                named.putIfAbsent(name, List.of(Texts.cut(content, AiOptOuts.CHARS_MAX)));
            }
        }
        return AiOptOuts.of(robots, named, headers);
    }
}
