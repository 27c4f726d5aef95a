package ayatori.crawler.hostile;

import java.io.IOException;
import java.util.List;

/** Pages that are built to use up whoever reads them. */
final class HostileMarkup {
    private static final String HTML = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n";

    private HostileMarkup() {}

    static List<Hostility> all() {
        return List.of(
                Hostility.of(
                        "a million nested tags",
                        with -> html(with, 1_000_000, "<div><svg><math>"),
                        "200 truncated:length"),
                Hostility.of("a million nested templates", with -> html(with, 900_000, "<template>"), "200"),
                Hostility.of(
                        "attribute of 50 MB",
                        with -> {
                            with.send(HTML + "<a href='/");
                            with.times(50_000, "x".repeat(1_000));
                            with.send("'>");
                        },
                        "200 truncated:length"),
                Hostility.of("base of 1 MB", HostileMarkup::largeBase, "200", "404"),
                Hostility.of(
                        "links made long by their base",
                        with -> {
                            with.send(HTML + "<base href='/" + "x".repeat(15_000) + "/'>");
                            links(with, 100_000);
                        },
                        "200",
                        "skipped:trap"),
                Hostility.of(
                        "ten million links",
                        with -> {
                            if (with.target().equals("/")) {
                                with.send(HTML);
                                links(with, 10_000_000);
                            } else {
                                with.notFound();
                            }
                        },
                        "200 truncated:length",
                        "404 x128",
                        "skipped:host-limit"));
    }

    private static void html(Conversation with, int times, String tag) throws IOException {
        with.send(HTML);
        with.times(times / 1000, tag.repeat(1000));
    }

    private static void largeBase(Conversation with) throws IOException {
        if (!with.target().equals("/")) {
            with.notFound();
            return;
        }
        with.send(HTML + "<base href='/");
        with.times(1_000, "x".repeat(1_000));
        with.send("/'>");
        with.times(100_000, "<a href=x>");
        links(with, 100_000);
    }

    private static void links(Conversation with, int count) throws IOException {
        var links = new StringBuilder();
        for (int i = 0; i < count; i++) {
            links.append("<a href=").append(i).append('>');
            if (links.length() > 8_000) {
                with.send(links.toString());
                links.setLength(0);
            }
        }
        with.send(links.toString());
    }
}
