package ayatori.export.table;

import java.util.Collection;

/** Ends a sentence about an unknown word. */
public final class Hints {
    private static final int LISTED_MAX = 40;

    private Hints() {}

    /** The end of a sentence that says which word was probably meant, or which there are. */
    public static String of(String unknown, Collection<String> known) {
        String nearest = ayatori.crawler.extract.Nearest.word(unknown, known);
        if (nearest != null) {
            return "; did you mean \"" + nearest + "\"?";
        }
        return known.size() > LISTED_MAX ? "." : "; there are " + String.join(", ", known) + ".";
    }
}
