package ayatori.web.html;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The 2,231 named character references of the HTML standard, section 13.5, as a trie over the bytes of their names.
 *
 * <p>A node is a number. It has a byte, its first child, its next sibling, its depth, and what the name that ends at it
 * stands for, if one does. Node 0 is the root, and stands for "no such node" wherever a child or sibling is meant.
 */
final class NamedCharacterReferences {
    /** No name. */
    static final int NONE = 0;

    private static final String RESOURCE = "character-references.txt";

    private static final Trie TRIE = load();

    private NamedCharacterReferences() {}

    /** The longest name that begins at {@code position}, its semicolon included if it has one, or {@link #NONE}. */
    static int longestAt(byte[] input, int position, int end) {
        int longest = NONE;
        int node = 0;
        for (int i = position; i < end; i++) {
            node = TRIE.child(node, input[i]);
            if (node == 0) {
                break;
            }
            if (TRIE.values[node].length > 0) {
                longest = node;
            }
        }
        return longest;
    }

    /** The number of bytes in the name of {@code reference}. */
    static int length(int reference) {
        return TRIE.depths[reference];
    }

    /** What {@code reference} stands for, in UTF-8; not to be changed. */
    static byte[] value(int reference) {
        return TRIE.values[reference];
    }

    private static Trie load() {
        try (InputStream resource = NamedCharacterReferences.class.getResourceAsStream(RESOURCE);
                BufferedReader reader = new BufferedReader(
                        new InputStreamReader(Objects.requireNonNull(resource, RESOURCE), StandardCharsets.US_ASCII))) {
            List<String> lines =
                    reader.lines().filter(line -> !line.startsWith("#")).toList();
            Trie trie = new Trie(
                    1 + lines.stream().mapToInt(line -> line.indexOf(' ')).sum());
            lines.forEach(trie::add);
            return trie;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + RESOURCE, e);
        }
    }

    private static final class Trie {
        private static final byte[] NO_VALUE = {};

        private final byte[] bytes;
        private final byte[] depths;
        private final int[] firstChildren;
        private final int[] nextSiblings;
        private final byte[][] values;
        private int size = 1;

        Trie(int capacity) {
            bytes = new byte[capacity];
            depths = new byte[capacity];
            firstChildren = new int[capacity];
            nextSiblings = new int[capacity];
            values = new byte[capacity][];
            Arrays.fill(values, NO_VALUE);
        }

        int child(int node, byte b) {
            int child = firstChildren[node];
            while (child != 0 && bytes[child] != b) {
                child = nextSiblings[child];
            }
            return child;
        }

        /** Adds a line of the resource: the name, then its code points in hexadecimal. */
        void add(String line) {
            String[] fields = line.split(" ", -1);
            int node = 0;
            for (byte b : fields[0].getBytes(StandardCharsets.US_ASCII)) {
                int child = child(node, b);
                node = child != 0 ? child : addChild(node, b);
            }
            StringBuilder value = new StringBuilder();
            for (String codePoint : List.of(fields).subList(1, fields.length)) {
                value.appendCodePoint(Integer.parseInt(codePoint, 16));
            }
            values[node] = value.toString().getBytes(StandardCharsets.UTF_8);
        }

        private int addChild(int node, byte b) {
            int child = size++;
            bytes[child] = b;
            depths[child] = (byte) (depths[node] + 1);
            nextSiblings[child] = firstChildren[node];
            firstChildren[node] = child;
            return child;
        }
    }
}
