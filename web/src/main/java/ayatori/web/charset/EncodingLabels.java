package ayatori.web.charset;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The labels of the Encoding Standard. */
final class EncodingLabels {
    private static final String RESOURCE = "encodings.txt";

    /** Stands in the resource where Java has no charset that would do. */
    private static final String OURS = "-";

    /** For each label the line of its encoding. */
    private static final Map<String, List<String>> LINES = load();

    /** The encodings that were asked for, by name: making all of them would load forty charsets, and a page has one. */
    private static final Map<String, Encoding> ENCODINGS = new ConcurrentHashMap<>();

    private EncodingLabels() {}

    /** The Encoding Standard's <a href="https://encoding.spec.whatwg.org/#concept-encoding-get">get an encoding</a>. */
    static @Nullable Encoding get(String label) {
        List<String> line = LINES.get(stripAsciiWhitespace(label).toLowerCase(Locale.ROOT));
        return line == null ? null : ENCODINGS.computeIfAbsent(line.get(0), name -> encoding(name, line.get(1)));
    }

    private static String stripAsciiWhitespace(String label) {
        int start = 0;
        int end = label.length();
        while (start < end && isAsciiWhitespace(label.charAt(start))) {
            start++;
        }
        while (start < end && isAsciiWhitespace(label.charAt(end - 1))) {
            end--;
        }
        return label.substring(start, end);
    }

    private static boolean isAsciiWhitespace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
    }

    private static Map<String, List<String>> load() {
        Map<String, List<String>> lines = new HashMap<>();
        try (InputStream resource = EncodingLabels.class.getResourceAsStream(RESOURCE);
                BufferedReader reader = new BufferedReader(
                        new InputStreamReader(Objects.requireNonNull(resource, RESOURCE), StandardCharsets.US_ASCII))) {
            for (String line : reader.lines().filter(l -> !l.startsWith("#")).toList()) {
                List<String> fields = List.of(line.split(" ", -1));
                fields.subList(2, fields.size()).forEach(label -> lines.put(label, fields));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + RESOURCE, e);
        }
        return lines;
    }

    private static Encoding encoding(String name, String javaName) {
        if (!javaName.equals(OURS)) {
            // A runtime without the module jdk.charsets lacks the rarer ones; better read such a page badly than not at
            // all.
            return new Encoding(
                    name, Charset.isSupported(javaName) ? Charset.forName(javaName) : StandardCharsets.UTF_8);
        }
        Charset charset = switch (name) {
            case "EUC-JP" -> new EucJpCharset();
            case "ISO-8859-10" -> SingleByteCharset.ISO_8859_10;
            case "ISO-8859-14" -> SingleByteCharset.ISO_8859_14;
            case "x-user-defined" -> SingleByteCharset.X_USER_DEFINED;
            case "replacement" -> new ReplacementCharset();
            default -> throw new IllegalStateException("no charset for " + name);
        };
        return new Encoding(name, charset);
    }
}
