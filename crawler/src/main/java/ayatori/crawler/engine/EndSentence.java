package ayatori.crawler.engine;

import ayatori.crawler.folder.FolderException;
import ayatori.crawler.folder.IoReasons;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Says in a sentence why a crawl ended by an exception. */
final class EndSentence {
    private EndSentence() {}

    /** Why a crawl could not begin or go on. */
    static String of(Throwable e) {
        if (e instanceof FolderException) {
            return Objects.requireNonNull(e.getMessage());
        }
        if (e instanceof UncheckedIOException unreadable) {
            return "The crawl cannot go on, since " + unreadable.getMessage() + ".";
        }
        return e instanceof IOException io ? "The crawl cannot go on: " + IoReasons.of(io) + "." : ofDefect(e);
    }

    /** Why a step of a crawl could not be done. */
    static String ofStep(Throwable e) {
        if (e instanceof Scoring.Failure) {
            return "The scorer of URLs cannot be used, since " + e.getMessage()
                    + "; the crawl was ended, and what was written before is whole.";
        }
        return e instanceof UncheckedIOException unreadable
                ? "The crawl cannot go on, since " + unreadable.getMessage() + "; what was written before is whole."
                : ofDefect(e);
    }

    /** That a defect has ended a crawl. */
    static String ofDefect(Throwable e) {
        return e instanceof OutOfMemoryError
                ? "The memory is full, so the crawl was ended; what was written before is whole."
                : "The crawl was ended by a defect of the crawler (" + e + "); what was written before is whole.";
    }
}
