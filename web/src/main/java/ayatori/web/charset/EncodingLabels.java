package ayatori.web.charset;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
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
                Encoding encoding = Encoding.named(fields.getFirst());
                fields.subList(1, fields.size()).forEach(label -> encodings.put(label, encoding));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + RESOURCE, e);
        }
        return encodings;
    }
}
