package ayatori.examples;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.CrawlReport;
import ayatori.crawler.Crawler;
import ayatori.crawler.Router;
import java.nio.file.Path;

/** All PDF files that a page links to, each written whole or not at all. */
class Downloads {
    CrawlReport download(String url, Path folder) throws Exception {
        var files = Router.create()
                .onDefault(page -> page.followAll("a[href$=.pdf]", "file"))
                .on("file", page -> page.save(folder.resolve(page.fileName())));
        return Crawler.of(CrawlOptions.from(url).followLinks(false).build())
                .onPage(files)
                .run();
    }

    void main(String[] args) throws Exception {
        var report = download(args[0], Path.of("downloads"));
        IO.println(report.pages() - 1 + " files in downloads/");
    }
}
