package ayatori.web.css;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds the URLs in a style sheet, or in the value of a {@code style} attribute.
 *
 * {@snippet :
 * // given: String css
 * CssUrls.of("@import 'base.css'; p { background: url(dot.png) }").forEach(found -> System.out.println(found.url()));
 * String moved = CssUrls.rewrite(css, found -> "https://static.example/" + found.url());
 * }
 *
 * <p>These are the URLs that browsers load: {@code url()} and {@code src()}, the strings of {@code @import} and of {@code
 * image-set()}. URLs that name something are none: those of {@code @namespace} and {@code @document}. So are references within the
 * document, such as {@code url(#mask)}. An {@code @import} counts only where browsers obey it: before all other rules.
 *
 * @see <a href="https://www.w3.org/TR/css-syntax-3/#tokenization">CSS Syntax Module Level 3, section 4</a>
 */
public final class CssUrls {
    /** Functions whose strings are URLs. */
    private static final Set<String> OF_STRINGS = Set.of("url", "src", "image-set", "-webkit-image-set", "image");

    /** At-rules whose URLs are names. */
    private static final Set<String> OF_NAMES = Set.of("namespace", "document", "-moz-document", "charset");

    /** Deeper nesting is not told apart. */
    private static final int DEPTH_MAX = 256;

    private static final int REPLACEMENT = 0xFFFD;

    private final String css;
    private final List<CssUrl> found = new ArrayList<>();

    /** What is open, innermost last: a bracket, or a function or an at-rule's block with its name. */
    private final List<Open> open = new ArrayList<>();

    private int position;

    /** The at-rule whose prelude is being read; null if there is none. */
    private @Nullable String atRule;

    /** Whether the next string or url() is that of an {@code @import}. */
    private boolean awaitsImport;

    /** Whether an {@code @import} may still come. */
    private boolean mayImport = true;

    /**
     * An open bracket.
     *
     * @param closer what closes it
     * @param name of its function or at-rule; empty if it has none
     */
    private record Open(char closer, String name) {}

    private CssUrls(String css) {
        this.css = css;
    }

    /** {@return the URLs in a style sheet, in its order} */
    public static List<CssUrl> of(String css) {
        var urls = new CssUrls(css);
        urls.read();
        return urls.found;
    }

    /**
     * Replaces the URLs in a style sheet, and leaves all else as it is.
     *
     * @param replacement gives another URL; null to leave one as it is
     */
    public static String rewrite(String css, Function<CssUrl, @Nullable String> replacement) {
        StringBuilder rewritten = null;
        int copied = 0;
        for (CssUrl url : of(css)) {
            String other = replacement.apply(url);
            if (other != null) {
                rewritten = rewritten == null ? new StringBuilder(css.length()) : rewritten;
                rewritten.append(css, copied, url.start()).append(url.replacedBy(other));
                copied = url.end();
            }
        }
        return rewritten == null
                ? css
                : rewritten.append(css, copied, css.length()).toString();
    }

    private void read() {
        while (position < css.length()) {
            char c = css.charAt(position);
            if (c == '/' && at(position + 1) == '*') {
                int end = css.indexOf("*/", position + 2);
                position = end < 0 ? css.length() : end + 2;
            } else if (isWhitespace(c)) {
                position++;
            } else if (c == '"' || c == '\'') {
                string();
            } else if (c == '@' && startsName(position + 1)) {
                position++;
                atKeyword(name().toLowerCase(Locale.ROOT));
            } else if (startsName(position)) {
                identLike();
            } else if (c == '#' || isDigit(c)) {
                position++;
                skipName(); // a hash, or a number with its unit
            } else if (c == '<' && css.startsWith("<!--", position)) {
                position += 4;
            } else if (c == '-' && css.startsWith("-->", position)) {
                position += 3;
            } else {
                delimiter(c);
            }
        }
    }

    private void delimiter(char c) {
        position++;
        switch (c) {
            case '(' -> push(')', "");
            case '[' -> push(']', "");
            case '{' -> {
                String name = atRule == null ? "" : atRule;
                push('}', name);
                endAtRule();
                mayImport = false;
            }
            case ')', ']', '}' -> {
                pop(c);
                if (c == '}') {
                    endAtRule();
                }
            }
            case ';' -> {
                if (atRule == null && open.isEmpty()) {
                    mayImport = false;
                }
                endAtRule();
            }
            default -> other();
        }
    }

    /** Something that is neither a bracket nor a URL: the prelude of a rule, or a value. */
    private void other() {
        awaitsImport = false;
        if (atRule == null) {
            mayImport = false;
        }
    }

    private void endAtRule() {
        atRule = null;
        awaitsImport = false;
    }

    private void atKeyword(String name) {
        atRule = name;
        awaitsImport = name.equals("import") && mayImport && open.isEmpty();
        if (!name.equals("import") && !name.equals("charset") && !name.equals("layer")) {
            mayImport = false;
        }
    }

    private void identLike() {
        int start = position;
        String name = name();
        if (at(position) != '(') {
            other();
            return;
        }
        position++;
        String function = name.toLowerCase(Locale.ROOT);
        if (!awaitsImport || !OF_STRINGS.contains(function)) {
            other();
        }
        if (function.equals("url")) {
            skipWhitespace();
            if (at(position) != '"' && at(position) != '\'') {
                urlToken(start);
                return;
            }
        }
        push(')', function);
    }

    /** A URL without quotes. One with a space, a quote or a bracket in it is a bad one, and no browser loads it. */
    private void urlToken(int start) {
        var url = new StringBuilder();
        while (position < css.length()) {
            char c = css.charAt(position);
            if (c == ')') {
                break;
            }
            if (isWhitespace(c)) {
                skipWhitespace();
                if (position < css.length() && css.charAt(position) != ')') {
                    badUrl();
                    return;
                }
            } else if (c == '"' || c == '\'' || c == '(' || c < ' ' || c == 0x7F || startsBadEscape(position)) {
                badUrl();
                return;
            } else if (c == '\\') {
                position++;
                url.appendCodePoint(escape());
            } else {
                url.append(c);
                position++;
            }
        }
        position = Math.min(position + 1, css.length());
        add(url.toString(), start, false);
    }

    private void badUrl() {
        while (position < css.length()) {
            char c = css.charAt(position++);
            if (c == ')') {
                break;
            }
            if (c == '\\' && position < css.length()) {
                position++;
            }
        }
        other();
    }

    private void string() {
        int start = position;
        char quote = css.charAt(position++);
        var value = new StringBuilder();
        while (position < css.length() && css.charAt(position) != quote) {
            char c = css.charAt(position);
            if (isNewline(c)) {
                other(); // a bad string: it ends here, and names nothing
                return;
            }
            position++;
            if (c != '\\') {
                value.append(c);
            } else if (isNewline(at(position))) {
                position += css.startsWith("\r\n", position) ? 2 : 1;
            } else if (position < css.length()) {
                value.appendCodePoint(escape());
            }
        }
        position = Math.min(position + 1, css.length());
        if (awaitsImport
                || (!open.isEmpty() && OF_STRINGS.contains(open.getLast().name()))) {
            add(value.toString(), start, true);
        } else {
            other();
        }
    }

    /** Adds the URL of the token that ends here. */
    private void add(String url, int start, boolean isString) {
        boolean isImport = awaitsImport;
        other();
        boolean isName = atRule != null && OF_NAMES.contains(atRule);
        if (!isName && !url.isBlank() && !url.startsWith("#")) {
            CssUrl.Kind kind = isImport ? CssUrl.Kind.IMPORT : isInFontFace() ? CssUrl.Kind.FONT : CssUrl.Kind.IMAGE;
            found.add(new CssUrl(url, kind, start, position, isString));
        }
    }

    private boolean isInFontFace() {
        for (Open bracket : open) {
            if (bracket.closer() == '}' && bracket.name().equals("font-face")) {
                return true;
            }
        }
        return false;
    }

    // ---- brackets

    private void push(char closer, String name) {
        if (open.size() < DEPTH_MAX) {
            open.add(new Open(closer, name));
        }
    }

    /** Closes the innermost bracket of a kind, and what is open in it. A bracket that closes nothing is passed over. */
    private void pop(char closer) {
        for (int i = open.size() - 1; i >= 0; i--) {
            if (open.get(i).closer() == closer) {
                open.subList(i, open.size()).clear();
                return;
            }
            if (open.get(i).closer() == '}') {
                return; // a block is closed by its own bracket only
            }
        }
    }

    // ---- names and escapes

    private boolean startsName(int at) {
        int i = at;
        if (at(i) == '-') {
            i++;
            if (at(i) == '-') {
                return true;
            }
        }
        char c = at(i);
        return isNameStart(c) || (c == '\\' && !startsBadEscape(i) && i + 1 < css.length());
    }

    private boolean startsBadEscape(int at) {
        return at(at) == '\\' && isNewline(at(at + 1));
    }

    private String name() {
        int start = position;
        while (position < css.length() && isNamePart(css.charAt(position))) {
            position++;
        }
        if (at(position) != '\\' || startsBadEscape(position)) {
            return css.substring(start, position);
        }
        var name = new StringBuilder(css.substring(start, position));
        while (position < css.length()) {
            char c = css.charAt(position);
            if (isNamePart(c)) {
                name.append(c);
                position++;
            } else if (c == '\\' && !startsBadEscape(position) && position + 1 < css.length()) {
                position++;
                name.appendCodePoint(escape());
            } else {
                break;
            }
        }
        return name.toString();
    }

    private void skipName() {
        String _ = name();
        other();
    }

    /** The code point of an escape whose backslash was read (section 4.3.7). */
    private int escape() {
        int value = 0;
        int digits = 0;
        while (digits < 6 && position < css.length() && Character.digit(css.charAt(position), 16) >= 0) {
            value = 16 * value + Character.digit(css.charAt(position++), 16);
            digits++;
        }
        if (digits == 0) {
            int codePoint = position < css.length() ? css.codePointAt(position) : REPLACEMENT;
            position += position < css.length() ? Character.charCount(codePoint) : 0;
            return codePoint;
        }
        if (css.startsWith("\r\n", position)) {
            position += 2;
        } else if (isWhitespace(at(position))) {
            position++;
        }
        boolean isCharacter = value != 0 && value <= Character.MAX_CODE_POINT && (value < 0xD800 || value > 0xDFFF);
        return isCharacter ? value : REPLACEMENT;
    }

    private void skipWhitespace() {
        while (isWhitespace(at(position))) {
            position++;
        }
    }

    /** The character at a position; a NUL behind the end, which no class of characters has. */
    private char at(int index) {
        return index < css.length() ? css.charAt(index) : 0;
    }

    private static boolean isNameStart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
    }

    private static boolean isNamePart(char c) {
        return isNameStart(c) || isDigit(c) || c == '-';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isNewline(char c) {
        return c == '\n' || c == '\r' || c == '\f';
    }

    private static boolean isWhitespace(char c) {
        return c == ' ' || c == '\t' || isNewline(c);
    }
}
