package ayatori.web.charset;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The HTML standard's <a
 * href="https://html.spec.whatwg.org/multipage/parsing.html#prescan-a-byte-stream-to-determine-its-encoding">prescan a byte
 * stream to determine its encoding</a> (13.2.3.2): looks for a {@code meta} that names the encoding, before any parsing.
 */
final class MetaPrescan {
    /** The end of the bytes. A tag that is cut off there moves the position here, which ends the prescan. */
    private final int end;

    private final byte[] bytes;
    private final int start;
    private int position;

    // The attribute read last. If it has no value, this one is empty.
    private int nameStart;
    private int nameEnd;
    private int valueStart;
    private int valueEnd;

    private MetaPrescan(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.start = start;
        this.end = end;
    }

    /** The encoding that the page in {@code bytes[start..end)} declares, or null. */
    static @Nullable Encoding prescan(byte[] bytes, int start, int end) {
        MetaPrescan prescan = new MetaPrescan(bytes, start, end);
        Encoding utf16 = prescan.utf16XmlDeclaration();
        if (utf16 != null) {
            return utf16;
        }
        Encoding meta = prescan.meta();
        return meta != null ? meta : prescan.xmlEncoding();
    }

    private @Nullable Encoding meta() {
        for (position = start; position < end; position++) {
            if (bytes[position] != '<') {
                continue;
            }
            if (startsWith("<!--")) {
                // <!--> is a whole comment: its dashes both open and close it.
                position += "<!".length();
                skipThrough("-->");
            } else if (startsWith("<meta") && isWhitespaceOrSlash(position + "<meta".length())) {
                position += "<meta".length();
                Encoding encoding = metaAttributes();
                if (encoding != null) {
                    return encoding;
                }
            } else if (isTag()) {
                skipTag();
            } else if (startsWith("<!") || startsWith("</") || startsWith("<?")) {
                skipThrough(">");
            }
        }
        return null;
    }

    private @Nullable Encoding metaAttributes() {
        Set<String> names = new HashSet<>();
        boolean gotPragma = false;
        boolean needPragma = false;
        boolean gotCharset = false;
        Encoding charset = null;
        while (nextAttribute()) {
            String name = lowerCase(nameStart, nameEnd);
            if (!names.add(name)) {
                continue;
            }
            String value = lowerCase(valueStart, valueEnd);
            switch (name) {
                case "http-equiv" -> gotPragma = value.equals("content-type");
                case "content" -> {
                    Encoding encoding = fromContent(value);
                    if (encoding != null && !gotCharset) {
                        charset = encoding;
                        needPragma = true;
                        gotCharset = true;
                    }
                }
                case "charset" -> {
                    charset = Encoding.forLabel(value);
                    needPragma = false;
                    gotCharset = true;
                }
                default -> {}
            }
        }
        boolean cutOff = position >= end;
        return cutOff || charset == null || (needPragma && !gotPragma) ? null : charset.asDeclaredInPage();
    }

    /**
     * The HTML standard's <a
     * href="https://html.spec.whatwg.org/multipage/urls-and-fetching.html#extracting-character-encodings-from-meta-elements">
     * extracting a character encoding from a meta element</a>, for a {@code content} in lower case.
     */
    static @Nullable Encoding fromContent(String content) {
        int position = content.indexOf("charset");
        while (position >= 0) {
            int at = skipWhitespace(content, position + "charset".length());
            if (at == content.length()) {
                return null;
            }
            if (content.charAt(at) == '=') {
                return fromCharsetValue(content, skipWhitespace(content, at + 1));
            }
            position = content.indexOf("charset", at);
        }
        return null;
    }

    private static @Nullable Encoding fromCharsetValue(String content, int start) {
        if (start == content.length()) {
            return null;
        }
        char quote = content.charAt(start);
        if (quote == '"' || quote == '\'') {
            int close = content.indexOf(quote, start + 1);
            return close < 0 ? null : Encoding.forLabel(content.substring(start + 1, close));
        }
        int stop = start;
        while (stop < content.length() && content.charAt(stop) != ';' && !isWhitespace(content.charAt(stop))) {
            stop++;
        }
        return Encoding.forLabel(content.substring(start, stop));
    }

