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
import org.jspecify.annotations.Nullable;

/** The labels of the Encoding Standard. */
final class EncodingLabels {
    private static final String RESOURCE = "encodings.txt";

    /** Stands in the resource where Java has no charset that would do. */
    private static final String OURS = "-";

    private static final Map<String, Encoding> ENCODINGS = load();

    private EncodingLabels() {}

    /** The Encoding Standard's <a href="https://encoding.spec.whatwg.org/#concept-encoding-get">get an encoding</a>. */
    static @Nullable Encoding get(String label) {
        return ENCODINGS.get(stripAsciiWhitespace(label).toLowerCase(Locale.ROOT));
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

    private static Map<String, Encoding> load() {
        Map<String, Encoding> encodings = new HashMap<>();
        try (InputStream resource = EncodingLabels.class.getResourceAsStream(RESOURCE);
                BufferedReader reader = new BufferedReader(
                        new InputStreamReader(Objects.requireNonNull(resource, RESOURCE), StandardCharsets.US_ASCII))) {
            for (String line : reader.lines().filter(l -> !l.startsWith("#")).toList()) {
                List<String> fields = List.of(line.split(" ", -1));
                Encoding encoding = encoding(fields.get(0), fields.get(1));
                fields.subList(2, fields.size()).forEach(label -> encodings.put(label, encoding));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + RESOURCE, e);
        }
        return encodings;
    }

    private static Encoding encoding(String name, String javaName) {
        if (!javaName.equals(OURS)) {
            // A runtime without the module jdk.charsets lacks the rarer ones; better read such a page badly than not
            // start.
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
