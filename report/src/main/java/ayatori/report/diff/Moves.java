package ayatori.report.diff;

import ayatori.report.diff.CrawlDiff.Move;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Pairs pages that are gone with new ones of the same bytes, as git does with files that are renamed and not changed: new pages in
 * the order of their URLs each take the first page of the same name that is left, or else the first one.
 */
final class Moves {
    /**
     * A page that may have moved.
     *
     * @param url its URL, in its own crawl
     * @param digest of its bytes
     * @param redirectTo where its URL redirects to in the second crawl; null if it does not
     */
    record Candidate(String url, String digest, @Nullable String redirectTo) {}

    private Moves() {}

    /** The pairs, by the URLs in the second crawl. */
    static List<Move> pair(List<Candidate> gone, List<Candidate> added) {
        Map<String, List<Candidate>> byDigest = new HashMap<>();
        for (Candidate source :
                gone.stream().sorted(Comparator.comparing(Candidate::url)).toList()) {
            byDigest.computeIfAbsent(source.digest(), _ -> new ArrayList<>()).add(source);
        }
        Set<Candidate> taken = new HashSet<>();
        List<Move> moves = new ArrayList<>();
        for (Candidate target :
                added.stream().sorted(Comparator.comparing(Candidate::url)).toList()) {
            Candidate best = null;
            for (Candidate source : byDigest.getOrDefault(target.digest(), List.of())) {
                if (!taken.contains(source) && (best == null || rank(source, target) > rank(best, target))) {
                    best = source;
                }
            }
            if (best != null) {
                taken.add(best);
                moves.add(new Move(best.url(), target.url(), Objects.equals(best.redirectTo(), target.url())));
            }
        }
        return moves;
    }

    private static int rank(Candidate source, Candidate target) {
        return target.url().equals(source.redirectTo()) ? 2 : name(source.url()).equals(name(target.url())) ? 1 : 0;
    }

    private static String name(String url) {
        return url.substring(url.lastIndexOf('/') + 1);
    }
}
