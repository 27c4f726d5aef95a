package ayatori.crawler;

import ayatori.web.url.Url;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads URLs from a text, one a line. Blank lines and lines that begin with {@code #} hold none. Keeps one line in memory. */
public final class UrlLines implements AutoCloseable {
    /** Longer lines are no URLs that a server would take. */
    private static final int LINE_CHARS_MAX = 64 << 10;

    private static final int SHOWN_MAX = 100;

    private final String name;
    private final BufferedReader reader;
    private final StringBuilder line = new StringBuilder();
    private long number;

    private UrlLines(String name, InputStream in) {
        this.name = name;
        // A decoder that was made by hand reports what is not UTF-8; one made by its charset replaces it.
        this.reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()), 1 << 16);
    }

    /**
     * Opens a file.
     *
     * @throws IOException if it cannot be read
     */
    public static UrlLines open(Path file) throws IOException {
        return new UrlLines(file.toString(), Files.newInputStream(file));
    }

    /**
     * Reads a stream, and closes it in the end.
     *
     * @param name what messages call it
     */
    public static UrlLines of(InputStream in, String name) {
        return new UrlLines(name, in);
    }

    /**
     * The next URL, as it is written, without spaces around it.
     *
     * @return null at the end
     * @throws IllegalArgumentException if a line holds something else: one sentence with its number
     * @throws IOException if the text cannot be read
     */
    public @Nullable String next() throws IOException {
        while (advance()) {
            String text = (number == 1 ? line.toString().replaceFirst("^\ufeff", "") : line.toString()).strip();
            if (!text.isEmpty() && text.charAt(0) != '#') {
                check(text);
                return text;
            }
        }
        return null;
    }

    private void check(String text) {
        Url url = Url.tryParse(text);
        if (url == null || !url.isHttp()) {
            throw new IllegalArgumentException(where() + " is not an http or https URL: " + shown(text));
        }
        if (!url.username().isEmpty() || !url.password().isEmpty()) {
            throw new IllegalArgumentException(
                    where() + " has a user name in its URL: give credentials by --auth-file instead");
        }
    }

    /** Reads a line; false at the end. */
    private boolean advance() throws IOException {
        line.setLength(0);
        number++;
        try {
            for (int c = reader.read(); c >= 0; c = reader.read()) {
                if (c == '\n') {
                    return true;
                }
                if (line.length() == LINE_CHARS_MAX) {
                    throw new IllegalArgumentException(
                            where() + " is longer than " + LINE_CHARS_MAX + " characters: that is no URL");
                }
                line.append((char) c);
            }
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(where() + " or one soon after it is not in UTF-8", e);
        }
        return !line.isEmpty();
    }

    private String where() {
        return "line " + number + " of " + name;
    }

    private static String shown(String text) {
        String plain = text.replaceFirst("^([^:/?#]*:/*)?[^/?#]*@", "$1");
        return "'" + (plain.length() > SHOWN_MAX ? plain.substring(0, SHOWN_MAX) + "..." : plain) + "'";
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
