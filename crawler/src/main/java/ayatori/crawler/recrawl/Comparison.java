package ayatori.crawler.recrawl;

import ayatori.crawler.Change;
import ayatori.crawler.PageHistory;
import ayatori.crawler.folder.RecordedPage;
import ayatori.crawler.record.PageRecord;
import ayatori.crawler.record.Revisit;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Compares a page's record with that of the crawl before.
 *
 * <p>Failures say nothing about a page: neither a request without an answer, nor an answer by which the server says that it
 * cannot serve now (408, 429, 5xx). Such a record has no change, and its history keeps the digest of the answer before, for
 * the next recrawl.
 */
public final class Comparison {
    private Comparison() {}

    /**
     * What a recrawl says about a page.
     *
     * @param before its record in the crawl before; null if there is none
     */
    public static Revisit of(@Nullable RecordedPage before, PageRecord now) {
        PageRecord.Response response = now.response();
        boolean answers = says(response.status()) && now.error() == null;
        PageHistory history = before == null ? null : historyOf(before);
        if (!answers) {
            return new Revisit(null, before == null || history == null ? null : history.withLast(lastOf(before)));
        }
        if (before == null || history == null) {
            return new Revisit(Change.NEW, null);
        }
        Change change = change(before, now);
        Instant at = response.fetchedAt();
        return new Revisit(change, change == null ? history : history.checked(at, change != Change.UNCHANGED));
    }

    private static @Nullable Change change(RecordedPage before, PageRecord now) {
        PageRecord.Response response = now.response();
        if (response.isNotModified()) {
            return Change.UNCHANGED;
        }
        PageHistory.LastAnswer last = lastOf(before);
        int status = last == null ? statusOf(before) : last.status();
        if (status / 100 == 2 && (response.status() == 404 || response.status() == 410)) {
            return Change.GONE;
        }
        boolean wasAnswered = says(before.status());
        if (status != response.status() || (wasAnswered && !Objects.equals(before.redirectTo(), now.redirectTo()))) {
            return Change.CHANGED;
        }
        String digest = last == null ? null : last.digest();
        if (digest == null || response.digest() == null || (wasAnswered && areIncomparable(before, response))) {
            return null;
        }
        return digest.equals(response.digest()) ? Change.UNCHANGED : Change.CHANGED;
    }

    /** Whether one of the bodies was cut off before the point where the other ends. */
    private static boolean areIncomparable(RecordedPage before, PageRecord.Response now) {
        return (before.truncated() != null && before.bytes() < now.bytes())
                || (now.truncated() != null && now.bytes() < before.bytes());
    }

    /** How often a page has changed up to its record; null if it was never answered. */
    private static @Nullable PageHistory historyOf(RecordedPage page) {
        PageHistory history = page.history();
        if (history != null) {
            return history;
        }
        return says(page.status()) && page.error() == null ? PageHistory.since(page.fetchedAt()) : null;
    }

    /** The latest answer that can be compared; null if there is none. */
    private static PageHistory.@Nullable LastAnswer lastOf(RecordedPage page) {
        String digest = page.digest();
        if (says(page.status()) && page.error() == null) {
            return digest == null ? null : new PageHistory.LastAnswer(page.fetchedAt(), statusOf(page), digest);
        }
        PageHistory history = page.history();
        return history == null ? null : history.last();
    }

    /** The status of the page itself. Only pages with 200 are asked whether they are modified. */
    private static int statusOf(RecordedPage page) {
        return page.status() == 304 ? 200 : page.status();
    }

    /** Whether a status says something about the page. */
    private static boolean says(int status) {
        return status > 0 && status < 500 && status != 408 && status != 429;
    }
}
