package ayatori.crawler.engine;

import ayatori.async.CancelledError;
import ayatori.async.EventLoop;
import ayatori.crawler.Crawl;
import ayatori.crawler.FailurePolicy;
import ayatori.crawler.Handling;
import ayatori.crawler.Page;
import ayatori.crawler.PageHandler;
import ayatori.crawler.PageNotHandled;
import ayatori.crawler.frontier.Output;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls the user's page handler, on a loop of its own. Whatever a handler throws is counted. The first failure of each kind is
 * logged, or printed to the standard error where there is no logger.
 */
final class HandlerLoop {
    private static final Logger LOG = LoggerFactory.getLogger("ayatori.crawler");
    private static final int KINDS_MAX = 20;

    private final EventLoop loop;
    private final PageHandler handler;
    private final FailurePolicy onFailure;
    private final boolean canEmit;
    private final Crawl crawl;

    /** The classes of what was thrown. Belongs to the loop. */
    private final Set<String> kinds = new HashSet<>();

    /** Written on the loop, read by any thread. */
    private volatile long failures;

    private volatile boolean isClosing;

    /**
     * Prepares calls.
     *
     * @param handling has a handler
     * @param canEmit whether there is a place for items
     */
    HandlerLoop(EventLoop loop, Handling handling, boolean canEmit, Crawl crawl) {
        this.loop = loop;
        this.handler = Objects.requireNonNull(handling.handler());
        this.onFailure = handling.onFailure();
        this.canEmit = canEmit;
        this.crawl = crawl;
    }

    /** A call that is to be made for a page. */
    HandlerCall call(Output.Fetch fetch) {
        return new HandlerCall(fetch.url(), fetch.lastAttempt(), canEmit, crawl);
    }

    /** How a call ended. */
    sealed interface Ending {
        /** The page counts, with what the call asked for; or it is to be tried again. */
        record Handled() implements Ending {}

        /** The crawl is to end, without the page; with a problem unless it was only stopped. */
        record Stops(@Nullable String problem) implements Ending {}
    }

    private static final Ending HANDLED = new Ending.Handled();

    /** Starts a call; the result completes, without failure, when it has ended. From any thread. */
    CompletionStage<Ending> handle(Page page, HandlerCall call) {
        return loop.runCoroutineThreadsafe(() -> {
            try {
                handler.handle(page);
                call.end();
                return HANDLED;
            } catch (PageNotHandled _) {
                call.failed(false);
                return new Ending.Stops(null);
            } catch (Throwable e) {
                if (e instanceof CancelledError && isClosing) {
                    call.failed(false);
                    throw e;
                }
                failed(page, e);
                call.failed(onFailure == FailurePolicy.RETRY);
                return onFailure == FailurePolicy.STOP ? new Ending.Stops(sentence(page, e)) : HANDLED;
            }
        });
    }

    private static String sentence(Page page, Throwable e) {
        return "The page handler failed on " + page.url() + " (" + e + "), and the crawl was to end by that.";
    }

    /** Says that calls may be cancelled from now on. */
    void closing() {
        isClosing = true;
    }

    /** How many calls threw something. */
    long failures() {
        return failures;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // only the loop writes it
    private void failed(Page page, Throwable e) {
        failures++;
        boolean isNew = kinds.size() < KINDS_MAX && kinds.add(e.getClass().getName());
        if (!isNew) {
            LOG.debug("the page handler failed on {}", page.url(), e);
        } else if (LOG.isErrorEnabled()) {
            LOG.error("the page handler failed on {}; of this kind only the first failure is shown", page.url(), e);
        } else {
            System.err.println("The page handler failed on " + page.url() + ":");
            e.printStackTrace();
        }
    }
}