    /** The HTML standard's "get an attribute": returns whether there is one, and sets the fields to it. */
    private boolean nextAttribute() {
        while (position < end && isWhitespaceOrSlash(position)) {
            position++;
        }
        if (position >= end || bytes[position] == '>') {
            return false;
        }
        nameStart = position;
        while (position < end && !endsAttributeName()) {
            position++;
        }
        nameEnd = position;
        valueStart = position;
        valueEnd = position;
        skipWhitespace();
        if (position < end && bytes[position] == '=') {
            position++;
            skipWhitespace();
            readAttributeValue();
        }
        return position < end;
    }

    private boolean endsAttributeName() {
        byte b = bytes[position];
        return isWhitespaceOrSlash(position) || b == '>' || (b == '=' && position > nameStart);
    }

    private void readAttributeValue() {
        if (position >= end) {
            return;
        }
        byte first = bytes[position];
        boolean quoted = first == '"' || first == '\'';
        if (quoted) {
            position++;
        }
        valueStart = position;
        while (position < end
                && (quoted
                        ? bytes[position] != first
                        : !isWhitespace((char) bytes[position]) && bytes[position] != '>')) {
            position++;
        }
        valueEnd = position;
        if (quoted && position < end) {
            position++;
        }
    }

    /** {@code <?xml} in UTF-16 shows the byte order. */
    private @Nullable Encoding utf16XmlDeclaration() {
        position = start;
        if (startsWith("<\0?\0x\0")) {
            return Encoding.UTF_16LE;
        }
        return startsWith("\0<\0?\0x") ? Encoding.UTF_16BE : null;
    }

    /** The HTML standard's "get an XML encoding": what an XML declaration says, which counts if no {@code meta} does. */
    private @Nullable Encoding xmlEncoding() {
        position = start;
        if (!startsWith("<?xml")) {
            return null;
        }
        int declarationEnd = start;
        while (declarationEnd < end && bytes[declarationEnd] != '>') {
            declarationEnd++;
        }
        if (declarationEnd == end) {
            return null;
        }
        String declaration = new String(bytes, start, declarationEnd - start, StandardCharsets.ISO_8859_1);
        int at = declaration.indexOf("encoding");
        if (at < 0) {
            return null;
        }
        at = skipThroughSpace(declaration, at + "encoding".length());
        if (at == declaration.length() || declaration.charAt(at) != '=') {
            return null;
        }
        at = skipThroughSpace(declaration, at + 1);
        if (at == declaration.length() || (declaration.charAt(at) != '"' && declaration.charAt(at) != '\'')) {
            return null;
        }
        int close = declaration.indexOf(declaration.charAt(at), at + 1);
        if (close < 0) {
            return null;
        }
        String label = declaration.substring(at + 1, close);
        Encoding encoding = label.chars().anyMatch(c -> c <= ' ') ? null : Encoding.forLabel(label);
        return encoding == null ? null : encoding.asDeclaredInPage();
    }

    private static int skipThroughSpace(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) <= ' ') {
            at++;
        }
        return at;
    }

    /** Whether a start tag or an end tag begins here. */
    private boolean isTag() {
        int name = position + 1 < end && bytes[position + 1] == '/' ? position + 2 : position + 1;
        int lower = name < end ? bytes[name] | 0x20 : 0;
        return lower >= 'a' && lower <= 'z';
    }

    private void skipTag() {
        while (position < end && !isWhitespace((char) bytes[position]) && bytes[position] != '>') {
            position++;
        }
        boolean more = true;
        while (more) {
            // Attributes are read only to find the end of the tag: a > inside a quoted value does not end it.
            more = nextAttribute();
        }
    }

    /** Moves on to the last byte of the next {@code wanted}, or to the end. */
    private void skipThrough(String wanted) {
        while (position < end && !startsWith(wanted)) {
            position++;
        }
        position = Math.min(end, position + wanted.length() - 1);
    }

    private void skipWhitespace() {
        while (position < end && isWhitespace((char) bytes[position])) {
            position++;
        }
    }

    private static int skipWhitespace(String text, int from) {
        int at = from;
        while (at < text.length() && isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private boolean startsWith(String lower) {
        if (end - position < lower.length()) {
            return false;
        }
        for (int i = 0; i < lower.length(); i++) {
            byte b = bytes[position + i];
            char c = (char) (b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b);
            if (c != lower.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private boolean isWhitespaceOrSlash(int at) {
        return at < end && (isWhitespace((char) bytes[at]) || bytes[at] == '/');
    }

    private static boolean isWhitespace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
    }

    private String lowerCase(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    }
}
