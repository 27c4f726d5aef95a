package ayatori.cli;

import ayatori.check.CheckReport;
import ayatori.check.SiteCheck;
import ayatori.check.ask.AskCrawl;
import ayatori.check.ask.AskFolder;
import ayatori.check.ask.AskPlan;
import ayatori.check.ask.AskedUrls;
import ayatori.check.find.Answers;
import ayatori.check.find.AskedUrl;
import ayatori.check.find.CanonicalUrls;
import ayatori.check.find.IgnoredUrls;
import ayatori.crawler.CrawlException;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.CrawlReport;
import ayatori.crawler.folder.CrawlReader;
import ayatori.crawler.folder.FolderException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A check of a crawl folder: asks for what the crawl did not ask for, if it may, and finds what is broken. */
final class CheckRun {
    private final CrawlReader crawl;
    private final CrawlOptions options;
    private final IgnoredUrls ignored;
    private final CrawlSession session;
    private final DisplayArguments display;

    /**
     * A check of a folder.
     *
     * @param options how it is asked: those of the crawl
     */
    CheckRun(
            CrawlReader crawl,
            CrawlOptions options,
            IgnoredUrls ignored,
            CrawlSession session,
            DisplayArguments display) {
        this.crawl = crawl;
        this.options = options;
        this.ignored = ignored;
        this.session = session;
        this.display = display;
    }

    /** Finds what is broken, going by what is in the folder. */
    CheckReport report() throws FolderException {
        return SiteCheck.of(crawl, AskedUrls.read(file()).all(), ignored);
    }

    private Path file() {
        return crawl.folder().resolve(AskedUrls.NAME);
    }

    /**
     * Asks for what is due.
     *
     * @param hasExternal whether other sites are asked
     * @param cache where answers are kept from one crawl to the next; null to keep them in the folder only
     * @param now the time
     * @return the exit code of the signal that stopped it, 0 if none did
     * @throws FolderException if a file cannot be read or written
     * @throws CrawlException if it cannot be asked for
     */
    int ask(boolean hasExternal, @Nullable Path cache, Instant now)
            throws FolderException, CrawlException, InterruptedException {
        AskedUrls known = AskedUrls.read(cache == null ? file() : cache);
        var urls = new CanonicalUrls(options.extent().canonicalForm());
        AskPlan needed = AskPlan.of(crawl, Answers.of(crawl, urls, List.of()), ignored);
        AskPlan wanted = hasExternal ? needed : needed.withoutExternal();
        Set<String> fresh = known.fresh(now).stream().map(AskedUrl::url).collect(Collectors.toSet());
        AskPlan due = wanted.without(fresh);
        int interrupted = 0;
        Path folder = AskFolder.in(crawl.folder());
        try {
            if (due.asksSite()) {
                interrupted = ask(AskCrawl.site(options, due, folder), due, known, now);
                AskFolder.remove(folder);
            }
            if (due.asksOthers() && interrupted == 0) {
                interrupted = ask(AskCrawl.external(options, due, folder), due, known, now);
            }
        } finally {
            AskFolder.remove(folder);
        }
        if (cache != null) {
            known.write(cache);
        }
        known.of(wanted).write(file());
        return interrupted;
    }

    private int ask(AskCrawl asking, AskPlan due, AskedUrls known, Instant now)
            throws FolderException, CrawlException, InterruptedException {
        CrawlSession.Ended ended = session.run(asking.options(), false, asking, display);
        CrawlReport report = ended.report();
        if (report.end() == CrawlReport.End.FAILED) {
            throw new CrawlException(report.problem() == null ? "the check could not ask on" : report.problem());
        }
        Path folder = ended.folder();
        if (folder != null) {
            known.addFrom(CrawlReader.open(folder), due, now);
        }
        return ended.interrupted();
    }
}
