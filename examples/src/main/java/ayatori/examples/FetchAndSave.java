package ayatori.examples;

import static ayatori.async.Async.gather;
import static ayatori.async.Async.run;

import ayatori.async.file.AsyncFile;
import ayatori.async.file.FileMode;
import ayatori.demosite.DemoSite;
import ayatori.web.http.ClientSession;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** Fetches three pages at the same time, and saves each to its own file. */
final class FetchAndSave {
    void fetchAndSave(ClientSession session, String url, Path path) throws IOException {
        try (var response = session.get(url)) {
            IO.println("Fetching " + url);
            var content = response.text();

            try (var file = AsyncFile.open(path, FileMode.WRITE)) {
                file.write(content);
                IO.println("Content from " + url + " saved to " + path);
            }
        }
    }

    void program(URI site, Path folder) throws Exception {
        try (var session = ClientSession.create()) {
            gather(
                    () -> fetchAndSave(session, site + "about", folder.resolve("about.txt")),
                    () -> fetchAndSave(session, site + "figures/", folder.resolve("figures.txt")),
                    () -> fetchAndSave(session, site + "galleries/", folder.resolve("galleries.txt")));
        }
    }

    void main() throws Exception {
        try (var site = DemoSite.start()) {
            run(() -> program(site.url(), Path.of("")));
        }
    }
}
