package ayatori.export.table;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the word that somebody probably meant. */
public final class Nearest {
    private static final int LISTED_MAX = 40;

    private Nearest() {}

    /** {@return the nearest of some words by Levenshtein's distance; null if none is near} */
    public static @Nullable String word(String unknown, Collection<String> known) {
        String nearest = null;
        int best = Math.clamp((unknown.length() + 1) / 3, 1, 3) + 1;
        for (String word : known) {
            int distance = distance(unknown.toLowerCase(Locale.ROOT), word.toLowerCase(Locale.ROOT));
            if (distance < best) {
                best = distance;
                nearest = word;
            }
        }
        return nearest;
    }

    /** The end of a sentence about an unknown word: the nearest one, or all of them. */
    public static String hint(String unknown, Collection<String> known) {
        String nearest = word(unknown, known);
        if (nearest != null) {
            return "; did you mean \"" + nearest + "\"?";
        }
        return known.size() > LISTED_MAX ? "." : "; there are " + String.join(", ", known) + ".";
    }

    /** Levenshtein's distance, in which two neighbours that changed places are one edit. */
    private static int distance(String a, String b) {
        int[][] rows = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    rows[i][j] = i + j;
                    continue;
                }
                int replaced = rows[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                rows[i][j] = Math.min(replaced, Math.min(rows[i - 1][j], rows[i][j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
                }
            }
        }
        return rows[a.length()][b.length()];
    }
}
