package ayatori.check;

import ayatori.check.find.Answers;
import ayatori.check.find.AskedUrl;
import ayatori.check.find.CanonicalUrls;
import ayatori.check.find.IgnoredUrls;
import ayatori.check.find.LinkJudge;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.folder.CrawlReader;
import ayatori.crawler.folder.FolderException;
import ayatori.crawler.folder.RecordedLinks;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Finds what is broken on a site that was crawled with {@code --links full}.
 *
 * {@snippet :
 * CheckReport report = SiteCheck.of(CrawlReader.open(Path.of("crawl")), List.of(), IgnoredUrls.NONE);
 * report.findings().forEach(finding -> System.out.println(finding.kind().label() + " " + finding.target()));
 * }
 *
 * <p>Memory goes with the URLs that were found and the fragments that are linked to, and not with the links: the records of links
 * are read three times.
 */
public final class SiteCheck {
    private SiteCheck() {}

    /**
     * Goes through a crawl folder.
     *
     * @param asked what the check has asked for beyond the crawl
     * @param ignored what is left out
     * @throws FolderException if the folder cannot be read, or its crawl did not record links in full
     * @throws java.io.UncheckedIOException if a record is damaged, with a sentence that says where
     */
    public static CheckReport of(CrawlReader crawl, List<AskedUrl> asked, IgnoredUrls ignored) throws FolderException {
        CrawlOptions options = crawl.manifest().crawlOptions().build();
        var urls = new CanonicalUrls(options.extent().canonicalForm());
        var judge = new LinkJudge(Answers.of(crawl, urls, asked), urls, ignored);
        forEach(crawl, judge::note);
        forEach(crawl, judge::find);
        forEach(crawl, judge::judge);
        return new CheckReport(
                judge.findings(),
                options.startUrls(),
                crawl.manifest().created(),
                judge.pages(),
                judge.links(),
                judge.notChecked(),
                judge.isCut());
    }

    private static void forEach(CrawlReader crawl, Consumer<RecordedLinks> action) throws FolderException {
        try (Stream<RecordedLinks> links = crawl.links()) {
            links.forEach(action);
        }
    }
}
