package ayatori.text;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jsoup.nodes.Element;

/** Groups of words that authors put into class, id and role. A name is a weak sign, never a proof. */
enum NameGroup {
    /** What surrounds the content, for sure. */
    STRONG(
            1,
            "cookie cookies consent gdpr modal popup megamenu lightbox offcanvas onetrust footer nav navbar "
                    + "navigation navheader navfooter breadcrumb breadcrumbs disqus outbrain taboola"),
    /** What surrounds the content, or is a word of the content. */
    WEAK(
            2,
            "menu submenu sidebar ad ads adsense advert advertisement sponsor sponsored promo newsletter "
                    + "subscribe subscription signup share sharing related recommended recommendations recommendation "
                    + "popular trending pagination pager tooltip skip login toolbar byline tags masthead print drawer "
                    + "overlay visuallyhidden editsection navbox catlinks noprint topbar swatch paywall announcement"),
    /** Tables of contents. */
    TOC(4, "toc"),
    /** Comments below a text. */
    COMMENTS(8, "comments comment respond commentlist replies"),
    /** Controls of a list of products. */
    FILTERS(16, "filter filters facet facets sort sorting refinement refinements"),
    /** What a shop says beside a product. */
    BESIDE_PRODUCTS(32, "review reviews feedback rating ratings upsell price shipping testimonial testimonials"),
    /** What stands around an article. */
    IN_ARTICLES(
            64,
            "meta author authors date dateline published timestamp swiper carousel testimonial testimonials cta "
                    + "latest more"),
    /** What stands beside each post. */
    IN_FORUMS(
            128,
            "userinfo author avatar signature postprofile meta notice jumpbox dropdown timestamp sidebar "
                    + "posterinfo poster likes votes vote reactions"),
    /** Numbers beside lines of code. */
    LINE_NUMBERS(256, "linenos lineno linenumber linenumbers gutter"),
    /** Asides that belong to the text. */
    NOTES(512, "footnote footnotes admonition callout note"),
    /** Boxes that interrupt a text, as documentation has them. */
    BOXES(1024, "admonition admonitionblock callout notecard note tip hint important attention warning caution danger"),
    /** Titles of such boxes. */
    TITLES(2048, "title heading label");

    private static final int NAME_MAX = 400;
    private static final Map<String, Integer> BITS = new HashMap<>();

    static {
        for (NameGroup group : values()) {
            for (String word : group.words.split(" ", -1)) {
                BITS.merge(word, group.bit, (one, other) -> one | other);
            }
        }
    }

    private final int bit;
    private final String words;

    NameGroup(int bit, String words) {
        this.bit = bit;
        this.words = words;
    }

    /** Whether it is among groups, each a bit. */
    boolean isIn(int groups) {
        return (groups & bit) != 0;
    }

    /** The groups of the words in the class, id and role, split at punctuation, digits and capitals. */
    static int of(Element element) {
        return element.attributesSize() == 0
                ? 0
                : of(element.attr("class")) | of(element.attr("id")) | of(element.attr("role"));
    }

    /** The groups of the words in a name. */
    static int of(String name) {
        int groups = 0;
        int length = Math.min(name.length(), NAME_MAX);
        int start = 0;
        for (int at = 0; at <= length; at++) {
            boolean letter = at < length && Character.isLetter(name.charAt(at));
            boolean capital = letter
                    && at > start
                    && Character.isUpperCase(name.charAt(at))
                    && Character.isLowerCase(name.charAt(at - 1));
            if (!letter || capital) {
                if (at > start + 1) {
                    groups |= BITS.getOrDefault(name.substring(start, at).toLowerCase(Locale.ROOT), 0);
                }
                start = letter ? at : at + 1;
            }
        }
        return groups;
    }
}
