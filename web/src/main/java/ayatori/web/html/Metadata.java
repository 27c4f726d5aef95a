package ayatori.web.html;

import ayatori.web.robots.RobotsDirectives;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What a page says about itself. The first value of each kind counts; robots directives add up. */
final class Metadata {
    /** Longer URLs are ignored: servers refuse them. */
    private static final int URL_BYTES_MAX = 16 << 10;

    /** Longer languages are ignored: the longest that are registered have some 30 bytes. */
    private static final int LANG_BYTES_MAX = 256;

    /** Of a longer {@code content} of a robots meta the rest is ignored. */
    private static final int ROBOTS_BYTES_MAX = 8 << 10;

    private final PageScanner.Options options;
    private final RefreshParser refreshParser = new RefreshParser();
    private final Utf8Buffer titleBuffer = new Utf8Buffer();

    private byte[] input = {};
    private boolean titleSeen;
    private int titleBytes;
    private @Nullable String title;
    private boolean baseSeen;
    private byte @Nullable [] baseHref;
    private boolean canonicalSeen;
    private byte @Nullable [] canonicalHref;
    private @Nullable String lang;
    private @Nullable Refresh refresh;
    private RobotsDirectives robots = RobotsDirectives.ALL;

    Metadata(PageScanner.Options options) {
        this.options = options;
    }

    /** Forgets the last page, and prepares for the one in {@code input}. */
    void clear(byte[] input) {
        this.input = input;
        titleSeen = false;
        titleBytes = 0;
        titleBuffer.clear();
        title = null;
        baseSeen = false;
        baseHref = null;
        canonicalSeen = false;
        canonicalHref = null;
        lang = null;
        refresh = null;
        robots = RobotsDirectives.ALL;
    }

    @Nullable String title() {
        if (titleSeen && title == null) {
            title = stripAndCollapseAsciiWhitespace(titleBuffer);
        }
        return title;
    }

    byte @Nullable [] baseHref() {
        return baseHref;
    }

    byte @Nullable [] canonicalHref() {
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
        if (titleSeen) {
            return false;
        }
        titleSeen = true;
        return true;
    }

    /** Text of the page's title, read in {@code state}. In XML it may come in several pieces. */
    void title(int start, int end, TokenizerState state) {
        int cut = start + Math.min(end - start, options.titleBytesMax() - titleBytes);
        while (cut < end && cut > start && isContinuation(input[cut])) {
            cut--;
        }
        // After a cut there is no room for more.
        titleBytes = cut < end ? options.titleBytesMax() : titleBytes + end - start;
        TextDecoder.text(input, start, cut, state, titleBuffer);
    }

    void html(Tag tag, AttributeValue value, boolean xml) {
        if (lang == null
                && (value.load(tag, AttributeName.LANG) || (xml && value.load(tag, AttributeName.XML_LANG)))
                && value.length() <= LANG_BYTES_MAX) {
            lang = value.toString();
        }
    }

    void base(Tag tag, AttributeValue value) {
        if (!baseSeen && tag.indexOf(AttributeName.HREF) >= 0) {
            baseSeen = true;
            baseHref = url(tag, value);
        }
    }

    /** A {@code link} whose {@code rel} has {@code canonical}. */
    void canonical(Tag tag, AttributeValue value) {
        if (!canonicalSeen && tag.indexOf(AttributeName.HREF) >= 0) {
            canonicalSeen = true;
            canonicalHref = url(tag, value);
        }
    }

    private static byte @Nullable [] url(Tag tag, AttributeValue value) {
        boolean usable = value.load(tag, AttributeName.HREF) && value.length() <= URL_BYTES_MAX;
        return usable ? value.toBytes() : null;
    }

    void meta(Tag tag, AttributeValue value, Links links) {
        if (value.load(tag, AttributeName.NAME) && isRobots(value) && value.load(tag, AttributeName.CONTENT)) {
            robots = robots.and(RobotsDirectives.parse(value.toString(ROBOTS_BYTES_MAX)));
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
        if (!refreshParser.parse(content.bytes(), content.start(), content.end())
                || refreshParser.urlLength() > URL_BYTES_MAX) {
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
