package ayatori.crawler.hostile;

import java.io.IOException;
import java.util.List;

/** Bodies without an end, and bodies that end too soon. */
final class HostileBodies {
    private static final String HTML = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n";

    /** Cut off after each of its bytes. */
    private static final String WHOLE =
            HTML + "Transfer-Encoding: chunked\r\n\r\n" + "10\r\n<title>x</title>\r\n3\r\n<p>\r\n0\r\n\r\n";

    private HostileBodies() {}

    static Hostility endless() {
        return Hostility.of(
                "endless body",
                with -> {
                    with.send(HTML + "\r\n<title>Endless</title>");
                    with.endlessly("<p>and on".repeat(10));
                },
                "200 truncated:length");
    }

    static List<Hostility> all() {
        return List.of(
                endless(),
                Hostility.of(
                        "endless chunks",
                        with -> {
                            with.send(HTML + "Transfer-Encoding: chunked\r\n\r\n");
                            with.endlessly("1\r\nx\r\n".repeat(10));
                        },
                        "200 truncated:length"),
                Hostility.of(
                        "endless chunk extension",
                        with -> {
                            with.send(HTML + "Transfer-Encoding: chunked\r\n\r\n1;");
                            with.endlessly("x".repeat(100));
                        },
                        "error:protocol"),
                Hostility.of(
                        "endless trailers",
                        with -> {
                            with.send(HTML + "Transfer-Encoding: chunked\r\n\r\n0\r\n");
                            with.endlessly("X-More: and more\r\n");
                        },
                        "error:header-too-large"),
                Hostility.of("closes at every byte", HostileBodies::closeAtEveryByte, cut()));
    }

    private static void closeAtEveryByte(Conversation with) throws IOException {
        if (with.target().equals("/")) {
            with.links(WHOLE.length() + 1);
        } else {
            with.send(WHOLE.substring(0, Integer.parseInt(with.target().substring(1))));
        }
    }

    /**
     * What becomes of each piece: without a byte of its body an answer has failed, and the chunk of no bytes ends it,
     * whatever comes of the line end behind it.
     */
    private static String[] cut() {
        int failed = WHOLE.indexOf("<title>") + 1;
        int whole = "\r\n\r\n".length() - 1;
        return new String[] {
            "200 x" + (1 + whole), // with the page that links to them all
            "200 truncated:disconnect x" + (WHOLE.length() + 1 - failed - whole),
            "error:reset x" + failed,
        };
    }
}
