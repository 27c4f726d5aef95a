package ayatori.web.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The header fields of a request or an answer, in order, names compared without regard to case (RFC 9110 section 5.1).
 *
 * {@snippet :
 * Headers headers = Headers.of("Accept", "text/html", "Accept-Language", "ja, en");
 * headers.first("accept"); // "text/html"
 * }
 *
 * <p>Values are as they came, white space around them removed; bytes outside ASCII appear as ISO-8859-1. Instances do
 * not change.
 */
public final class Headers implements Iterable<Headers.Field> {
    /** No fields. */
    public static final Headers EMPTY = new Headers(new String[0]);

    /**
     * One field.
     *
     * @param name as written
     * @param value as written
     */
    public record Field(String name, String value) {}

    /** Name, value, name, value. */
    private final String[] namesAndValues;

    private Headers(String[] namesAndValues) {
        this.namesAndValues = namesAndValues;
    }

    /** Takes the array as it is: for fields that a codec has read. */
    static Headers trusted(String[] namesAndValues) {
        return new Headers(namesAndValues);
    }

    /**
     * Fields from names and values in turn.
     *
     * @throws IllegalArgumentException if the count is odd, a name is not a token, or a value holds a control character
     */
    public static Headers of(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("a value is missing after " + namesAndValues[namesAndValues.length - 1]);
        }
        String[] copy = namesAndValues.clone();
        for (int i = 0; i < copy.length; i += 2) {
            checkName(copy[i]);
            copy[i + 1] = trim(copy[i + 1]);
            checkValue(copy[i], copy[i + 1]);
        }
        return new Headers(copy);
    }

    /** These fields with {@code name} set to {@code value}: at the end, and those so called left out. */
    public Headers with(String name, String value) {
        return merge(of(name, value));
    }

    /** These fields, of which those that {@code others} names too are replaced by what it says. */
    Headers merge(Headers others) {
        if (others.isEmpty()) {
            return this;
        }
        var merged = new ArrayList<String>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (!others.contains(namesAndValues[i])) {
                merged.add(namesAndValues[i]);
                merged.add(namesAndValues[i + 1]);
            }
        }
        merged.addAll(List.of(others.namesAndValues));
        return new Headers(merged.toArray(String[]::new));
    }

    /** These fields without those called {@code names}. */
    Headers without(String... names) {
        var kept = new ArrayList<String>();
        for (Field field : this) {
            boolean drop = false;
            for (String name : names) {
                drop |= field.name().equalsIgnoreCase(name);
            }
            if (!drop) {
                kept.add(field.name());
                kept.add(field.value());
            }
        }
        return new Headers(kept.toArray(String[]::new));
    }

    /** The value of the first field called {@code name}, {@code null} when there is none. */
    public @Nullable String first(String name) {
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (namesAndValues[i].equalsIgnoreCase(name)) {
                return namesAndValues[i + 1];
            }
        }
        return null;
    }

    /** The values of all fields called {@code name}, in order; empty when there is none. */
    public List<String> all(String name) {
        var values = new ArrayList<String>(1);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (namesAndValues[i].equalsIgnoreCase(name)) {
                values.add(namesAndValues[i + 1]);
            }
        }
        return values;
    }

    /**
     * The members of the comma-separated lists in all fields called {@code name}, in order, without the white space around
     * them (RFC 9110 section 5.6.1). An empty member is kept.
     */
    List<String> list(String name) {
        var members = new ArrayList<String>(2);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (namesAndValues[i].equalsIgnoreCase(name)) {
                String value = namesAndValues[i + 1];
                for (int start = 0; start <= value.length(); ) {
                    int comma = value.indexOf(',', start);
                    int end = comma < 0 ? value.length() : comma;
                    members.add(trim(value.substring(start, end)));
                    start = end + 1;
                }
            }
        }
        return members;
    }

    /**
     * The octets of the first field called {@code name}, {@code null} when there is none.
     *
     * <p>A string value holds the same octets, one character each, as ISO-8859-1.
     */
    public byte @Nullable [] octets(String name) {
        String value = first(name);
        return value == null ? null : value.getBytes(StandardCharsets.ISO_8859_1);
    }

    /**
     * The first field called {@code name} as a URL reference, such as that of {@code Location}; {@code null} when there is
     * none. Octets outside ASCII are percent-encoded as they are, whatever encoding the server had in mind: the byte E9
     * becomes {@code %E9}.
     */
    public @Nullable String urlReference(String name) {
        String value = first(name);
        if (value == null || value.chars().allMatch(c -> c < 0x80)) {
            return value;
        }
        var reference = new StringBuilder(value.length() + 16);
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < 0x80) {
                reference.append(c);
            } else {
                reference.append('%').append(HexFormat.of().withUpperCase().toHexDigits((byte) c));
            }
        }
        return reference.toString();
    }

    /** {@code text} without the spaces and tabs around it. No other character is white space in a field (section 5.6.3). */
    static String trim(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    /** Whether there is a field called {@code name}. */
    public boolean contains(String name) {
        return first(name) != null;
    }

    /** How many fields there are. */
    public int size() {
        return namesAndValues.length / 2;
    }

    /** Whether there are no fields. */
    public boolean isEmpty() {
        return namesAndValues.length == 0;
    }

    @Override
    public Iterator<Field> iterator() {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < namesAndValues.length;
            }

            @Override
            public Field next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                next += 2;
                return new Field(namesAndValues[next - 2], namesAndValues[next - 1]);
            }
        };
    }

    /** The fields as they would be written, a line each. */
    @Override
    public String toString() {
        var text = new StringBuilder();
        for (Field field : this) {
            text.append(field.name()).append(": ").append(field.value()).append('\n');
        }
        return text.toString();
    }

    private static void checkName(String name) {
        boolean token = !name.isEmpty();
        for (int i = 0; i < name.length(); i++) {
            token &= isTokenCharacter(name.charAt(i));
        }
        if (!token) {
            throw new IllegalArgumentException("not the name of a header field: \"" + name + "\"");
        }
    }

    /** RFC 9110 section 5.6.2. */
    static boolean isTokenCharacter(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
    }

    private static void checkValue(String name, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if ((c < ' ' && c != '\t') || c == 0x7f || c > 0xff) {
                throw new IllegalArgumentException(
                        "the header field " + name + " cannot carry character U+" + String.format("%04X", (int) c));
            }
        }
    }
}
