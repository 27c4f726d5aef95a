package ayatori.web.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The answers that curl's own test server gives, read from curl's test files (its tests/FILEFORMAT.md). */
final class CurlAnswers {
    private static final Pattern PART =
            Pattern.compile("<(data\\d*|connect\\d*)( [^>]*)?>\n?(.*?)</\\1>", Pattern.DOTALL);
    private static final Pattern HEX = Pattern.compile("%hex\\[(.*?)]hex%", Pattern.DOTALL);
    private static final Pattern BASE64 = Pattern.compile("%b64\\[(.*?)]b64%", Pattern.DOTALL);
    private static final Pattern REPEAT = Pattern.compile("%repeat\\[(\\d+) x (.*?)]%", Pattern.DOTALL);
    private static final Pattern CHOICE = Pattern.compile("%if (.*?)\n(.*?)(?:%else\n(.*?))?%endif\n", Pattern.DOTALL);

    /**
     * One answer.
     *
     * @param name the test and the part of it, such as {@code test36 data}
     * @param title what the test is about
     * @param command what curl is told
     * @param error curl's exit code, 0 where all is well
     * @param only whether it is the test's only answer
     * @param check what curl gives on, head and body, where the test says it
     */
    record Answer(
            String name, String title, String command, int error, boolean only, byte[] bytes, byte @Nullable [] check) {
        private static final Pattern BLANK_LINE = Pattern.compile("\r?\n\r?\n");

        /** What follows the head; informational answers are left out. */
        byte[] body() {
            String rest = new String(bytes, StandardCharsets.ISO_8859_1);
            boolean more = true;
            while (more) {
                more = rest.startsWith("HTTP/1.1 1");
                Matcher blank = BLANK_LINE.matcher(rest);
                rest = blank.find() ? rest.substring(blank.end()) : "";
            }
            return rest.getBytes(StandardCharsets.ISO_8859_1);
        }

        /** Whether it answers a HEAD request. */
        boolean toHead() {
            return title.contains("HEAD") || command.contains("-I") || command.contains("--head ");
        }
    }

    private CurlAnswers() {}

    /** All answers in the files of {@code folder}. */
    static List<Answer> in(Path folder) throws IOException {
        List<Answer> answers = new ArrayList<>();
        try (var files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                read(file.getFileName().toString(), Files.readString(file, StandardCharsets.ISO_8859_1), answers);
            }
        }
        return answers;
    }

    private static void read(String name, String text, List<Answer> answers) {
        String chosen = CHOICE.matcher(text.replace("\r\n", "\n")).replaceAll("$2");
        String reply = section(chosen, "reply");
        String error = section(chosen, "errorcode").strip();
        boolean only = PART.matcher(reply).results().count() == 1;
        Matcher part = PART.matcher(reply);
        while (part.find()) {
            if (!part.group(3).startsWith("HTTP/")) {
                continue; // an answer of its FTP or SOCKS server, or none
            }
            String attributes = part.group(2) == null ? "" : part.group(2);
            String number = part.group(1).replaceAll("\\D", "");
            Matcher check = Pattern.compile(
                            "<datacheck" + number + "( [^>]*)?>\n?(.*?)</datacheck" + number + ">", Pattern.DOTALL)
                    .matcher(reply);
            // Files that curl's tests include are not part of the suite.
            boolean checked = part.group(1).startsWith("data")
                    && check.find()
                    && !check.group(2).contains("%includetext");
            answers.add(new Answer(
                    name + " " + part.group(1),
                    section(chosen, "name").strip(),
                    section(chosen, "command").strip(),
                    error.isEmpty() ? 0 : Integer.parseInt(error),
                    only,
                    bytes(part.group(3), attributes, name),
                    checked ? bytes(check.group(2), check.group(1) == null ? "" : check.group(1), name) : null));
        }
    }

    private static String section(String text, String tag) {
        Matcher section = Pattern.compile("<" + tag + "(?: [^>]*)?>(.*?)</" + tag + ">", Pattern.DOTALL)
                .matcher(text);
        return section.find() ? section.group(1) : "";
    }

    private static byte[] bytes(String raw, String attributes, String name) {
        String text = raw;
        if (attributes.contains("base64")) {
            return Base64.getMimeDecoder().decode(text);
        }
        if (attributes.contains("nonewline") && text.endsWith("\n")) {
            text = text.substring(0, text.length() - 1);
        }
        if (attributes.contains("crlf=\"yes\"")) {
            text = text.replace("\n", "\r\n");
        } else if (attributes.contains("crlf=\"headers\"")) {
            int head = text.indexOf("\n\n");
            int end = head < 0 ? text.length() : head + 2;
            text = text.substring(0, end).replace("\n", "\r\n") + text.substring(end);
        }
        text = REPEAT.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(found.group(2)
                        .replaceAll("%([0-9a-f]{2})", "%hex[%$1]hex%")
                        .repeat(Integer.parseInt(found.group(1)))));
        text = BASE64.matcher(text)
                .replaceAll(
                        found -> Matcher.quoteReplacement(Base64.getEncoder().encodeToString(unhex(found.group(1)))));
        text = HEX.matcher(text)
                .replaceAll(found ->
                        Matcher.quoteReplacement(new String(unhex(found.group(1)), StandardCharsets.ISO_8859_1)));
        return text.replace("%CR", "\r")
                .replace("%SP", " ")
                .replace("%TAB", "\t")
                .replace("%LT", "<")
                .replace("%GT", ">")
                .replace("%AMP", "&")
                .replace("%TESTNUMBER", name.substring("test".length()))
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] unhex(String text) {
        var out = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '%') {
                out.write(HexFormat.fromHexDigits(text, i + 1, i + 3));
                i += 2;
            } else {
                out.write(text.charAt(i));
            }
        }
        return out.toByteArray();
    }
}
