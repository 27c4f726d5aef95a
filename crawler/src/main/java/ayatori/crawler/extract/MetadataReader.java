package ayatori.crawler.extract;

import ayatori.web.http.Headers;
import ayatori.web.url.Url;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a page says about itself, in one walk over its DOM, and in its headers.
 *
 * <p>All that a page can name is bounded: the length of a text, how many there are of a kind, and all text together.
 */
final class MetadataReader implements NodeFilter {
    private static final int TEXT_CHARS_MAX = 4 << 10;
    private static final int KIND_MAX = 200;
    private static final int TOTAL_CHARS_MAX = 512 << 10;
    private static final int JSON_LD_CHARS_MAX = 256 << 10;

    /** A page that shows less text without scripts is empty without them, if it has some. */
    private static final int SHOWN_CHARS_MIN = 200;

    /** Headers by which a page protects its visitors. */
    private static final List<String> SECURITY_HEADERS = List.of(
            "strict-transport-security",
            "content-security-policy",
            "x-content-type-options",
            "x-frame-options",
            "referrer-policy",
            "permissions-policy");

    private final ParsedPage page;
    private final Map<String, List<String>> metas = new LinkedHashMap<>();
    private final Map<String, @Nullable Object> openGraph = new LinkedHashMap<>();
    private final Map<String, @Nullable Object> twitter = new LinkedHashMap<>();
    private final List<Object> headings = new ArrayList<>();
    private final List<Object> alternates = new ArrayList<>();
    private final List<Object> feeds = new ArrayList<>();
    private final List<Object> jsonLd = new ArrayList<>();
    private final List<Element> microdata = new ArrayList<>();
    private @Nullable String canonical;
    private @Nullable String lang;
    private @Nullable String time;
    private @Nullable String authorLink;
    private int charsLeft = TOTAL_CHARS_MAX;
    private int jsonLdLeft = JSON_LD_CHARS_MAX;
    private final ImageFacts images = new ImageFacts(this::url);
    private long words;
    private int shownChars;
    private boolean hasScript;
    private boolean hasFrame;

    private MetadataReader(ParsedPage page) {
        this.page = page;
    }

    /** The metadata in a fixed order, without what the page does not say; null if it is no HTML. */
    static @Nullable Map<String, @Nullable Object> read(ParsedPage page, Headers headers) {
        DocumentText document = page.documentText();
        if (document != null) {
            return document.metadata();
        }
        if (!page.hasElements()) {
            return null;
        }
        var reader = new MetadataReader(page);
        page.document().filter(reader);
        return reader.gathered(headers);
    }

    // ---- the walk

    @Override
    public FilterResult head(Node node, int depth) {
        if (node instanceof TextNode text) {
            if (isShown(text)) {
                String shown = text.getWholeText();
                words += words(shown);
                if (shownChars < SHOWN_CHARS_MIN) {
                    shownChars += text.text().strip().length();
                }
            }
            return FilterResult.CONTINUE;
        }
        if (!(node instanceof Element element)) {
            return FilterResult.CONTINUE;
        }
        if (element.hasAttr("itemscope") && !element.hasAttr("itemprop") && microdata.size() < KIND_MAX) {
            microdata.add(element);
        }
        switch (element.normalName()) {
            case "html" -> lang = lang == null ? text(element.attr("lang")) : lang;
            case "meta" -> meta(element);
            case "link" -> link(element);
            case "a" -> anchor(element);
            case "h1" -> add(headings, text(element.text()));
            case "img" -> images.add(element);
            case "time" -> {
                if (time == null && (element.hasAttr("pubdate") || element.hasAttr("datetime"))) {
                    time = text(element.attr("datetime"));
                }
            }
            case "script" -> script(element);
            case "iframe", "frame", "object", "embed" -> hasFrame = true;
            case "template", "svg", "noscript" -> {
                return FilterResult.SKIP_ENTIRELY;
            }
            default -> {}
        }
        return FilterResult.CONTINUE;
    }

    private static boolean isShown(TextNode text) {
        return switch (text.parent() == null ? "" : text.parent().normalName()) {
            case "title", "style", "script", "option" -> false;
            default -> true;
        };
    }

