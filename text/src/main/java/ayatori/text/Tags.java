package ayatori.text;

import java.util.Set;

/** The HTML elements by what they do for reading. */
final class Tags {
    /** Elements whose content is never read as text. */
    static final Set<String> SILENT = Set.of(
            "script",
            "style",
            "noscript",
            "template",
            "svg",
            "iframe",
            "object",
            "embed",
            "canvas",
            "audio",
            "video",
            "map",
            "button",
            "input",
            "select",
            "textarea",
            "datalist",
            "progress",
            "meter",
            "dialog",
            "head",
            "title",
            "math",
            "frameset",
            "applet",
            "link",
            "meta");

    /** Elements that continue a line of text. All others begin a block. */
    static final Set<String> INLINE = Set.of(
            "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "br", "cite", "code", "data", "del", "dfn", "em", "font",
            "i", "img", "ins", "kbd", "label", "mark", "nobr", "output", "picture", "q", "rp", "rt", "ruby", "s",
            "samp", "small", "source", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr");

    /** Headings of sections. */
    static final Set<String> HEADINGS = Set.of("h1", "h2", "h3", "h4", "h5", "h6");

    private Tags() {}

    static boolean isInline(String tag) {
        return INLINE.contains(tag) || tag.indexOf('-') > 0;
    }
}
