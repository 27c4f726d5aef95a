package ayatori.examples;

import static ayatori.async.Async.gatherEach;
import static ayatori.async.Async.run;
import static ayatori.async.Async.sleep;
import static ayatori.async.Async.waitFor;
import static java.time.Duration.ofSeconds;

import ayatori.async.Semaphore;
import ayatori.async.file.AsyncFiles;
import ayatori.demosite.DemoSite;
import ayatori.web.html.PageScanner;
import ayatori.web.http.ClientSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A crawler with limits: ten pages at a time, ten seconds for each, and three attempts. */
class CarefulCrawler {
    String fetch(ClientSession session, String url) throws IOException {
        try (var response = session.get(url)) {
            if (response.status() != 200) {
                throw new IOException("status " + response.status());
            }
            return response.text();
        }
    }

    @Nullable String fetchPage(ClientSession session, String url) throws Exception {
        for (int attempt = 1; ; attempt++) {
            try {
                var html = waitFor(() -> fetch(session, url), ofSeconds(10));
                IO.println("Fetched " + url);
                return html;
            } catch (IOException | TimeoutException e) {
                IO.println("Error fetching " + url + ": " + e.getMessage());
                if (attempt == 3) {
                    return null;
                }
                sleep(ofSeconds(attempt));
            }
        }
    }

    void parseAndSave(@Nullable String html, String url, Path results) throws IOException {
        if (html != null) {
            var page = new PageScanner();
            page.scan(html);
            var title = Objects.requireNonNullElse(page.title(), "No Title");
            AsyncFiles.appendString(results, "URL: " + url + "\nTitle: " + title + "\n\n");
        }
    }

    void processUrl(Semaphore semaphore, ClientSession session, String url, Path results) throws Exception {
        try (var _ = semaphore.acquire()) {
            var html = fetchPage(session, url);
            parseAndSave(html, url, results);
        }
    }

    void program(List<String> urls, Path results) throws Exception {
        AsyncFiles.writeString(results, "");
        var semaphore = new Semaphore(10);
        try (var session = ClientSession.create()) {
            gatherEach(urls, url -> processUrl(semaphore, session, url, results));
        }
    }

    void main() throws Exception {
        try (var site = DemoSite.start()) {
            var urls = List.of(site.url() + "about", site.url() + "failures/once", site.url() + "failures/404");
            run(() -> program(urls, Path.of("crawl_results.txt")));
        }
    }
}
