package ayatori.crawler.extract;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.select.Evaluator;
import org.jspecify.annotations.Nullable;

/**
 * A selector that can be decided by a start tag alone: a tag's name, classes, an ID and attributes, such as {@code
 * meta[name=description]}.
 *
 * @param spec the field that it belongs to
 * @param evaluator decides
 * @param tag the {@linkplain TagName#key number} of the name; {@link #ANY} for any
 * @param needles what the source of a matching tag contains, in lower case, unless it has character references
 * @param isText whether text is wanted, and not an attribute
 */
record TagSelector(FieldSpec spec, Evaluator evaluator, long tag, List<byte[]> needles, boolean isText) {
    /** Stands for any tag. */
    static final long ANY = 0;

    private static final Pattern COMPOUND = Pattern.compile("([A-Za-z][A-Za-z0-9]*)?((?:[.#][A-Za-z_][A-Za-z0-9_-]*"
            + "|\\[[A-Za-z][A-Za-z0-9_:-]*(?:[~^$*|]?=(?:\"[^\"\\\\]*\"|'[^'\\\\]*'|[A-Za-z0-9_-]+))?\\])*)");
    private static final Pattern PART = Pattern.compile(
            "[.#]([A-Za-z0-9_-]+)|\\[([A-Za-z][A-Za-z0-9_:-]*)(?:([~^$*|]?)=(?:\"([^\"]*)\"|'([^']*)'|([A-Za-z0-9_-]+)))?\\]");

    /** The selector of a field; null if a start tag does not decide it. */
    static @Nullable TagSelector of(FieldSpec spec, String css, Evaluator evaluator, OutputPart output) {
        Matcher matcher = COMPOUND.matcher(css);
        if (!matcher.matches()
                || css.isEmpty()
                || !(output instanceof OutputPart.Attr || output instanceof OutputPart.Text)) {
            return null;
        }
        long tag = matcher.group(1) == null ? ANY : TagName.key(matcher.group(1));
        if (tag != ANY && !TagName.is(tag, TagName.SIMPLE | TagName.VOID)) {
            return null;
        }
        List<byte[]> needles = new ArrayList<>();
        Matcher part = PART.matcher(matcher.group(2));
        while (part.find()) {
            for (int group : new int[] {1, 2, 4, 5, 6}) {
                String needle = part.group(group);
                if (needle != null && !needle.isBlank() && needle.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
                    needles.add(needle.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII));
                }
            }
        }
        if (tag == ANY && needles.isEmpty()) {
            return null;
        }
        return new TagSelector(spec, evaluator, tag, needles, output instanceof OutputPart.Text);
    }

    /** Whether a tag may match, going by its source. */
    boolean mayMatch(long name, byte[] page, int start, int end) {
        return (tag == ANY || tag == name) && mayHaveNeedles(page, start, end);
    }

    private boolean mayHaveNeedles(byte[] page, int start, int end) {
        for (byte[] needle : needles) {
            if (!contains(page, start, end, needle)) {
                return contains(page, start, end, new byte[] {'&'});
            }
        }
        return true;
    }

    private static boolean contains(byte[] page, int start, int end, byte[] needle) {
        for (int i = start; i <= end - needle.length; i++) {
            int n = 0;
            while (n < needle.length && lower(page[i + n]) == needle[n]) {
                n++;
            }
            if (n == needle.length) {
                return true;
            }
        }
        return false;
    }

    private static byte lower(byte b) {
        return b >= 'A' && b <= 'Z' ? (byte) (b + 32) : b;
    }
}
