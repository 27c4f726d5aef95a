package ayatori.web.html;

import ayatori.web.robots.RobotsDirectives;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the links and the metadata of an HTML page from its bytes, in one pass and without building a tree.
 *
 * {@snippet :
 * PageScanner scanner = new PageScanner();
 * scanner.scan(body, 0, body.length);
 * System.out.println(scanner.title());
 * for (int i = 0; i < scanner.linkCount(); i++) {
 *     if (scanner.linkKind(i) == LinkKind.A && !scanner.linkNofollow(i)) {
 *         System.out.println(scanner.link(i));
 *     }
 * }
 * }
 *
 * <p>The page is read as the <a href="https://html.spec.whatwg.org/multipage/parsing.html">HTML standard</a> has it parsed,
 * with two things left out that need a tree: the copies of an {@code <a>} that browsers make for misnested markup, and the
 * moving of what stands loose in a {@code <table>} to before it. So links are in the order of the page's text, each once for
 * each time it is written. What lies in comments, in raw text such as {@code <style>}, and in inert {@code <template>}s is no
 * link.
 *
 * <p>The input is UTF-8; other encodings are to be transcoded first. Bytes that are not valid UTF-8 stay as they are in
 * links, and become U+FFFD in strings.
 *
 * <p>A scanner is meant to be reused, keeps its memory, and is not safe for use by several threads. Everything it returns
 * describes the page scanned last. It refers to that page's array, which must not change as long as links are read.
 */
public final class PageScanner {
    private final Links links;
    private final Metadata metadata;
    private final PageHandler handler;
    private final HtmlTokenizer tokenizer;

    private byte[] input = {};

    /** A scanner with {@link Options#DEFAULTS}. */
    public PageScanner() {
        this(Options.DEFAULTS);
    }

    /** A scanner with the given limits. */
    public PageScanner(Options options) {
        links = new Links(options.linksMax());
        metadata = new Metadata(options);
        handler = new PageHandler(options, links, metadata);
        tokenizer = new HtmlTokenizer(options.attributesMax());
    }

    /**
     * Limits, and how pages are to be read.
     *
     * @param linksMax the links kept of a page; there may be more, see {@link #linksTruncated()}
     * @param attributesMax the attributes looked at in a tag
     * @param titleBytesMax the length in bytes, before it is decoded, at which a title is cut off
     * @param scripting whether to read pages as a browser that runs scripts does, which sees no links in {@code <noscript>}
     * @param productToken a crawler's own name in {@code <meta name>}, heeded like {@code robots}; empty for none
     */
    public record Options(int linksMax, int attributesMax, int titleBytesMax, boolean scripting, String productToken) {
        /** 100,000 links, 1,000 attributes, titles of 64 KiB, no scripting, no name. */
        public static final Options DEFAULTS = new Options(100_000, 1_000, 1 << 16, false, "");

        /** Checks that limits are not negative. */
        public Options {
            if (linksMax < 0 || attributesMax < 0 || titleBytesMax < 0) {
                throw new IllegalArgumentException("limits must not be negative: " + linksMax + " links, "
                        + attributesMax + " attributes, " + titleBytesMax + " bytes of title");
            }
            productToken = productToken.toLowerCase(Locale.ROOT);
        }

        /** These options with another {@link #linksMax()}. */
        public Options withLinksMax(int linksMax) {
            return new Options(linksMax, attributesMax, titleBytesMax, scripting, productToken);
        }

        /** These options with another {@link #attributesMax()}. */
        public Options withAttributesMax(int attributesMax) {
            return new Options(linksMax, attributesMax, titleBytesMax, scripting, productToken);
        }

        /** These options with another {@link #titleBytesMax()}. */
        public Options withTitleBytesMax(int titleBytesMax) {
            return new Options(linksMax, attributesMax, titleBytesMax, scripting, productToken);
        }

        /** These options with another {@link #scripting()}. */
        public Options withScripting(boolean scripting) {
            return new Options(linksMax, attributesMax, titleBytesMax, scripting, productToken);
        }

        /** These options with another {@link #productToken()}. */
        public Options withProductToken(String productToken) {
            return new Options(linksMax, attributesMax, titleBytesMax, scripting, productToken);
        }
    }

    /**
     * Scans the page in {@code body[offset..offset + length)}.
     *
     * @throws IndexOutOfBoundsException if that is not a range of {@code body}
     */
    public void scan(byte[] body, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, body.length);
        input = body;
        links.clear();
        metadata.clear(body);
        handler.clear();
        tokenizer.tokenize(body, offset, length, handler);
    }

    /** Scans a page that is text already; one that came as bytes had better stay so. */
    public void scan(String page) {
        byte[] body = page.getBytes(StandardCharsets.UTF_8);
        scan(body, 0, body.length);
    }

    /** How many links were found, and kept. */
    public int linkCount() {
        return links.count();
    }

    /** Whether the page has more links than {@link Options#linksMax()}. */
    public boolean linksTruncated() {
        return links.isTruncated();
    }

    /**
     * Where in the page link {@code index} stood.
     *
     * @throws IndexOutOfBoundsException if {@code index} is not in {@code [0, linkCount())}, here as in the methods below
     */
    public LinkKind linkKind(int index) {
        return links.kind(checkIndex(index));
    }

    /** Whether the {@code rel} of link {@code index} has {@code keyword}. */
    public boolean linkHasRel(int index, LinkRel keyword) {
        return (links.rel(checkIndex(index)) & keyword.bit()) != 0;
    }

    /** Whether the {@code rel} of link {@code index} has {@code nofollow}. */
    public boolean linkNofollow(int index) {
        return linkHasRel(index, LinkRel.NOFOLLOW);
    }

    /**
     * The array that holds the raw value of link {@code index} in UTF-8, character references resolved, not stripped and not
     * yet a URL: {@link #linkLength} bytes from {@link #linkStart} on. It is the page itself, or where the value was not
     * written literally an array of this scanner. To be read only, before the next {@link #scan}.
     */
    public byte[] linkBytes(int index) {
        return links.isDecoded(checkIndex(index)) ? links.decoded() : input;
    }

    /** Where link {@code index} begins in {@link #linkBytes}. */
    public int linkStart(int index) {
        return links.start(checkIndex(index));
    }

    /** The length of link {@code index} in bytes. */
    public int linkLength(int index) {
        return links.length(checkIndex(index));
    }

    /** The raw value of link {@code index} as a string; {@link #linkBytes} costs less. */
    public String link(int index) {
        return new String(linkBytes(index), linkStart(index), linkLength(index), StandardCharsets.UTF_8);
    }

    /** The text of the first {@code title} element, its whitespace stripped and collapsed, or null if there is none. */
    public @Nullable String title() {
        return metadata.title();
    }

    /** The raw {@code href} of the first {@code base} element that has one, or null. */
    public @Nullable String baseHref() {
        return metadata.baseHref();
    }

    /** The raw {@code href} of the first {@code <link rel=canonical>}, or null. */
    public @Nullable String canonicalHref() {
        return metadata.canonicalHref();
    }

    /** The {@code lang} of the {@code html} element, or null. */
    public @Nullable String lang() {
        return metadata.lang();
    }

    /** The first {@code <meta http-equiv=refresh>} that is one, or null. */
    public @Nullable Refresh refresh() {
        return metadata.refresh();
    }

    /** All that {@code <meta name=robots>}, and metas by our {@link Options#productToken()}, say together. */
    public RobotsDirectives robotsMeta() {
        return metadata.robots();
    }

    private int checkIndex(int index) {
        return Objects.checkIndex(index, links.count());
    }
}
