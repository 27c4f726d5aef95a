package ayatori.web.sitemap;

/** Thrown where a sitemap cannot be read any further. */
final class BrokenSitemapException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String sentence;

    BrokenSitemapException(String sentence) {
        super(sentence, null, false, false);
        this.sentence = sentence;
    }

    /** Why, in a sentence for people. */
    String sentence() {
        return sentence;
    }
}
