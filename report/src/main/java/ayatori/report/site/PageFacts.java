package ayatori.report.site;

import ayatori.crawler.folder.RecordedPage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a page's metadata says, read defensively: a crawl of another version may have other metadata. */
final class PageFacts {
    private final Map<String, @Nullable Object> metadata;

    private PageFacts(Map<String, @Nullable Object> metadata) {
        this.metadata = metadata;
    }

    /** The facts of a page; null if its metadata was not recorded. */
    static @Nullable PageFacts of(RecordedPage page) {
        Map<String, @Nullable Object> metadata = page.metadata();
        return metadata == null ? null : new PageFacts(metadata);
    }

    @Nullable String description() {
        return text(metadata, "description");
    }

    @Nullable String robots() {
        return text(metadata, "robots");
    }

    boolean isNoindex() {
        String robots = robots();
        String lower = robots == null ? "" : robots.toLowerCase(Locale.ROOT);
        return lower.contains("noindex") || lower.equals("none") || lower.contains("none,") || lower.contains(", none");
    }

    boolean hasHeading() {
        return metadata.get("h1") instanceof List<?> headings && !headings.isEmpty();
    }

    /** How many words it shows; -1 if that was not recorded. */
    int words() {
        return number(metadata, "words");
    }

    /** A number of the images, by its name; 0 if there is none. */
    int images(String name) {
        return metadata.get("images") instanceof Map<?, ?> images ? Math.max(number(images, name), 0) : 0;
    }

    /** The URLs of images, by the name of the list. */
    List<String> imageUrls(String name) {
        List<String> urls = new ArrayList<>();
        if (metadata.get("images") instanceof Map<?, ?> images && images.get(name) instanceof List<?> list) {
            list.forEach(url -> urls.add(String.valueOf(url)));
        }
        return urls;
    }

    /** A translation of the page. */
    record Translation(String lang, String url) {}

    List<Translation> translations() {
        List<Translation> translations = new ArrayList<>();
        if (metadata.get("hreflang") instanceof List<?> list) {
            for (Object one : list) {
                if (one instanceof Map<?, ?> alternate) {
                    String url = text(alternate, "url");
                    String lang = text(alternate, "lang");
                    if (url != null) {
                        translations.add(new Translation(lang == null ? "" : lang, url));
                    }
                }
            }
        }
        return translations;
    }

    /** The security headers that the answer had, by their names in lower case; null if that was not recorded. */
    @Nullable Map<?, ?> securityHeaders() {
        if (metadata.get("securityHeaders") instanceof Map<?, ?> headers) {
            return headers;
        }
        return words() >= 0 ? Map.of() : null;
    }

    private static @Nullable String text(Map<?, ?> map, String name) {
        return map.get(name) instanceof String text && !text.isBlank() ? text : null;
    }

    private static int number(Map<?, ?> map, String name) {
        return map.get(name) instanceof Number number ? number.intValue() : -1;
    }
}
