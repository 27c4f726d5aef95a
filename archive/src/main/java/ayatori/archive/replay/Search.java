package ayatori.archive.replay;

import ayatori.archive.Archive;
import ayatori.archive.ArchivedPage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds pages by words in their titles, URLs and texts. It reads the list of pages from its beginning, and has no index: 100,000
 * pages take some seconds.
 */
final class Search {
    private static final int FOUND_MAX = 500;
    private static final int SHOWN_MAX = 50;
    private static final int SNIPPET = 220;

    private Search() {}

    /**
     * A page that was found.
     *
     * @param page the page
     * @param score how well it fits
     * @param snippet where its text has one of the words; empty if it has none
     */
    record Hit(ArchivedPage page, int score, String snippet) {}

    /** The pages that have all words, the best first. */
    static List<Hit> find(Archive archive, String query) {
        List<String> words = Stream.of(query.toLowerCase(Locale.ROOT).split("\\s+", -1))
                .filter(word -> !word.isEmpty())
                .toList();
        List<Hit> hits = new ArrayList<>();
        try (Stream<ArchivedPage> pages = archive.pages()) {
            for (ArchivedPage page : (Iterable<ArchivedPage>) pages::iterator) {
                Hit hit = hit(page, words);
                if (hit != null) {
                    hits.add(hit);
                }
                if (hits.size() == FOUND_MAX) {
                    break;
                }
            }
        }
        hits.sort(Comparator.comparingInt(Hit::score).reversed());
        return hits.subList(0, Math.min(SHOWN_MAX, hits.size()));
    }

    private static @Nullable Hit hit(ArchivedPage page, List<String> words) {
        String title = page.title().toLowerCase(Locale.ROOT);
        String url = page.url().toLowerCase(Locale.ROOT);
        String text = Objects.requireNonNullElse(page.text(), "").toLowerCase(Locale.ROOT);
        int score = 0;
        int first = -1;
        for (String word : words) {
            int inText = text.indexOf(word);
            int found = (title.contains(word) ? 4 : 0) + (url.contains(word) ? 2 : 0) + (inText >= 0 ? 1 : 0);
            if (found == 0) {
                return null;
            }
            score += found;
            first = inText >= 0 && (first < 0 || inText < first) ? inText : first;
        }
        // Lower case may be of another length, in few languages. A snippet that is off by some letters does no harm.
        return new Hit(page, score, first < 0 ? "" : snippet(Objects.requireNonNullElse(page.text(), ""), first));
    }

    private static String snippet(String text, int at) {
        int start = Math.clamp(at - SNIPPET / 3L, 0, text.length());
        int end = Math.min(text.length(), start + SNIPPET);
        int word = start == 0 ? 0 : text.indexOf(' ', start) + 1;
        int begin = word > 0 && word < at ? word : start;
        return (begin > 0 ? "… " : "") + text.substring(Math.min(begin, end), end) + (end < text.length() ? " …" : "");
    }
}
