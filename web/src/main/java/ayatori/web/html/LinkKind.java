package ayatori.web.html;

/**
 * The place of a link in a page: its element and attribute. These are the links that browsers follow or load. Those that they
 * only keep ({@code cite}, {@code longdesc}) or send something to ({@code ping}) are not links here.
 */
public enum LinkKind {
    /** {@code <a href>}, in HTML and in SVG, where it may be {@code xlink:href}. */
    A("a", "href"),
    /** {@code <area href>}. */
    AREA("area", "href"),
    /** {@code <audio src>}. */
    AUDIO("audio", "src"),
    /** {@code <body background>}. */
    BACKGROUND("body", "background"),
    /** {@code <embed src>}. */
    EMBED("embed", "src"),
    /** {@code <form action>}. */
    FORM("form", "action"),
    /** {@code <button formaction>} or {@code <input formaction>}. */
    FORMACTION("button", "formaction"),
    /** {@code <frame src>}. */
    FRAME("frame", "src"),
    /** {@code <iframe src>}. */
    IFRAME("iframe", "src"),
    /** SVG's {@code <image href>}, or {@code xlink:href}. HTML's {@code <image>} is an {@link #IMG}. */
    IMAGE("image", "href"),
    /** {@code <img src>}. */
    IMG("img", "src"),
    /** {@code <input src>}. */
    INPUT("input", "src"),
    /** {@code <link href>}; the {@code rel} flags say what it is. */
    LINK("link", "href"),
    /** The URL in {@code <meta http-equiv=refresh content>}. */
    META_REFRESH("meta", "content"),
    /** {@code <object data>}. */
    OBJECT("object", "data"),
    /** {@code <video poster>}. */
    POSTER("video", "poster"),
    /** {@code <script src>}, and SVG's {@code <script href>}. */
    SCRIPT("script", "src"),
    /** {@code <source src>}. */
    SOURCE("source", "src"),
    /** One candidate of {@code <img srcset>}, {@code <source srcset>} or {@code <link imagesrcset>}. */
    SRCSET("img", "srcset"),
    /** {@code <track src>}. */
    TRACK("track", "src"),
    /** SVG's {@code <use href>}, or {@code xlink:href}. */
    USE("use", "href"),
    /** {@code <video src>}. */
    VIDEO("video", "src");

    private final String element;
    private final String attribute;

    LinkKind(String element, String attribute) {
        this.element = element;
        this.attribute = attribute;
    }

    /** The element's name, in lower case; of several the most common one. */
    public String element() {
        return element;
    }

    /** The attribute's name, in lower case; of several the most common one. */
    public String attribute() {
        return attribute;
    }
}
