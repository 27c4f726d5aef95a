package ayatori.cli;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.slf4j.LoggerFactory;

/** Quietens the logs of libraries. A class of its own, so that only what crawls loads logging. */
final class LibraryLogs {

    /** Reports at length that it has read the public suffix list. Referenced, or else the level would be lost. */
    private static final Logger CRAWLER_COMMONS = Logger.getLogger("crawlercommons");

    /** Reports what servers do wrong, in their own words. The crawl's records have it too. */
    private static final Logger NETTY = Logger.getLogger("io.netty");

    private LibraryLogs() {}

    static void hush() {
        // SLF4J warns if a second thread logs while it initializes.
        var _ = LoggerFactory.getILoggerFactory();
        NETTY.setLevel(Level.SEVERE);
        CRAWLER_COMMONS.setLevel(Level.WARNING);
        for (Handler handler : Logger.getLogger("").getHandlers()) {
            handler.setFormatter(new LogLines());
        }
    }
}
