package ayatori.crawler.extract;

import ayatori.web.url.Url;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * Reads microdata (HTML standard, section 5) as the JSON that the standard describes: {@code type}, {@code id} and {@code
 * properties}, whose values are lists. {@code itemref} is not followed.
 */
final class Microdata {
    private static final int DEPTH_MAX = 10;
    private static final int PROPERTIES_MAX = 2_000;
    private static final int TREE_DEPTH_MAX = 300;

    private final ParsedPage page;

    /** Cuts a text to what is left; null if nothing is. */
    private final UnaryOperator<@Nullable String> bound;

    private int propertiesLeft = PROPERTIES_MAX;

    Microdata(ParsedPage page, UnaryOperator<@Nullable String> bound) {
        this.page = page;
        this.bound = bound;
    }

    /** The item of an element with {@code itemscope}. */
    Map<String, @Nullable Object> item(Element scope) {
        return item(scope, 0);
    }

    private Map<String, @Nullable Object> item(Element scope, int depth) {
        Map<String, @Nullable Object> item = new LinkedHashMap<>();
        String type = bound.apply(scope.attr("itemtype"));
        if (type != null) {
            item.put("type", List.of((Object[]) type.split("\\s+", 20)));
        }
        String id = scope.hasAttr("itemid") ? url(scope.attr("itemid")) : null;
        if (id != null) {
            item.put("id", id);
        }
        Map<String, @Nullable Object> properties = new LinkedHashMap<>();
        gather(scope, properties, depth, 0);
        item.put("properties", properties);
        return item;
    }

    /** Adds the properties of the elements below one, except for those of items in it. */
    private void gather(Element parent, Map<String, @Nullable Object> properties, int depth, int treeDepth) {
        for (Element child = parent.firstElementChild();
                child != null && propertiesLeft > 0 && treeDepth < TREE_DEPTH_MAX;
                child = child.nextElementSibling()) {
            boolean isItem = child.hasAttr("itemscope");
            if (child.hasAttr("itemprop")) {
                Object value = isItem ? (depth < DEPTH_MAX ? item(child, depth + 1) : null) : value(child);
                if (value != null) {
                    add(properties, child.attr("itemprop"), value);
                }
            }
            if (!isItem) {
                gather(child, properties, depth, treeDepth + 1);
            }
        }
    }

    private void add(Map<String, @Nullable Object> properties, String names, Object value) {
        for (String name : names.strip().split("\\s+", 10)) {
            String bounded = bound.apply(name);
            if (bounded != null && propertiesLeft-- > 0) {
                @SuppressWarnings("unchecked") // all values here are such lists
                var values = (List<Object>) properties.computeIfAbsent(bounded, _ -> new ArrayList<Object>());
                values.add(value);
            }
        }
    }

    /** The value of a property (section 5.2.4). */
    private @Nullable String value(Element element) {
        return switch (element.normalName()) {
            case "meta" -> bound.apply(element.attr("content"));
            case "audio", "embed", "iframe", "img", "source", "track", "video" -> url(element.attr("src"));
            case "a", "area", "link" -> url(element.attr("href"));
            case "object" -> url(element.attr("data"));
            case "data", "meter" -> bound.apply(element.attr("value"));
            case "time" -> bound.apply(element.hasAttr("datetime") ? element.attr("datetime") : element.text());
            default -> bound.apply(element.hasAttr("content") ? element.attr("content") : element.text());
        };
    }

    private @Nullable String url(String text) {
        Url url = text.length() > Texts.CHARS_MAX ? null : page.resolve(text);
        return url == null ? null : bound.apply(url.href());
    }

    /** The text of the first property of a name in one of some items; null if there is none. */
    static @Nullable String text(List<Element> scopes, String property) {
        for (Element scope : scopes) {
            Element found = scope.selectFirst("[itemprop~=(?i)(^|\\s)" + property + "($|\\s)]");
            if (found != null) {
                Element name = found.hasAttr("itemscope") ? found.selectFirst("[itemprop=name]") : null;
                Element said = name == null ? found : name;
                String value = said.hasAttr("datetime")
                        ? said.attr("datetime")
                        : said.hasAttr("content") ? said.attr("content") : said.text();
                return value.isBlank() ? null : value;
            }
        }
        return null;
    }
}
