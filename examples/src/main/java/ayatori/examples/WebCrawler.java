package ayatori.examples;

import static ayatori.async.Async.gatherEach;
import static ayatori.async.Async.run;

import ayatori.async.file.AsyncFiles;
import ayatori.demosite.DemoSite;
import ayatori.web.html.PageScanner;
import ayatori.web.http.ClientSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Fetches pages at the same time, and writes their titles to {@code crawl_results.txt}. */
final class WebCrawler {
    @Nullable String fetchPage(ClientSession session, String url) {
        try (var response = session.get(url)) {
            if (response.status() == 200) {
                var html = response.text();
                IO.println("Fetched " + url);
                return html;
            }
            IO.println("Failed to fetch " + url + ": " + response.status());
        } catch (IOException e) {
            IO.println("Error fetching " + url + ": " + e.getMessage());
        }
        return null;
    }

    void parseAndSave(@Nullable String html, String url, Path results) throws IOException {
        if (html != null) {
            var page = new PageScanner();
            page.scan(html);
            var title = Objects.requireNonNullElse(page.title(), "No Title");
            AsyncFiles.appendString(results, "URL: " + url + "\nTitle: " + title + "\n\n");
            IO.println("Saved data for " + url);
        }
    }

    void processUrl(ClientSession session, String url, Path results) throws IOException {
        var html = fetchPage(session, url);
        parseAndSave(html, url, results);
    }

    void program(List<String> urls, Path results) throws Exception {
        AsyncFiles.writeString(results, "");
        try (var session = ClientSession.create()) {
            gatherEach(urls, url -> processUrl(session, url, results));
        }
    }

    void main() throws Exception {
        try (var site = DemoSite.start()) {
            var urls = List.of(site.url() + "about", site.url() + "figures/", site.url() + "galleries/");
            run(() -> program(urls, Path.of("crawl_results.txt")));
        }
    }
}
