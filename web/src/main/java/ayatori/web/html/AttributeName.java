package ayatori.web.html;

import java.util.Locale;

/** The attributes that {@link PageHandler} asks for. */
enum AttributeName {
    ACTION,
    ALT,
    AS,
    BACKGROUND,
    COLOR,
    CONTENT,
    DATA,
    ENCODING,
    FACE,
    FORMACTION,
    HREF,
    HTTP_EQUIV("http-equiv"),
    ID,
    IMAGESRCSET,
    LANG,
    NAME,
    POSTER,
    REL,
    SHADOWROOTMODE,
    SIZE,
    SRC,
    SRCSET,
    XLINK_HREF("xlink:href"),
    XML_LANG("xml:lang");

    /** The name as it is written in a page, in lower case. */
    final String text;

    AttributeName() {
        this.text = name().toLowerCase(Locale.ROOT);
    }

    AttributeName(String text) {
        this.text = text;
    }
}
