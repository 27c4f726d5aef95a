package ayatori.web.html;

import ayatori.web.robots.RobotsDirectives;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What a page says about itself. Of each thing the first counts, but robots directives add up. */
final class Metadata {
    private final PageScanner.Options options;
    private final RefreshParser refreshParser = new RefreshParser();
    private final Utf8Buffer titleBuffer = new Utf8Buffer();

    private byte[] input = {};
    private @Nullable String title;
    private @Nullable String baseHref;
    private @Nullable String canonicalHref;
    private @Nullable String lang;
    private @Nullable Refresh refresh;
    private RobotsDirectives robots = RobotsDirectives.ALL;

    Metadata(PageScanner.Options options) {
        this.options = options;
    }

    /** Forgets the last page, and gets ready for that in {@code input}. */
    void clear(byte[] input) {
        this.input = input;
        title = null;
        baseHref = null;
        canonicalHref = null;
        lang = null;
        refresh = null;
        robots = RobotsDirectives.ALL;
    }

    @Nullable String title() {
        return title;
    }

    @Nullable String baseHref() {
        return baseHref;
    }

    @Nullable String canonicalHref() {
        return canonicalHref;
    }

    @Nullable String lang() {
        return lang;
    }

    @Nullable Refresh refresh() {
        return refresh;
    }

    RobotsDirectives robots() {
        return robots;
    }

    /** A {@code title} start tag: returns whether the text after it is the page's title. */
    boolean openTitle() {
        if (title != null) {
            return false;
        }
        title = "";
        return true;
    }

    /** The text of the page's title. */
    void title(int start, int end) {
        int cut = start + Math.min(end - start, options.titleBytesMax());
        while (cut < end && cut > start && isContinuation(input[cut])) {
            cut--;
        }
        titleBuffer.clear();
        TextDecoder.text(input, start, cut, TokenizerState.RCDATA, titleBuffer);
        title = stripAndCollapseAsciiWhitespace(titleBuffer);
    }

    void html(Tag tag, AttributeValue value) {
        if (lang == null && value.load(tag, AttributeName.LANG)) {
            lang = value.toString();
        }
    }

    void base(Tag tag, AttributeValue value) {
        if (baseHref == null && value.load(tag, AttributeName.HREF)) {
            baseHref = value.toString();
        }
    }

    /** A {@code link} whose {@code rel} has {@code canonical}. */
    void canonical(Tag tag, AttributeValue value) {
        if (canonicalHref == null && value.load(tag, AttributeName.HREF)) {
            canonicalHref = value.toString();
        }
    }

    void meta(Tag tag, AttributeValue value, Links links) {
        if (value.load(tag, AttributeName.NAME) && isRobots(value) && value.load(tag, AttributeName.CONTENT)) {
            robots = robots.and(RobotsDirectives.parse(value.toString()));
        }
        if (refresh == null
                && value.load(tag, AttributeName.HTTP_EQUIV)
                && value.equalsIgnoreCase("refresh")
                && value.load(tag, AttributeName.CONTENT)) {
            refresh(value, links);
        }
    }

    private boolean isRobots(AttributeValue name) {
        return name.equalsIgnoreCase("robots")
                || (!options.productToken().isEmpty() && name.equalsIgnoreCase(options.productToken()));
    }

    private void refresh(AttributeValue content, Links links) {
        if (!refreshParser.parse(content.bytes(), content.start(), content.end())) {
            return;
        }
        refresh = Refresh.of(refreshParser, content.bytes());
        if (refreshParser.urlStart() != RefreshParser.MISSING) {
            content.addTo(links, LinkKind.META_REFRESH, 0, refreshParser.urlStart(), refreshParser.urlEnd());
        }
    }

    private static boolean isContinuation(byte b) {
        return (b & 0xC0) == 0x80;
    }

    private static String stripAndCollapseAsciiWhitespace(Utf8Buffer text) {
        byte[] bytes = text.bytes();
        int length = 0;
        boolean space = false;
        for (int i = 0; i < text.length(); i++) {
            byte b = bytes[i];
            if (Ascii.isWhitespace(b)) {
                space = length > 0;
                continue;
            }
            if (space) {
                bytes[length++] = ' ';
                space = false;
            }
            bytes[length++] = b;
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
