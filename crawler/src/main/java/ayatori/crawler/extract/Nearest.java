package ayatori.crawler.extract;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The word that was probably meant by a word that is not known. */
public final class Nearest {
    private static final int LISTED_MAX = 20;

    private Nearest() {}

    /** {@return the nearest of some words by edit distance; null if none is near} */
    public static @Nullable String word(String unknown, Collection<String> known) {
        String lower = unknown.toLowerCase(Locale.ROOT);
        String nearest = null;
        int best = Math.max(1, Math.min(3, (unknown.length() + 1) / 3)) + 1;
        for (String word : known) {
            int distance = distance(lower, word.toLowerCase(Locale.ROOT));
            if (distance < best) {
                best = distance;
                nearest = word;
            }
        }
        return nearest;
    }

    /** A sentence that names the nearest word, or all words where none is near; it starts with a space. */
    static String hint(String unknown, Collection<String> known) {
        String nearest = word(unknown, known);
        if (nearest != null) {
            return " Did you mean \"" + nearest + "\"?";
        }
        return known.size() > LISTED_MAX ? "" : " There are " + String.join(", ", known) + ".";
    }

    /** Levenshtein's distance, in which two neighbours that changed places count as one edit. */
    private static int distance(String a, String b) {
        int[][] rows = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    rows[i][j] = i + j;
                    continue;
                }
                boolean isSame = a.charAt(i - 1) == b.charAt(j - 1);
                int least =
                        Math.min(rows[i - 1][j - 1] + (isSame ? 0 : 1), Math.min(rows[i - 1][j], rows[i][j - 1]) + 1);
                boolean isSwapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                rows[i][j] = isSwapped ? Math.min(least, rows[i - 2][j - 2] + 1) : least;
            }
        }
        return rows[a.length()][b.length()];
    }
}
