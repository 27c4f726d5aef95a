package ayatori.web.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Objects;

/**
 * The 2,231 named character references of the HTML standard, section 13.5: lines in the order of their bytes, each a name and
 * then its code points in hexadecimal.
 *
 * <p>A binary search runs over the text itself. Most pages use a few names or none, and a crawl should not begin with building a
 * tree of all of them.
 */
final class NamedCharacterReferences {
    /** There is no name. */
    static final int NONE = -1;

    private static final String RESOURCE = "character-references.txt";

    /** Ends a name; it sorts before every byte that a name has. */
    private static final byte NAME_END = ' ';

    private static final byte[] TEXT = load();

    /** Where in the text each line begins. */
    private static final int[] LINES = lines(TEXT);

    private NamedCharacterReferences() {}

    /** The number of the longest name that begins at {@code position}, with its semicolon if it has one, or {@link #NONE}. */
    static int longestAt(byte[] input, int position, int end) {
        int longest = NONE;
        // The lines that begin with what has been read.
        int from = 0;
        int to = LINES.length;
        for (int length = 0; position + length < end && input[position + length] != NAME_END; length++) {
            byte b = input[position + length];
            from = firstWith(b, length, from, to);
            to = firstWith(b + 1, length, from, to);
            if (from == to) {
                break;
            }
            if (TEXT[LINES[from] + length + 1] == NAME_END) {
                longest = from;
            }
        }
        return longest;
    }

    /** The first line with {@code wanted} or more at {@code column}, of lines that are equal before it. */
    private static int firstWith(int wanted, int column, int from, int to) {
        int low = from;
        int high = to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (TEXT[LINES[middle] + column] < wanted) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The number of bytes in the name {@code reference}. */
    static int length(int reference) {
        int start = LINES[reference];
        return Ascii.indexOf(TEXT, start, TEXT.length, (char) NAME_END) - start;
    }

    /** Appends the characters of the name {@code reference}. */
    static void append(int reference, Utf8Buffer out) {
        int position = LINES[reference] + length(reference);
        while (TEXT[position] == ' ') {
            int codePoint = 0;
            for (position++; TEXT[position] > ' '; position++) {
                codePoint = codePoint * 16 + Character.digit(TEXT[position], 16);
            }
            out.appendCodePoint(codePoint);
        }
    }

    private static byte[] load() {
        try (InputStream resource = NamedCharacterReferences.class.getResourceAsStream(RESOURCE)) {
            return Objects.requireNonNull(resource, RESOURCE).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + RESOURCE, e);
        }
    }

    private static int[] lines(byte[] text) {
        int[] lines = new int[text.length];
        int count = 0;
        for (int start = 0; start < text.length; start = Ascii.indexOf(text, start, text.length, '\n') + 1) {
            if (text[start] != '#') {
                lines[count++] = start;
            }
        }
        return Arrays.copyOf(lines, count);
    }
}
