package ayatori.crawler.engine;

import ayatori.async.CancelledError;
import ayatori.async.EventLoop;
import ayatori.crawler.Page;
import ayatori.crawler.PageHandler;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls the user's page handler, on a loop of its own. Whatever a handler throws is counted, and the crawl goes on. The first
 * failure of each kind is logged, or printed to the standard error where there is no logger.
 */
final class HandlerLoop {
    private static final Logger LOG = LoggerFactory.getLogger("ayatori.crawler");
    private static final int KINDS_MAX = 20;

    private final EventLoop loop;
    private final PageHandler handler;

    /** The classes of what was thrown. Belongs to the loop. */
    private final Set<String> kinds = new HashSet<>();

    /** Written on the loop, read by any thread. */
    private volatile long failures;

    private volatile boolean isClosing;

    HandlerLoop(EventLoop loop, PageHandler handler) {
        this.loop = loop;
        this.handler = handler;
    }

    /** Starts a call; the result completes, without failure, when it has ended. From any thread. */
    CompletionStage<?> handle(Page page) {
        return loop.runCoroutineThreadsafe(() -> {
            try {
                handler.handle(page);
            } catch (Throwable e) {
                if (e instanceof CancelledError && isClosing) {
                    throw e;
                }
                failed(page, e);
            }
            return page.url();
        });
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
