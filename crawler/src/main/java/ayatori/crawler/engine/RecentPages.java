package ayatori.crawler.engine;

import ayatori.crawler.CrawlProgress.Details;
import ayatori.crawler.CrawlProgress.RecentPage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The latest pages, for progress displays. Notes a page in a few stores. Belongs to the frontier loop. */
final class RecentPages {
    private static final int SIZE = Details.RECENT_MAX;

    private final Ring all = new Ring();
    private final Ring failed = new Ring();

    /** Notes a page that was recorded. */
    void add(String url, Result.Facts facts) {
        String problem = facts.error() == null ? null : facts.error().message();
        all.add(url, facts.status(), facts.bytes(), problem);
        if (problem != null || facts.status() >= 400) {
            failed.add(url, facts.status(), facts.bytes(), problem);
        }
    }

    /** The latest pages, latest first. */
    List<RecentPage> all() {
        return all.latestFirst();
    }

    /** The latest of those with an error or a status of 400 and above, latest first. */
    List<RecentPage> failed() {
        return failed.latestFirst();
    }

    private static final class Ring {
        private final @Nullable String[] urls = new @Nullable String[SIZE];
        private final int[] statuses = new int[SIZE];
        private final long[] bytes = new long[SIZE];
        private final @Nullable String[] problems = new @Nullable String[SIZE];
        private int next;

        void add(String url, int status, long length, @Nullable String problem) {
            urls[next] = url;
            statuses[next] = status;
            bytes[next] = length;
            problems[next] = problem;
            next = next + 1 == SIZE ? 0 : next + 1;
        }

        List<RecentPage> latestFirst() {
            List<RecentPage> pages = new ArrayList<>(SIZE);
            for (int i = 1; i <= SIZE; i++) {
                int at = (next - i + SIZE) % SIZE;
                String url = urls[at];
                if (url == null) {
                    break;
                }
                pages.add(new RecentPage(url, statuses[at], bytes[at], problems[at]));
            }
            return pages;
        }
    }
}
