package ayatori.web.html;

import ayatori.web.robots.RobotsDirectives;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the links and the metadata of an HTML page from its bytes, in one pass and without building a tree.
 *
 * {@snippet :
 * // given: byte[] body
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
 * <p>The page is parsed as the <a href="https://html.spec.whatwg.org/multipage/parsing.html">HTML standard</a> says, except for
 * two things that need a tree: browsers copy an {@code <a>} in misnested markup, and move misplaced content of a {@code <table>}
 * before the table. So links are in the order of the page's text, each as often as it is written. Comments, raw text such as
 * {@code <style>}, and inert {@code <template>}s hold no links.
 *
 * <p>The input must be UTF-8; pages in other encodings are transcoded first. Bytes that are not valid UTF-8 stay as they are in
 * links, and become U+FFFD in strings. An attribute value of more than 64 KiB with something to decode in it is ignored.
 *
 * <p>A scanner is reused from page to page. It keeps its memory, and is not safe for use by several threads. Everything it
 * returns describes the page that was scanned last. It refers to that page's array, which must not change while links are read.
 */
public final class PageScanner {
    private final Links links;
    private final Metadata metadata;
    private final PageHandler handler;
    private final HtmlTokenizer tokenizer;

    /** Null unless places are noted. */
    private final @Nullable LinkPlaces places;

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
        places = options.places() ? new LinkPlaces(handler, links) : null;
        tokenizer = new HtmlTokenizer(options.attributesMax());
    }

    /**
     * Limits, and how pages are read.
     *
     * @param linksMax how many links of a page are kept; see {@link #linksTruncated()}
     * @param attributesMax how many attributes of a tag are read
     * @param titleBytesMax the length in bytes, before decoding, at which a title is cut off
     * @param scripting whether pages are read as by a browser that runs scripts, to which {@code <noscript>} is text
     * @param productToken the crawler's name in {@code <meta name>}, which counts like {@code robots}; empty for none
     * @param places whether the element, the line and the text of each link are noted, and the names that fragments may refer
     *     to; this costs time on every tag
     */
    public record Options(
            int linksMax,
            int attributesMax,
            int titleBytesMax,
            boolean scripting,
            String productToken,
            boolean places) {
        /** 100,000 links, 1,000 attributes, titles of 64 KiB, no scripting, no name, no places. */
        public static final Options DEFAULTS = new Options(100_000, 1_000, 1 << 16, false, "", false);

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
            return new Options(linksMax, attributesMax, titleBytesMax, scripting, productToken, places);
        }

        /** These options with another {@link #attributesMax()}. */
        public Options withAttributesMax(int attributesMax) {
            return new Options(linksMax, attributesMax, titleBytesMax, scripting, productToken, places);
        }

        /** These options with another {@link #titleBytesMax()}. */
        public Options withTitleBytesMax(int titleBytesMax) {
            return new Options(linksMax, attributesMax, titleBytesMax, scripting, productToken, places);
        }

        /** These options with another {@link #scripting()}. */
        public Options withScripting(boolean scripting) {
            return new Options(linksMax, attributesMax, titleBytesMax, scripting, productToken, places);
        }

        /** These options with another {@link #productToken()}. */
        public Options withProductToken(String productToken) {
            return new Options(linksMax, attributesMax, titleBytesMax, scripting, productToken, places);
        }

        /** These options with another {@link #places()}. */
        public Options withPlaces(boolean places) {
            return new Options(linksMax, attributesMax, titleBytesMax, scripting, productToken, places);
        }
    }

    /**
     * Scans the page in {@code body[offset..offset + length)}.
     *
     * @throws IndexOutOfBoundsException if that is not a range of {@code body}
     */
    public void scan(byte[] body, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, body.length);
        clear(body, false);
        tokenizer.tokenize(body, offset, length, handler());
    }

    /**
     * Scans a page of XHTML, in {@code body[offset..offset + length)}, as XML: {@code <script/>} and the like are empty, no element
     * holds raw text, CDATA sections do, and only names in lower case count. Elements are known by their names without a
     * prefix. A page that is not well-formed is read on.
     *
     * @throws IndexOutOfBoundsException if that is not a range of {@code body}
     */
    public void scanXml(byte[] body, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, body.length);
        clear(body, true);
        tokenizer.tokenizeXml(body, offset, length, handler());
    }

    private TokenHandler handler() {
        return places == null ? handler : places;
    }

    private void clear(byte[] body, boolean xml) {
        input = body;
        links.clear();
        metadata.clear(body);
        handler.clear(xml);
        if (places != null) {
            places.clear(body);
        }
    }

    /** Scans a page that is a string. For a page that is bytes, {@link #scan(byte[], int, int)} costs less. */
    public void scan(String page) {
        byte[] body = page.getBytes(StandardCharsets.UTF_8);
        scan(body, 0, body.length);
    }

    /** How many links were found, and kept. */
    public int linkCount() {
        return links.count();
    }

    /** Whether the page has more links than {@link Options#linksMax()}, or more than 8 MiB of links that need decoding. */
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

    /** What the {@code as} of link {@code index} says that it is; null unless it is a {@code <link rel=preload>} that has one. */
    public @Nullable LinkDestination linkDestination(int index) {
        return LinkDestination.ofBits(links.rel(checkIndex(index)));
    }

    /**
     * The name of the element that link {@code index} stands in, in lower case.
     *
     * @throws IllegalStateException if {@link Options#places()} is not set, here as in the methods below
     */
    public String linkElement(int index) {
        return places().element(checkIndex(index));
    }

    /** The line of the page, from 1, in which the start tag of link {@code index} begins. */
    public int linkLine(int index) {
        return places().line(checkIndex(index));
    }

    /**
     * The text of link {@code index}, its white space collapsed, cut off after {@value LinkPlaces#TEXT_LENGTH_MAX} characters: that in
     * an {@code a}, or the alternative text of an image. Null if there is none.
     */
    public @Nullable String linkText(int index) {
        return places().text(checkIndex(index));
    }

    /** What a fragment may refer to: the {@code id} of each element and the {@code name} of each {@code a}, in page order. */
    public List<String> ids() {
        return places().ids();
    }

    private LinkPlaces places() {
        if (places == null) {
            throw new IllegalStateException("places are not noted: see PageScanner.Options.withPlaces");
        }
        return places;
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

    /** The raw {@code href} of the first {@code base} element that has one; null if there is none, or it is over 16 KiB. */
    public @Nullable String baseHref() {
        return string(metadata.baseHref());
    }

    /** The bytes of {@link #baseHref}, in UTF-8 as far as the page is. */
    public byte @Nullable [] baseHrefBytes() {
        return metadata.baseHref();
    }

    /** The raw {@code href} of the first {@code <link rel=canonical>}; null if there is none, or it is over 16 KiB. */
    public @Nullable String canonicalHref() {
        return string(metadata.canonicalHref());
    }

    /** The bytes of {@link #canonicalHref}, in UTF-8 as far as the page is. */
    public byte @Nullable [] canonicalHrefBytes() {
        return metadata.canonicalHref();
    }

    private static @Nullable String string(byte @Nullable [] utf8) {
        return utf8 == null ? null : new String(utf8, StandardCharsets.UTF_8);
    }

    /** The {@code lang} of the {@code html} element; null if there is none, or it is over 256 bytes. */
    public @Nullable String lang() {
        return metadata.lang();
    }

    /** The first {@code <meta http-equiv=refresh>} that is a refresh and has a URL of up to 16 KiB or none; else null. */
    public @Nullable Refresh refresh() {
        return metadata.refresh();
    }

    /** The directives of all {@code <meta name=robots>} and all metas named {@link Options#productToken()} together. */
    public RobotsDirectives robotsMeta() {
        return metadata.robots();
    }

    private int checkIndex(int index) {
        return Objects.checkIndex(index, links.count());
    }
}