    /** Words are runs of letters and digits; of scripts without spaces, each ideograph is one. */
    private static long words(String text) {
        long words = 0;
        boolean isWithin = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isLetter = Character.isLetterOrDigit(c) || Character.isSurrogate(c);
            boolean isIdeograph = c >= 0x2E80 && Character.isIdeographic(c);
            if (isIdeograph || (isLetter && !isWithin)) {
                words++;
            }
            isWithin = isLetter && !isIdeograph;
        }
        return words;
    }

    private void meta(Element meta) {
        String content = text(meta.attr("content"));
        String property = meta.attr("property").strip().toLowerCase(Locale.ROOT);
        String name = meta.attr("name").strip().toLowerCase(Locale.ROOT);
        if (content == null) {
            return;
        }
        String key = property.isEmpty() ? name : property;
        if (key.isEmpty() && meta.attr("http-equiv").equalsIgnoreCase("content-language")) {
            key = "content-language";
        }
        if (key.isEmpty() || key.length() > 100) {
            return;
        }
        if (key.startsWith("og:") || key.startsWith("article:") || key.startsWith("product:")) {
            put(openGraph, key.startsWith("og:") ? key.substring(3) : key, content);
        } else if (key.startsWith("twitter:")) {
            put(twitter, key.substring(8), content);
        }
        if (metas.size() < KIND_MAX || metas.containsKey(key)) {
            List<String> values = metas.computeIfAbsent(key, _ -> new ArrayList<>());
            if (values.size() < KIND_MAX) {
                values.add(content);
            }
        }
    }

    /** A property that occurs several times is a list. */
    private static void put(Map<String, @Nullable Object> properties, String name, String value) {
        Object before = properties.get(name);
        if (before == null) {
            if (properties.size() < KIND_MAX) {
                properties.put(name, value);
            }
        } else if (before instanceof List<?> list) {
            if (list.size() < KIND_MAX) {
                List<Object> more = new ArrayList<>(list);
                more.add(value);
                properties.put(name, more);
            }
        } else {
            properties.put(name, List.of(before, value));
        }
    }

    private void link(Element link) {
        String rel = " " + link.attr("rel").toLowerCase(Locale.ROOT) + " ";
        String href = link.attr("href");
        if (href.isBlank()) {
            return;
        }
        if (rel.contains(" canonical ") && canonical == null) {
            canonical = url(href);
        }
        if (rel.contains(" author ") && authorLink == null) {
            authorLink = url(href);
        }
        if (rel.contains(" alternate ")) {
            alternate(link, href);
        }
    }

    private void alternate(Element link, String href) {
        String type = link.attr("type").strip().toLowerCase(Locale.ROOT);
        if (type.equals("application/rss+xml")
                || type.equals("application/atom+xml")
                || type.equals("application/feed+json")) {
            if (feeds.size() < KIND_MAX) {
                Map<String, @Nullable Object> feed = new LinkedHashMap<>();
                feed.put("url", url(href));
                feed.put("type", type);
                putIfAny(feed, "title", text(link.attr("title")));
                feeds.add(feed);
            }
        } else if (link.hasAttr("hreflang") && alternates.size() < KIND_MAX) {
            Map<String, @Nullable Object> alternate = new LinkedHashMap<>();
            alternate.put("lang", text(link.attr("hreflang")));
            alternate.put("url", url(href));
            alternates.add(alternate);
        }
    }

    private void anchor(Element a) {
        if (authorLink == null && (" " + a.attr("rel").toLowerCase(Locale.ROOT) + " ").contains(" author ")) {
            String name = text(a.text());
            authorLink = name == null ? url(a.attr("href")) : name;
        }
    }

    private void script(Element script) {
        String type = script.attr("type").strip().toLowerCase(Locale.ROOT);
        if (!type.equals("application/ld+json")) {
            hasScript |= type.isEmpty() || type.equals("module") || type.endsWith("javascript");
            return;
        }
        String json = script.data();
        if (json.length() <= jsonLdLeft && jsonLd.size() < KIND_MAX) {
            Object value = Values.read(json.strip());
            if (value != null) {
                jsonLdLeft -= json.length();
                jsonLd.add(value);
            }
        }
    }

    // ---- what comes of it

    private Map<String, @Nullable Object> gathered(Headers headers) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        putIfAny(all, "description", first("description", "og:description", "twitter:description"));
        putIfAny(all, "keywords", first("keywords"));
        List<String> robots = new ArrayList<>(metas.getOrDefault("robots", List.of()));
        for (String header : headers.all("X-Robots-Tag")) {
            add(robots, text(header));
        }
        putIfAny(all, "robots", robots.isEmpty() ? null : String.join(", ", robots));
        putIfAny(all, "canonical", canonical);
        putIfAny(all, "h1", headings);
        String declared = lang == null ? first("content-language") : lang;
        putIfAny(all, "lang", declared == null ? text(headers.first("Content-Language")) : declared);
        putIfAny(all, "hreflang", alternates);
        putIfAny(all, "openGraph", openGraph);
        putIfAny(all, "twitter", twitter);
        putIfAny(all, "jsonLd", jsonLd);
        var items = new Microdata(page, this::text);
        putIfAny(all, "microdata", microdata.stream().map(items::item).toList());
        putIfAny(all, "feeds", feeds);
        putIfAny(all, "published", published());
        putIfAny(all, "modified", modified());
        putIfAny(all, "author", author());
        putIfAny(all, "ai", AiOptOuts.of(robots, metas, headers));
        all.put("words", words);
        putIfAny(all, "images", images.facts());
        putIfAny(all, "securityHeaders", securityHeaders(headers));
        all.put("needsScript", hasScript && !hasFrame && shownChars < SHOWN_CHARS_MIN);
        return all;
    }

    private Map<String, @Nullable Object> securityHeaders(Headers headers) {
        Map<String, @Nullable Object> found = new LinkedHashMap<>();
        for (String name : SECURITY_HEADERS) {
            putIfAny(found, name, text(headers.first(name)));
        }
        return found;
    }

    private @Nullable String published() {
        String found = JsonLd.text(jsonLd, "datePublished");
        found = found == null
                ? first(
                        "article:published_time",
                        "og:published_time",
                        "date",
                        "dc.date",
                        "dcterms.date",
                        "dcterms.created",
                        "parsely-pub-date",
                        "sailthru.date",
                        "citation_publication_date")
                : found;
        found = found == null ? Microdata.text(microdata, "datePublished") : found;
        return date(found == null ? time : found);
    }

    private @Nullable String modified() {
        String found = JsonLd.text(jsonLd, "dateModified");
        found = found == null
                ? first("article:modified_time", "og:updated_time", "last-modified", "dcterms.modified", "revised")
                : found;
        return date(found == null ? Microdata.text(microdata, "dateModified") : found);
    }

    private @Nullable String author() {
        String found = first("author", "article:author", "dc.creator", "parsely-author", "citation_author");
        found = found == null ? JsonLd.name(jsonLd, "author") : found;
        found = found == null ? Microdata.text(microdata, "author") : found;
        return text(found == null ? authorLink : found);
    }

    private static @Nullable String date(@Nullable String text) {
        return text == null ? null : Dates.date(text, Dates.Order.UNKNOWN);
    }

    private @Nullable String first(String... names) {
        for (String name : names) {
            List<String> values = metas.get(name);
            if (values != null) {
                return values.getFirst();
            }
        }
        return null;
    }

    // ---- bounds

    /** The text without white space at its ends, cut to what is left; null if it is blank or nothing is left. */
    private @Nullable String text(@Nullable String text) {
        if (text == null || text.isBlank() || charsLeft <= 0) {
            return null;
        }
        String cut = Texts.cut(text.strip(), Math.min(TEXT_CHARS_MAX, charsLeft));
        charsLeft -= cut.length();
        return cut.isEmpty() ? null : cut;
    }

    /** The absolute URL; null if it is none, or longer than what is kept. */
    private @Nullable String url(String href) {
        if (href.length() > TEXT_CHARS_MAX) {
            return null;
        }
        Url url = page.resolve(href);
        return url == null || !url.isHttp() ? null : text(url.href());
    }

    private static <T> void add(List<? super T> list, @Nullable T value) {
        if (value != null && list.size() < KIND_MAX) {
            list.add(value);
        }
    }

    private static void putIfAny(Map<String, @Nullable Object> map, String name, @Nullable Object value) {
        boolean isEmpty = value == null
                || (value instanceof List<?> list && list.isEmpty())
                || (value instanceof Map<?, ?> inner && inner.isEmpty());
        if (!isEmpty) {
            map.put(name, value);
        }
    }
}
