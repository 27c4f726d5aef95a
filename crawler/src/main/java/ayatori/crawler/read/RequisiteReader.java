package ayatori.crawler.read;

import ayatori.crawler.CrawlRequisites;
import ayatori.crawler.RequisiteRole;
import ayatori.web.css.CssUrl;
import ayatori.web.css.CssUrls;
import ayatori.web.html.MarkupScanner;
import ayatori.web.html.PageScanner;
import ayatori.web.url.UrlResolver;
import com.dynatrace.hash4j.hashing.HashValue128;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Finds the requisites that pages, style sheets and manifests name. The caller resolves them. Reused from page to page, as {@link
 * PageReader} is.
 */
final class RequisiteReader {
    /** The limit on the bytes of the requisites of one page; further ones are dropped. */
    private static final long BYTES_MAX = 4 << 20;

    private static final byte[] URL = {'u', 'r', 'l', '('};
    private static final byte[] IMPORT = {'i', 'm', 'p', 'o', 'r', 't'};
    private static final byte[] IMAGE_SET = {'-', 's', 'e', 't', '('};
    private static final byte[] BACKGROUND = "background=".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FE_IMAGE = "feimage".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SRCDOC = "srcdoc".getBytes(StandardCharsets.US_ASCII);

    /** Attributes of SVG whose values are those of CSS properties. */
    private static final Set<String> OF_CSS = Set.of(
            "style",
            "fill",
            "stroke",
            "mask",
            "clip-path",
            "filter",
            "cursor",
            "marker-start",
            "marker-mid",
            "marker-end");

    private static final Set<String> OF_TABLES = Set.of("table", "thead", "tbody", "tfoot", "tr", "td", "th");

    /** Documents within documents, by {@code srcdoc}, are read so deep. */
    private static final int NESTED_MAX = 3;

    private static final int PROLOG_BYTES_MAX = 4 << 10;

    /** What an XML document names before its root. */
    private static final Pattern XML_STYLESHEET =
            Pattern.compile("<\\?xml-stylesheet\\s(?:[^?>]*\\s)?href\\s*=\\s*[\"']([^\"'<]*)[\"']");

    private final CrawlRequisites wanted;
    private final Fingerprint fingerprint;
    private final UrlResolver resolver;

    /** Resolves a reference into the resolver; returns whether it is a web address. */
    private final Predicate<byte[]> resolve;

    private final RecentLinks recent = new RecentLinks();
    private final MarkupScanner markup = new MarkupScanner();
    private RequisiteLinks links = RequisiteLinks.NONE;
    private int nested;

    RequisiteReader(CrawlRequisites wanted, Fingerprint fingerprint, UrlResolver resolver, Predicate<byte[]> resolve) {
        this.wanted = wanted;
        this.fingerprint = fingerprint;
        this.resolver = resolver;
        this.resolve = resolve;
    }

    /** Begins another page. */
    void clear() {
        links = RequisiteLinks.NONE;
    }

    /** Begins the requisites of a page that was read, at their distance from a seed. */
    void begin(int depth) {
        links = new RequisiteLinks(depth);
    }

    /** What was found since the last call. */
    RequisiteLinks take() {
        RequisiteLinks found = links;
        links = RequisiteLinks.NONE;
        return found;
    }

    /** Reads the page that a scanner has scanned. Its base is in the resolver. */
    void readPage(PageScanner scanner, byte[] utf8, boolean isXml) {
        for (int i = 0; i < scanner.linkCount(); i++) {
            RequisiteRole role = Roles.of(scanner, i);
            if (role != null && isWanted(role)) {
                int start = scanner.linkStart(i);
                add(Arrays.copyOfRange(scanner.linkBytes(i), start, start + scanner.linkLength(i)), role);
            }
        }
        if (isXml) {
            String prolog = new String(utf8, 0, Math.min(utf8.length, PROLOG_BYTES_MAX), StandardCharsets.UTF_8);
            XML_STYLESHEET.matcher(prolog).results().forEach(found -> addIfWanted(found.group(1), RequisiteRole.STYLE));
        }
        if (mayNameUrls(utf8)) {
            (nested == 0 ? markup : new MarkupScanner()).scan(utf8, 0, utf8.length, isXml, new Rest(utf8));
        }
    }

    /** Reads what the headers of a page name. Its own URL is the base in the resolver. */
    void readHeaders(List<String> links) {
        LinkHeader.forEach(links, this::addIfWanted);
    }

    /** Reads a document in an attribute, whose base is that of its page. */
    private void readSrcdoc(String html) {
        if (nested == NESTED_MAX) {
            return;
        }
        nested++;
        byte[] utf8 = html.getBytes(StandardCharsets.UTF_8);
        var scanner = new PageScanner();
        scanner.scan(utf8, 0, utf8.length);
        readPage(scanner, utf8, false);
        nested--;
    }

