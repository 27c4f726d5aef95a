package ayatori.web.html;

/**
 * Collects a page's links and metadata from its tags, and steers the tokenizer as a tree builder would: it knows which
 * elements hold raw text, what is SVG or MathML, that the content of a {@code template} is not part of the page, and that a form
 * inside a form is ignored.
 */
final class PageHandler implements TokenHandler {
    private final PageScanner.Options options;
    private final Links links;
    private final Metadata metadata;
    private final AttributeValue value = new AttributeValue();
    private final ForeignContent foreign = new ForeignContent();
    private final SrcsetParser srcset = new SrcsetParser();

    /** How many templates with inert content are open. */
    private int inertTemplates;

    /** The standard's form element pointer is set: another {@code form} start tag is ignored. */
    private boolean formOpen;

    /** The page's title is open, and no other start tag came after it. */
    private boolean titleOpen;

    /** The page is XML. */
    private boolean xml;

    PageHandler(PageScanner.Options options, Links links, Metadata metadata) {
        this.options = options;
        this.links = links;
        this.metadata = metadata;
    }

    /** Prepares for another page, which is XML or else HTML. */
    void clear(boolean xml) {
        this.xml = xml;
        inertTemplates = 0;
        formOpen = false;
        titleOpen = false;
        foreign.clear();
    }

    /** Whether what comes now is the inert content of a template. */
    boolean isInert() {
        return inertTemplates > 0;
    }

    @Override
    public TokenizerState startTag(Tag tag) {
        titleOpen = false;
        HtmlElement element = element(tag);
        if (foreign.isOpen() && foreign.startTag(tag)) {
            if (inertTemplates == 0) {
                foreignLinks(tag, element);
            }
            return TokenizerState.DATA;
        }
        if (element == HtmlElement.OTHER) {
            return TokenizerState.DATA;
        }
        if (element == HtmlElement.SVG || element == HtmlElement.MATH) {
            foreign.open(tag);
        } else if (element == HtmlElement.TEMPLATE) {
            openTemplate(tag);
        } else if (inertTemplates == 0) {
            htmlStartTag(tag, element);
        }
        if (xml) {
            return TokenizerState.DATA;
        }
        return element == HtmlElement.NOSCRIPT && options.scripting() ? TokenizerState.RAWTEXT : element.contentState();
    }

    private HtmlElement element(Tag tag) {
        return xml ? XmlName.elementOf(tag) : tag.element();
    }

    @Override
    public void endTag(Tag tag) {
        titleOpen = false;
        HtmlElement element = element(tag);
        if (foreign.isOpen()) {
            foreign.endTag(tag);
        }
        if (element == HtmlElement.TEMPLATE) {
            inertTemplates = Math.max(0, inertTemplates - 1);
        } else if (element == HtmlElement.FORM && inertTemplates == 0) {
            formOpen = false;
        }
    }

    @Override
    public void text(int start, int end, TokenizerState state) {
        if (titleOpen) {
            metadata.title(start, end, state);
        }
    }

    @Override
    public void comment(int start, int end) {}

    @Override
    public void doctype(Doctype doctype) {}

    @Override
    public boolean isCdataAllowed() {
        return xml || foreign.isCurrent();
    }

    private void openTemplate(Tag tag) {
        if (xml && tag.isSelfClosing()) {
            return;
        }
        // A declarative shadow root is part of the page; the content of any other template is not.
        if (inertTemplates > 0 || tag.indexOf(AttributeName.SHADOWROOTMODE) < 0) {
            inertTemplates++;
        }
    }

    private void htmlStartTag(Tag tag, HtmlElement element) {
        AttributeName attribute = element.linkAttribute();
        LinkKind kind = element.linkKind();
        int rel = 0;
        if (attribute != null && kind != null) {
            // Only elements that link by href have a rel.
            rel = attribute == AttributeName.HREF ? rel(tag) : 0;
            if ((rel & LinkRel.PRELOAD.bit()) != 0 && value.load(tag, AttributeName.AS)) {
                rel |= LinkDestination.of(value).bits();
            }
            link(tag, attribute, kind, rel);
        }
        if (element != HtmlElement.A) {
            moreThanALink(tag, element, rel);
        }
    }

    /** Reads what a start tag has besides its one link. */
    private void moreThanALink(Tag tag, HtmlElement element, int rel) {
        switch (element) {
            case BASE -> metadata.base(tag, value);
            case FORM -> form(tag);
            case HTML -> metadata.html(tag, value, xml);
            case IMG, IMAGE, SOURCE -> srcset(tag, AttributeName.SRCSET);
            case INPUT -> link(tag, AttributeName.FORMACTION, LinkKind.FORMACTION, 0);
            case LINK -> {
                if ((rel & LinkRel.CANONICAL.bit()) != 0) {
                    metadata.canonical(tag, value);
                }
                srcset(tag, AttributeName.IMAGESRCSET);
            }
            case META -> metadata.meta(tag, value, links);
            case TITLE -> titleOpen = metadata.openTitle() && !(xml && tag.isSelfClosing());
            case VIDEO -> link(tag, AttributeName.POSTER, LinkKind.POSTER, 0);
            default -> {}
        }
    }

    private void foreignLinks(Tag tag, HtmlElement element) {
        switch (element) {
            case A -> foreignLink(tag, LinkKind.A);
            case IMAGE -> foreignLink(tag, LinkKind.IMAGE);
            case SCRIPT -> foreignLink(tag, LinkKind.SCRIPT);
            case USE -> foreignLink(tag, LinkKind.USE);
            default -> {}
        }
    }

    /** A link of SVG, where {@code href} takes precedence over the older {@code xlink:href}. */
    private void foreignLink(Tag tag, LinkKind kind) {
        int rel = kind == LinkKind.A ? rel(tag) : 0;
        if (!link(tag, AttributeName.HREF, kind, rel)) {
            link(tag, AttributeName.XLINK_HREF, kind, rel);
        }
    }

    /** In HTML, a form inside a form is ignored. */
    private void form(Tag tag) {
        if (!formOpen) {
            formOpen = !xml;
            link(tag, AttributeName.ACTION, LinkKind.FORM, rel(tag));
        }
    }

    /** The {@code rel} of a link as a set of {@link LinkRel#bit}s. */
    private int rel(Tag tag) {
        return value.load(tag, AttributeName.REL) ? LinkRel.parse(value.bytes(), value.start(), value.end()) : 0;
    }

    /** Adds a link if there is such an attribute, and returns whether there is. */
    private boolean link(Tag tag, AttributeName attribute, LinkKind kind, int rel) {
        if (!value.load(tag, attribute)) {
            return false;
        }
        value.addTo(links, kind, rel, value.start(), value.end());
        return true;
    }

    private void srcset(Tag tag, AttributeName attribute) {
        if (!value.load(tag, attribute)) {
            return;
        }
        srcset.reset(value.bytes(), value.start(), value.end());
        while (srcset.next()) {
            value.addTo(links, LinkKind.SRCSET, 0, srcset.urlStart(), srcset.urlEnd());
        }
    }
}
