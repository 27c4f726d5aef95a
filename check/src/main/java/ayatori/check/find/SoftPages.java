package ayatori.check.find;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Pages that answer with success, and just as a made-up address of their host does: soft 404s.
 *
 * <p>A page is one if its body is that of the made-up address; or if it has the same title and its length differs by just what
 * the two addresses do, since such a page often repeats the address; or if both redirect to the same place. Where the host's
 * front page is such a page too, the host answers everything alike, as one that is drawn by scripts does, and nothing can be
 * told.
 */
final class SoftPages {
    /** How often a page may repeat its address. */
    private static final int REPEATS_MAX = 8;

    /** The bytes by which two pages of one template may differ, such as in a date. */
    private static final int TOLERANCE = 2;

    private final Answers answers;
    private final Set<String> urls = new HashSet<>();

    private SoftPages(Answers answers) {
        this.answers = answers;
    }

    /** The canonical URLs of all such pages. */
    static Set<String> of(Answers answers) {
        var pages = new SoftPages(answers);
        Map<String, Boolean> isTelling = new HashMap<>();
        answers.forEach((url, answer) -> {
            String origin = CanonicalUrls.originOf(url);
            AskedUrl probe = answers.probe(origin);
            if (probe != null && isTelling.computeIfAbsent(origin, _ -> pages.isTelling(origin, probe))) {
                pages.add(url, answer, probe);
            }
        });
        return pages.urls;
    }

    /** Whether the front page differs from the made-up one. */
    private boolean isTelling(String origin, AskedUrl probe) {
        Answer front = answers.get(origin + "/");
        return probe.isFine() && (front == null || !isAlike(origin + "/", front, probe));
    }

    private void add(String url, Answer answer, AskedUrl probe) {
        if (answer.isCrawled() && isAlike(url, answer, probe)) {
            urls.add(url);
        }
    }

    private static boolean isAlike(String url, Answer answer, AskedUrl probe) {
        if (probe.redirectTo() != null) {
            return answer.isRedirect()
                    && answer.status() == probe.status()
                    && probe.redirectTo().equals(answer.redirectTo());
        }
        if (!answer.isSuccess() || probe.status() != answer.status() || !answer.isHtml() || probe.digest() == null) {
            return false;
        }
        return probe.digest().equals(answer.digest()) || hasSameForm(url, answer, probe);
    }

    private static boolean hasSameForm(String url, Answer answer, AskedUrl probe) {
        String path = CanonicalUrls.pathOf(url);
        String madeUp = CanonicalUrls.pathOf(probe.url());
        String title = without(path, answer.title());
        if (title == null || title.isBlank() || !title.equals(without(madeUp, probe.title()))) {
            return false;
        }
        long difference = probe.bytes() - answer.bytes();
        long each = (long) madeUp.length() - path.length();
        for (int repeats = 0; repeats <= REPEATS_MAX; repeats++) {
            if (Math.abs(difference - repeats * each) <= TOLERANCE) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable String without(String path, @Nullable String title) {
        return title == null ? null : title.replace(path, "").strip();
    }
}
