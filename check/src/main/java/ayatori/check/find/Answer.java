package ayatori.check.find;

import ayatori.crawler.PageError;
import ayatori.crawler.folder.RecordedPage;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a URL has answered, as far as findings need it.
 *
 * @param status the HTTP status; 0 without an answer
 * @param redirectTo the target of the redirect; null if it was not a redirect
 * @param error the kind of what went wrong; null if nothing did
 * @param message the same as a sentence; null if nothing went wrong
 * @param notAsked why nobody asked it; null if somebody did
 * @param title its title; null if it has none
 * @param isHtml whether it is an HTML page
 * @param isWhole whether all of the body came
 * @param bytes the length of the body
 * @param digest the digest of the body; null if there is none
 * @param isCrawled whether the crawl asked for it, and not the check
 */
record Answer(
        int status,
        @Nullable String redirectTo,
        @Nullable String error,
        @Nullable String message,
        @Nullable String notAsked,
        @Nullable String title,
        boolean isHtml,
        boolean isWhole,
        long bytes,
        @Nullable String digest,
        boolean isCrawled) {
    /** More redirects in a row than the crawl follows: the redirect itself is fine. */
    private static final String TOO_MANY_REDIRECTS = "too-many-redirects";

    static Answer of(RecordedPage page) {
        PageError problem = page.error();
        PageError error = problem == null || problem.kind().equals(TOO_MANY_REDIRECTS) ? null : problem;
        String type = page.contentType() == null ? "" : page.contentType().toLowerCase(Locale.ROOT);
        return new Answer(
                page.status(),
                page.redirectTo(),
                error == null ? null : error.kind(),
                error == null ? null : error.message(),
                null,
                page.title(),
                type.startsWith("text/html") || type.startsWith("application/xhtml+xml"),
                page.truncated() == null,
                page.bytes(),
                page.digest(),
                true);
    }

    static Answer of(AskedUrl asked) {
        return new Answer(
                asked.status(),
                asked.redirectTo(),
                asked.error(),
                asked.message(),
                asked.notAsked(),
                asked.title(),
                false,
                true,
                asked.bytes(),
                asked.digest(),
                false);
    }

    boolean isSuccess() {
        return error == null && ((status >= 200 && status < 300) || status == 304);
    }

    boolean isRedirect() {
        return error == null && redirectTo != null && status >= 300 && status < 400 && status != 304;
    }

    /** Whether the answer may only mean that programs are not served. */
    boolean isRefusal() {
        return switch (status) {
            case 401, 403, 405, 406, 407, 429, 451, 503, 999 -> true;
            default -> false;
        };
    }
}