    /** What the scanner of links leaves out: style sheets and style attributes in a page, SVG, and what few pages have. */
    private final class Rest implements MarkupScanner.Visitor {
        private final byte[] page;

        Rest(byte[] page) {
            this.page = page;
        }

        @Override
        public void startTag(MarkupScanner.StartTag tag) {
            String element = tag.name();
            for (int i = 0; i < tag.attributes(); i++) {
                String attribute = tag.attribute(i);
                if (OF_CSS.contains(attribute)) {
                    readStyle(tag.value(i));
                } else if (attribute.equals("background") && OF_TABLES.contains(element)) {
                    addIfWanted(tag.value(i), RequisiteRole.IMAGE);
                } else if (element.equals("feimage") && (attribute.equals("href") || attribute.equals("xlink:href"))) {
                    addIfWanted(tag.value(i), RequisiteRole.IMAGE);
                } else if (element.equals("iframe") && attribute.equals("srcdoc")) {
                    readSrcdoc(tag.value(i));
                }
            }
        }

        @Override
        public void style(int start, int end) {
            readStyle(new String(page, start, end - start, StandardCharsets.UTF_8));
        }
    }

    /** Reads a style sheet, or a style attribute. */
    void readStyle(String css) {
        for (CssUrl url : CssUrls.of(css)) {
            RequisiteRole role = switch (url.kind()) {
                case IMPORT -> RequisiteRole.STYLE;
                case FONT -> RequisiteRole.FONT;
                case IMAGE -> RequisiteRole.IMAGE;
            };
            addIfWanted(url.url(), role);
        }
    }

    /** Reads a web app manifest: its icons, and those of its shortcuts. One that is no JSON names nothing. */
    void readManifest(byte[] json) {
        JsonNode manifest;
        try {
            manifest = JsonMapper.shared().readTree(json);
        } catch (JacksonException e) {
            return;
        }
        readImages(manifest.path("icons"), RequisiteRole.ICON);
        readImages(manifest.path("screenshots"), RequisiteRole.IMAGE);
        for (JsonNode shortcut : manifest.path("shortcuts")) {
            readImages(shortcut.path("icons"), RequisiteRole.ICON);
        }
    }

    private void readImages(JsonNode images, RequisiteRole role) {
        for (JsonNode image : images) {
            addIfWanted(image.path("src").asString(""), role);
        }
    }

    private boolean isWanted(RequisiteRole role) {
        return !wanted.left().contains(role);
    }

    private void addIfWanted(String url, RequisiteRole role) {
        if (!url.isEmpty() && isWanted(role)) {
            add(url.getBytes(StandardCharsets.UTF_8), role);
        }
    }

    private void add(byte[] reference, RequisiteRole role) {
        if (links.memoryBytes() >= BYTES_MAX || !resolve.test(reference)) {
            return;
        }
        HashValue128 hash = fingerprint.of(resolver);
        long high = hash.getMostSignificantBits();
        long low = hash.getLeastSignificantBits();
        if (recent.add(high, low, 0)) {
            String url = new String(resolver.buffer(), 0, resolver.length(), StandardCharsets.US_ASCII);
            links.add(url, resolver.authorityEnd(), high, low, role);
        }
    }

    /** Whether there can be a URL that the scanner of links leaves out: most pages have none, and are not scanned for them. */
    private static boolean mayNameUrls(byte[] page) {
        for (int i = 0; i < page.length - 4; i++) {
            boolean may = switch (page[i]) {
                case '\\' -> true;
                case 'u', 'U' -> isAt(page, i, URL);
                case 'i', 'I' -> isImport(page, i);
                case '-' -> isAt(page, i, IMAGE_SET);
                case 'b', 'B' -> isAt(page, i, BACKGROUND);
                case 'f', 'F' -> isAt(page, i, FE_IMAGE);
                case 's', 'S' -> isAt(page, i, SRCDOC);
                default -> false;
            };
            if (may) {
                return true;
            }
        }
        return false;
    }

    private static boolean isImport(byte[] page, int at) {
        return at > 0 && page[at - 1] == '@' && isAt(page, at, IMPORT);
    }

    private static boolean isAt(byte[] page, int at, byte[] lower) {
        if (at + lower.length > page.length) {
            return false;
        }
        for (int i = 0; i < lower.length; i++) {
            byte b = page[at + i];
            byte folded = b >= 'A' && b <= 'Z' ? (byte) (b + 32) : b;
            if (folded != lower[i]) {
                return false;
            }
        }
        return true;
    }

    static @Nullable RequisiteReader of(
            @Nullable CrawlRequisites wanted,
            Fingerprint fingerprint,
            UrlResolver resolver,
            Predicate<byte[]> resolve) {
        return wanted == null ? null : new RequisiteReader(wanted, fingerprint, resolver, resolve);
    }
}
