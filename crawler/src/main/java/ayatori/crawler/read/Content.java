package ayatori.crawler.read;

import ayatori.web.charset.Encoding;
import org.jspecify.annotations.Nullable;

/**
 * What a body says about itself.
 *
 * @param encoding the character encoding it came in; null if it is not text
 * @param title the page's title; null if it has none
 * @param canonical the URL that the page names as its canonical one; null if it names none
 * @param lang the language that the page declares; null if it declares none
 */
public record Content(
        @Nullable Encoding encoding,
        @Nullable String title,
        @Nullable String canonical,
        @Nullable String lang) {
    /** Says nothing. */
    public static final Content NONE = new Content(null, null, null, null);

    /** The encoding's name; null if there is none. */
    public @Nullable String charset() {
        return encoding == null ? null : encoding.name();
    }
}
