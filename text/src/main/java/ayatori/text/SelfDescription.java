package ayatori.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jspecify.annotations.Nullable;

/** What a page says of itself: its meta elements, its JSON-LD, and the first elements that show its heading, author and date. */
final class SelfDescription {
    private static final String[] META_KEYS = {"property", "name", "itemprop"};

    private final Map<String, String> metas = new HashMap<>();
    private final List<String> jsonLd = new ArrayList<>();
    private final Map<String, Element> firsts = new HashMap<>();

    private SelfDescription() {}

    /** Reads a page in one walk. */
    static SelfDescription of(Document page) {
        var description = new SelfDescription();
        page.traverse((Node node, int depth) -> {
            if (node instanceof Element element) {
                description.add(element);
            }
        });
        return description;
    }

    private void add(Element element) {
        switch (element.normalName()) {
            case "meta" -> {
                for (String key : META_KEYS) {
                    String name = element.attr(key);
                    if (!name.isEmpty()) {
                        metas.putIfAbsent(metaKey(key, name.strip()), element.attr("content"));
                    }
                }
            }
            case "script" -> {
                if (element.attr("type").equalsIgnoreCase("application/ld+json")) {
                    jsonLd.add(element.data());
                }
            }
            case "h1" -> firsts.putIfAbsent("h1", element);
            case "time" -> {
                if (element.hasAttr("datetime")) {
                    firsts.putIfAbsent("time", element);
                }
            }
            case "html" -> {
                if (element.hasAttr("lang")) {
                    firsts.putIfAbsent("html", element);
                }
            }
            default -> {}
        }
        if (element.attributesSize() > 0) {
            if (element.attr("rel").equalsIgnoreCase("author")) {
                firsts.putIfAbsent("rel author", element);
            }
            if (element.attr("itemprop").equalsIgnoreCase("author")) {
                firsts.putIfAbsent("itemprop author", element);
            }
        }
    }

    private static String metaKey(String key, String name) {
        return key + ' ' + name.toLowerCase(Locale.ROOT);
    }

    /** The content of the first meta element whose attribute {@code property}, {@code name} or {@code itemprop} has a value, or the empty string. */
    String meta(String attribute, String value) {
        return metas.getOrDefault(metaKey(attribute, value), "");
    }

    /** The sources of its scripts of JSON-LD. */
    List<String> jsonLd() {
        return jsonLd;
    }

    /** The first heading of the first rank. */
    @Nullable Element heading() {
        return firsts.get("h1");
    }

    /** The first element that is said to be or to lead to its author. */
    @Nullable Element author() {
        Element author = firsts.get("rel author");
        return author == null ? firsts.get("itemprop author") : author;
    }

    /** The first date that is written for programs, or the empty string. */
    String time() {
        Element time = firsts.get("time");
        return time == null ? "" : time.attr("datetime");
    }

    /** The language of the element {@code html}, or the empty string. */
    String language() {
        Element html = firsts.get("html");
        return html == null ? "" : html.attr("lang");
    }
}
