package ayatori.crawler.hostile;

import java.io.IOException;
import java.util.List;

/** Servers that let one wait, and those that are not who they say. */
final class HostileSilence {
    private HostileSilence() {}

    static List<Hostility> all() {
        return List.of(
                Hostility.of("never answers", Conversation::awaitClose, "error:timeout")
                        .untilTimeIsUp(),
                Hostility.of(
                                "a body byte by byte",
                                with -> {
                                    with.send("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n");
                                    drip(with, "<title>Slow</title>");
                                },
                                "200 truncated:time")
                        .untilTimeIsUp(),
                Hostility.of(
                                "a head byte by byte",
                                with -> drip(with, "HTTP/1.1 200 OK\r\nX-More: and more\r\n"),
                                "error:timeout")
                        .untilTimeIsUp(),
                Hostility.of("TLS that stalls", Conversation::awaitClose, "error:tls")
                        .over(Hostility.Wire.TLS_NEVER)
                        .untilTimeIsUp(),
                Hostility.of("expired certificate", with -> with.page("<title>Expired</title>"), "error:certificate")
                        .over(Hostility.Wire.TLS_EXPIRED),
                Hostility.of(
                                "certificate of another host",
                                with -> with.page("<title>Another's</title>"),
                                "error:certificate")
                        .over(Hostility.Wire.TLS_OF_ANOTHER_HOST));
    }

    /** Sends one byte after the other, again and again, often enough never to seem idle. */
    private static void drip(Conversation with, String text) throws IOException {
        int sent = 0;
        do {
            with.send(text.substring(sent % text.length(), sent % text.length() + 1));
            sent++;
        } while (!with.closedWithin(100));
    }
}
