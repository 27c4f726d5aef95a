package ayatori.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Hostile strings, wherever a server can put them: what is shown and written of them contains no control sequences. */
@Timeout(120)
final class InertTest {
    private static final List<String> TARGETED = List.of(
            "\u001b]0;owned\u0007\u001b[2J\u009b31mred\u0090q\u009c",
            "x\n200 1.0 kB http://forged.example/ Forged\r\nayatori: forged",
            "x\u0085\u2028\u2029\u000b\u000c\u001c\u001d\u001eforged",
            "\u202egro.elpmaxe\u2066\u200f\u061c",
            "\0\b\u007f\ufeff\ue000",
            "=cmd|' /C calc'!A0");

    /** What the program itself writes in order to draw. */
    private static final String DRAWING = "\u001b\\[(\\?(2026|25|7)[hl]|[0-9;]*m|[0-9]*[AJK])|[\r\n]";

    private static final String STEERING = "[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Co}\\p{Cn}\\p{Cs}\\uFEFF\\u061C\\u200E\\u200F"
            + "\\u202A-\\u202E\\u2066-\\u2069]";

    /** What a file holds may be private or new to Unicode, as the server said it: it moves nothing. */
    private static final String STEERING_IN_FILES =
            "[\\x00-\\x09\\x0B-\\x1F\\x7F-\\x9F\\p{Zl}\\p{Zp}\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]";

    @TempDir
    private Path folder = Path.of("");

    @Test
    void nothingAServerSaysSteersATerminal() throws IOException {
        List<String> strings = strings();
        TestConsole terminal = TestConsole.terminal();
        try (var listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress())) {
            Thread.ofPlatform().daemon().start(() -> serve(listener, strings));
            int exitCode = new Program(terminal.console(), Crawls.runner(), _ -> {})
                    .run(
                            "crawl",
                            "-v",
                            "--delay=0",
                            "--retries=0",
                            "--per-host=8",
                            "--format=jsonl,txt",
                            "--out=" + folder.resolve("crawl"),
                            "http://127.0.0.1:" + listener.getLocalPort() + "/");
            assertThat(exitCode).isZero();
        }
        String shown = terminal.err().replaceAll(DRAWING, "");
        assertThat(shown).contains("owned", "elpmaxe").doesNotContainPattern(STEERING);
        assertThat(terminal.out().replaceAll(DRAWING, "")).doesNotContainPattern(STEERING);
        for (String file : List.of("pages.jsonl", "pages.txt", "skipped.jsonl", "summary.json")) {
            assertThat(folder.resolve("crawl").resolve(file))
                    .content(UTF_8)
                    .isNotEmpty()
                    .doesNotContainPattern(STEERING_IN_FILES);
        }
        assertThat(Files.readAllLines(folder.resolve("crawl/pages.jsonl"))).hasSizeGreaterThan(3 * strings.size());
    }

    @Test
    void noLogMessageSteersATerminal() throws IOException {
        for (String string : strings()) {
            var line = new LogRecord(Level.SEVERE, string);
            line.setThrown(new IllegalStateException(string, new IOException(string)));
            String text = new LogLines().format(line);
            assertThat(text.replace("\n", "")).doesNotContainPattern(STEERING);
            assertThat(text.lines()).allMatch(shown -> shown.matches("ayatori: .*|  java\\..*|    at .*"));
        }
    }

    /**
     * Links to three addresses for each string: one that has it as title, language and link, in fields and as reason;
     * one that redirects to it; one whose answer is wrong by it.
     */
    private static String answer(String path, List<String> strings) {
        if (path.equals("/")) {
            var links = new StringBuilder();
            for (int i = 0; i < strings.size(); i++) {
                links.append("<a href=/page/%1$d><a href=/moved/%1$d><a href=/wrong/%1$d>".formatted(i));
            }
            return ok("Content-Type: text/html", links.toString());
        }
        if (!path.matches("/(page|moved|wrong)/\\d{1,3}")) {
            return "HTTP/1.1 404 No\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
        }
        String string = strings.get(Integer.parseInt(path.replaceAll("\\D", "")) % strings.size());
        String bytes = new String(string.getBytes(UTF_8), ISO_8859_1);
        String field = bytes.replaceAll("[\r\n\0]", " ");
        String html = bytes.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
        return switch (path.substring(1, 6)) {
            case "page/" ->
                ok(
                        "Content-Type: text/html; charset=utf-8\r\nX-Any: " + field + "\r\nSet-Cookie: " + field,
                        "<html lang=\"" + html + "\"><title>" + html + "</title><link rel=canonical href=\"" + html
                                + "\"><a href=\"/x?" + html + "\"><a href=\"" + html + "\"><a href=\"http://" + html
                                + "/\">");
            case "moved" ->
                "HTTP/1.1 302 " + field + "\r\nLocation: " + field
                        + "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
            default ->
                ok(
                        "Content-Type: " + field + "\r\nContent-Encoding: " + field + "\r\n" + field + ": " + field,
                        "wrong");
        };
    }

    private static String ok(String fields, String body) {
        return "HTTP/1.1 200 OK\r\nConnection: close\r\n" + fields + "\r\nContent-Length: " + body.length() + "\r\n\r\n"
                + body;
    }

    private static void serve(ServerSocket listener, List<String> strings) {
        while (true) {
            try (Socket client = listener.accept()) {
                var in = new BufferedReader(new InputStreamReader(client.getInputStream(), ISO_8859_1));
                String first = in.readLine();
                for (String line = first; line != null && !line.isEmpty(); line = in.readLine()) {
                    // A request has no body here.
                }
                if (first != null) {
                    client.getOutputStream()
                            .write(answer(first.split(" ", 3)[1], strings).getBytes(ISO_8859_1));
                }
            } catch (IOException e) {
                if (listener.isClosed()) {
                    return;
                }
            }
        }
    }

    private static List<String> strings() throws IOException {
        Path file = Path.of(System.getProperty("suites", "../../shared/suites"), "hostile", "blns.json");
        if (!Files.exists(file)) {
            String message = "Naughty strings are not at " + file + "; name the folder of suites with -Dsuites=";
            if (Boolean.getBoolean("suites.required")) {
                Assertions.fail(message);
            }
            System.out.println("SKIPPED: " + message);
            Assumptions.abort(message);
        }
        List<String> strings = new ArrayList<>(TARGETED);
        new JsonMapper().readTree(Files.readString(file)).forEach(node -> strings.add(node.asString()));
        return strings;
    }
}
