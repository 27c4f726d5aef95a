package ayatori.examples;

import static ayatori.async.Async.gatherEach;
import static ayatori.async.Async.run;

import ayatori.demosite.DemoSite;
import ayatori.web.http.ClientSession;
import java.io.IOException;
import java.util.List;

/** Fetches three pages at the same time through one session. */
final class FetchUrls {
    void fetchUrl(ClientSession session, String url) throws IOException {
        try (var response = session.get(url)) {
            IO.println("Fetching " + url);
            var content = response.text();
            IO.println("Content from %s: %.100s...".formatted(url, content));
        }
    }

    void program(List<String> urls) throws Exception {
        try (var session = ClientSession.create()) {
            gatherEach(urls, url -> fetchUrl(session, url));
        }
    }

    void main() throws Exception {
        try (var site = DemoSite.start()) {
            var urls = List.of(site.url() + "about", site.url() + "figures/", site.url() + "galleries/");
            run(() -> program(urls));
        }
    }
}
