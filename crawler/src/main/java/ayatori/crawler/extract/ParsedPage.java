package ayatori.crawler.extract;

import ayatori.text.MainContent;
import ayatori.web.url.Url;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jsoup.helper.W3CDom;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/**
 * A page as fields see it: its URL and its body, parsed when something asks for it, and at most once. Not safe for use by several
 * threads.
 */
public final class ParsedPage {
    /** A DOM takes up to fifty times its source. What lies behind this many bytes is not parsed. */
    static final int BYTES_MAX = 8 << 20;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** What a body is. */
    public enum Kind {
        /** Parsed as browsers parse HTML. */
        HTML,
        /** Parsed as XML: XHTML, RSS, Atom and the like. */
        XML,
        /** Not parsed: only regular expressions match. */
        TEXT
    }

    private final String url;
    private final byte[] body;
    private final Charset charset;
    private final Kind kind;
    private boolean tracksPositions;
    private BooleanSupplier isOver = () -> false;
    private boolean isUnfinished;

    /** How often an end was asked for; looking at the clock each time would cost more than many a selector. */
    private int asked;

    private @Nullable String text;
    private @Nullable Document document;
    private @Nullable DocumentText documentText;
    private @Nullable MainContent mainContent;
    private @Nullable MainContent wholeContent;

    /** The URL against which links are resolved: that of the first {@code base} element, else the page's own. */
    private @Nullable Url base;

    /** The copy of the page for XPath, and which of its nodes stand for which elements. */
    private org.w3c.dom.@Nullable Document xpathCopy;

    private final IdentityHashMap<Element, org.w3c.dom.Node> xpathNodes = new IdentityHashMap<>();

    /**
     * A page that is not parsed yet.
     *
     * @param url the absolute URL, against which links are resolved
     * @param body the decoded body
     * @param charset the body's encoding
     * @param kind how it is parsed
     */
    public ParsedPage(String url, byte[] body, Charset charset, Kind kind) {
        this.url = url;
        this.body = body;
        this.charset = charset;
        this.kind = kind;
    }

    /** An HTML page in UTF-8. */
    public static ParsedPage html(String url, byte[] utf8) {
        return new ParsedPage(url, utf8, StandardCharsets.UTF_8, Kind.HTML);
    }

    /** The text of a document that is no markup: only regular expressions match. */
    public static ParsedPage document(String url, DocumentText text) {
        var page = new ParsedPage(url, new byte[0], StandardCharsets.UTF_8, Kind.TEXT);
        page.text = text.text();
        page.documentText = text;
        return page;
    }

    /** An HTML page that is parsed already. */
    public static ParsedPage of(String url, Document document) {
        var page = new ParsedPage(url, new byte[0], StandardCharsets.UTF_8, Kind.HTML);
        page.document = document;
        page.text = document.outerHtml();
        return page;
    }

    /** Makes matches know their lines, at some cost. Must be called before the page is parsed. */
    public void trackPositions() {
        tracksPositions = true;
    }

    /**
     * Sets when selectors end early. Some take time in the square of what a page has, such as {@code p:last-of-type} in a page of
     * a million paragraphs.
     *
     * @param isOver asked again and again while elements are searched
     */
    public void endWhen(BooleanSupplier isOver) {
        this.isOver = isOver;
    }

    /** {@return whether a selector ended early, so that values are missing} */
    public boolean isUnfinished() {
        return isUnfinished;
    }

    /** Whether searching must end now. */
    boolean isOver() {
        if ((asked++ & 63) == 0) {
            isUnfinished |= isOver.getAsBoolean();
        }
        return isUnfinished;
    }

    /** {@return the absolute URL of the page} */
    public String url() {
        return url;
    }

    /** {@return whether the body is longer than what is looked at, which is 8 MiB} */
    public boolean isCut() {
        return body.length > BYTES_MAX;
    }

    /** {@return what an extractor has read of this document; null if it is a page} */
    public @Nullable DocumentText documentText() {
        return documentText;
    }

    /** {@return whether there are elements to select} */
    public boolean hasElements() {
        return kind != Kind.TEXT || document != null;
    }

    /** {@return the source as text, without a byte order mark} */
    public String text() {
        String known = text;
        if (known == null) {
            known = new String(body, 0, Math.min(body.length, BYTES_MAX), charset);
            known = known.startsWith(BYTE_ORDER_MARK) ? known.substring(1) : known;
            text = known;
        }
        return known;
    }

    /** {@return the DOM; an empty one if the body is neither HTML nor XML} */
    public Document document() {
        Document known = document;
        if (known == null) {
            Parser parser = kind == Kind.XML ? Parser.xmlParser() : Parser.htmlParser();
            known = parser.setTrackPosition(tracksPositions).parseInput(hasElements() ? text() : "", url);
            document = known;
        }
        return known;
    }

    /** {@return whether the page is HTML, also in the form of XML; other XML has no main content} */
    public boolean isHtml() {
        Element root = hasElements() ? document().firstElementChild() : null;
        return root != null && root.normalName().equals("html");
    }

    /** {@return the main content, found once; empty if the page is no HTML} */
    public MainContent mainContent() {
        MainContent known = mainContent;
        if (known == null) {
            known = MainContent.of(isHtml() ? document() : Document.createShell(url));
            mainContent = known;
        }
        return known;
    }

    /** {@return the content of the whole page, its navigation too; empty if the page is no HTML} */
    public MainContent wholeContent() {
        MainContent known = wholeContent;
        if (known == null) {
            known = MainContent.wholePage(isHtml() ? document() : Document.createShell(url));
            wholeContent = known;
        }
        return known;
    }

    /** What the output parts of fields give, going by the tags alone; null if only a DOM can tell. */
    @Nullable Map<FieldSpec, String> readTags(List<TagSelector> selectors) {
        return kind == Kind.HTML && document == null
                ? TagReader.read(url, body, Math.min(body.length, BYTES_MAX), selectors)
                : null;
    }

    /** Sets the base that the page names, so that it is not looked for in the DOM; null for none. Returns the one that counts. */
    Url base(@Nullable String href) {
        Url own = Objects.requireNonNull(Url.tryParse(url));
        Url named = href == null ? null : own.tryResolve(href.strip());
        Url known = named == null || !named.isHttp() ? own : named;
        base = known;
        return known;
    }

    /** {@return the absolute URL that a link of the page leads to, as a browser resolves it; null if it is no URL} */
    public @Nullable Url resolve(String link) {
        Url known = base;
        if (known == null) {
            Element element = hasElements() ? document().selectFirst("base[href]") : null;
            known = base(element == null ? null : element.attr("href"));
        }
        return known.tryResolve(link.strip());
    }

    /** The node for the JDK's XPath that stands for an element; null stands for the whole page. The page is copied once. */
    org.w3c.dom.Node xpathNode(@Nullable Element element) {
        org.w3c.dom.Document copy = xpathCopy;
        if (copy == null) {
            copy = new W3CDom().namespaceAware(false).fromJsoup(document());
            xpathCopy = copy;
        }
        if (element == null) {
            return copy;
        }
        if (xpathNodes.isEmpty()) {
            addNodes(copy);
        }
        org.w3c.dom.Node node = xpathNodes.get(element);
        return node == null ? copy : node;
    }

    private void addNodes(org.w3c.dom.Document copy) {
        var elements = copy.getElementsByTagName("*");
        for (int i = 0; i < elements.getLength(); i++) {
            org.w3c.dom.Node node = elements.item(i);
            if (node.getUserData(W3CDom.SourceProperty) instanceof Element source) {
                xpathNodes.put(source, node);
            }
        }
    }
}
