package ayatori.crawler.hostile;

import java.util.List;

/** Heads of answers without an end, or much too large. */
final class HostileHeads {
    private HostileHeads() {}

    static List<Hostility> all() {
        return List.of(
                Hostility.of(
                        "endless headers",
                        with -> {
                            with.send("HTTP/1.1 200 OK\r\n");
                            with.endlessly("X-More: and more\r\n");
                        },
                        "error:header-too-large"),
                Hostility.of(
                        "endless status line",
                        with -> {
                            with.send("HTTP/1.1 200 ");
                            with.endlessly("OK OK OK OK OK OK OK OK OK OK OK ");
                        },
                        "error:header-too-large"),
                Hostility.of(
                        "endless informational answers",
                        with -> with.endlessly("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"),
                        "error:protocol"),
                Hostility.of(
                        "header of 10 MB",
                        with -> {
                            with.send("HTTP/1.1 200 OK\r\nX-Large: ");
                            with.times(10_000, "x".repeat(1_000));
                            with.send("\r\nContent-Length: 0\r\n\r\n");
                        },
                        "error:header-too-large"),
                Hostility.of(
                        "flood of 3,500 cookies",
                        with -> with.answer("Set-Cookie: a=b\r\n".repeat(3_500), ""),
                        "error:header-too-large"),
                Hostility.of(
                        "endless cookies",
                        with -> {
                            with.send("HTTP/1.1 200 OK\r\n");
                            with.endlessly("Set-Cookie: a=b\r\n");
                        },
                        "error:header-too-large"),
                Hostility.of(
                        "charset that does not exist",
                        with -> with.answer(
                                "Content-Type: text/html; charset=klingon\r\n", "<meta charset=x-none>\u00e9<title>x"),
                        "200"),
                Hostility.of(
                        "charset that no header can carry",
                        with -> with.answer("Content-Type: text/html; charset=x-\0none\r\n", "<title>x"),
                        "error:protocol"));
    }
}
