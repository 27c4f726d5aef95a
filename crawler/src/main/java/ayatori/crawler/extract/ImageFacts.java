package ayatori.crawler.extract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** Counts the images of a page, and those that lack a text or a size. */
final class ImageFacts {
    /** Images that are named; of the others only the number is known. */
    private static final int NAMED_MAX = 10;

    private final Function<String, @Nullable String> url;
    private final List<Object> withoutAltUrls = new ArrayList<>();
    private final List<Object> withoutSizeUrls = new ArrayList<>();
    private long count;
    private long withoutAlt;
    private long withoutSize;

    /**
     * @param url makes an absolute URL of an attribute
     */
    ImageFacts(Function<String, @Nullable String> url) {
        this.url = url;
    }

    void add(Element image) {
        count++;
        if (!image.hasAttr("alt") && !isHidden(image)) {
            withoutAlt++;
            name(withoutAltUrls, image);
        }
        if (!hasSize(image)) {
            withoutSize++;
            name(withoutSizeUrls, image);
        }
    }

    /** Whether screen readers pass over it, or another attribute names it. */
    private static boolean isHidden(Element image) {
        String role = image.attr("role").strip().toLowerCase(Locale.ROOT);
        return role.equals("presentation")
                || role.equals("none")
                || image.attr("aria-hidden").equalsIgnoreCase("true")
                || !image.attr("aria-label").isBlank()
                || !image.attr("aria-labelledby").isBlank();
    }

    private static boolean hasSize(Element image) {
        if (image.hasAttr("width") && image.hasAttr("height")) {
            return true;
        }
        String style = image.attr("style").toLowerCase(Locale.ROOT);
        return style.contains("aspect-ratio") || (style.contains("width") && style.contains("height"));
    }

    private void name(List<Object> urls, Element image) {
        if (urls.size() < NAMED_MAX) {
            String src = url.apply(image.attr("src"));
            if (src != null) {
                urls.add(src);
            }
        }
    }

    /** What is known; empty without images. */
    Map<String, @Nullable Object> facts() {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        if (count > 0) {
            facts.put("count", count);
            facts.put("withoutAlt", withoutAlt);
            facts.put("withoutSize", withoutSize);
            if (!withoutAltUrls.isEmpty()) {
                facts.put("withoutAltUrls", withoutAltUrls);
            }
            if (!withoutSizeUrls.isEmpty()) {
                facts.put("withoutSizeUrls", withoutSizeUrls);
            }
        }
        return facts;
    }
}
