package ayatori.web.sitemap;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the elements of an XML document one after another. What it holds is bounded whatever the document: the names of the open
 * elements, the attributes of the last start tag that a sitemap may need, and the text since the last tag, each up to a limit.
 * Comments, processing instructions and all other attributes are skipped as they come in. That is why it is not the JDK's
 * parser, which holds each of those whole, and every name for good.
 *
 * <p>The document must be well-formed as far as that is seen without keeping more. Document types are refused, so there are no
 * entities but the five of XML.
 */
final class XmlScanner {
    /** What {@link #next} has come to. */
    enum Event {
        START,
        END,
        END_OF_DOCUMENT
    }

    /** The attributes that are kept. */
    enum Attribute {
        HREF("href"),
        REL("rel"),
        IS_PERMA_LINK("isPermaLink"),
        XML_BASE("xml:base");

        private final String text;

        Attribute(String text) {
            this.text = text;
        }
    }

    /** A longer text or attribute value is no address, and is read as empty. */
    static final int VALUE_CHARS_MAX = 8192;

    private static final int NAME_CHARS_MAX = 256;
    private static final int DEPTH_MAX = 100;
    private static final int REFERENCE_CHARS_MAX = 32;
    private static final int END_OF_INPUT = -1;

    private final Reader in;
    private final char[] buffer = new char[8192];
    private int position;
    private int limit;
    private int line = 1;

    private final List<String> open = new ArrayList<>();
    private String name = "";
    private boolean selfClosing;
    private boolean rootSeen;

    private final Map<Attribute, String> attributes = new EnumMap<>(Attribute.class);
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder value = new StringBuilder();

    XmlScanner(Reader in) {
        this.in = in;
    }

    /** The name of the element whose tag was read last, with its prefix. */
    String name() {
        return name;
    }

    /** An attribute of the start tag that was read last, or null. */
    @Nullable String attribute(Attribute attribute) {
        return attributes.get(attribute);
    }

    /** The text since the tag before the one that was read last; empty if it is longer than {@link #VALUE_CHARS_MAX}. */
    String text() {
        return text.length() > VALUE_CHARS_MAX ? "" : text.toString();
    }

    /** Reads up to the end of the next tag. An empty-element tag is a start and an end. */
    Event next() throws IOException, BrokenSitemapException {
        if (selfClosing) {
            selfClosing = false;
            text.setLength(0);
            return close();
        }
        if (rootSeen && open.isEmpty()) {
            return Event.END_OF_DOCUMENT;
        }
        text.setLength(0);
        while (true) {
            int c = read();
            if (c == END_OF_INPUT) {
                throw notWellFormed();
            } else if (c == '<') {
                Event event = markup();
                if (event != null) {
                    return event;
                }
            } else if (open.isEmpty()) {
                if (!isWhitespace(c)) {
                    throw notWellFormed();
                }
            } else if (c == '&') {
                reference(text);
            } else {
                append(text, c);
            }
        }
    }

    /** What follows {@code <}; null if it is no tag. */
    private @Nullable Event markup() throws IOException, BrokenSitemapException {
        int c = read();
        switch (c) {
            case '!' -> declaration();
            case '?' -> skipTo("?>");
            case '/' -> {
                return endTag();
            }
            default -> {
                return startTag(c);
            }
        }
        return null;
    }

    private void declaration() throws IOException, BrokenSitemapException {
        int c = read();
        if (c == '-') {
            expect("-");
            skipTo("-->");
        } else if (c == '[' && !open.isEmpty()) {
            expect("CDATA[");
            cdata();
        } else if (c == 'D') {
            throw new BrokenSitemapException("It has a document type, which sitemaps do not need.");
        } else {
            throw notWellFormed();
        }
    }

    private void cdata() throws IOException, BrokenSitemapException {
        int brackets = 0;
        for (int c = read(); !(c == '>' && brackets >= 2); c = read()) {
            if (c == END_OF_INPUT) {
                throw notWellFormed();
            }
            brackets = c == ']' ? brackets + 1 : 0;
            append(text, c);
        }
        // Of a text over the limit the end is not there, and the rest does not matter.
        if (text.length() <= VALUE_CHARS_MAX) {
            text.setLength(text.length() - "]]".length());
        }
    }

    private Event startTag(int first) throws IOException, BrokenSitemapException {
        attributes.clear();
        int c = name(first);
        String element = value.toString();
        while (true) {
            c = skipWhitespace(c);
            if (c == '>') {
                break;
            }
            if (c == '/') {
                expect(">");
                selfClosing = true;
                break;
            }
            attribute(c);
            c = read();
        }
        if (open.size() == DEPTH_MAX) {
            throw new BrokenSitemapException("Its elements are nested more than " + DEPTH_MAX + " deep.");
        }
        rootSeen = true;
        open.add(element);
        name = element;
        return Event.START;
    }

    private void attribute(int first) throws IOException, BrokenSitemapException {
        int c = skipWhitespace(name(first));
        Attribute kept = kept();
        if (c != '=') {
            throw notWellFormed();
        }
        int quote = skipWhitespace(read());
        if (quote != '"' && quote != '\'') {
            throw notWellFormed();
        }
        value.setLength(0);
        for (c = read(); c != quote; c = read()) {
            if (c == END_OF_INPUT || c == '<') {
                throw notWellFormed();
            } else if (c == '&') {
                reference(value);
            } else {
                append(value, c);
            }
        }
        if (kept != null) {
            attributes.put(kept, value.length() > VALUE_CHARS_MAX ? "" : value.toString());
        }
    }

    private @Nullable Attribute kept() {
        for (Attribute attribute : Attribute.values()) {
            if (attribute.text.contentEquals(value)) {
                return attribute;
            }
        }
        return null;
    }

    private Event endTag() throws IOException, BrokenSitemapException {
        int c = skipWhitespace(name(read()));
        if (c != '>' || open.isEmpty() || !open.getLast().contentEquals(value)) {
            throw notWellFormed();
        }
        return close();
    }

    private Event close() {
        name = open.removeLast();
        return Event.END;
    }

    /** Reads a name into {@link #value}; returns the character after it. */
    private int name(int first) throws IOException, BrokenSitemapException {
        if (!isNameStart(first)) {
            throw notWellFormed();
        }
        value.setLength(0);
        int c = first;
        while (c > ' ' && "/>=<\"'&".indexOf(c) < 0) {
            if (value.length() == NAME_CHARS_MAX) {
                throw new BrokenSitemapException("It has a name longer than " + NAME_CHARS_MAX + " characters.");
            }
            value.append((char) c);
            c = read();
        }
        return c;
    }

    private static boolean isNameStart(int c) {
        return c == '_' || c == ':' || c >= 0x80 || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
    }

    private void reference(StringBuilder into) throws IOException, BrokenSitemapException {
        var reference = new StringBuilder();
        for (int c = read(); c != ';'; c = read()) {
            if (c <= ' ' || "<&\"'".indexOf(c) >= 0 || reference.length() == REFERENCE_CHARS_MAX) {
                throw notWellFormed();
            }
            reference.append((char) c);
        }
        String referred = reference.toString();
        switch (referred) {
            case "amp" -> append(into, '&');
            case "lt" -> append(into, '<');
            case "gt" -> append(into, '>');
            case "quot" -> append(into, '"');
            case "apos" -> append(into, '\'');
            default -> {
                if (!referred.startsWith("#")) {
                    throw new BrokenSitemapException("It refers to an entity, which sitemaps do not need.");
                }
                if (into.length() <= VALUE_CHARS_MAX) {
                    into.appendCodePoint(codePoint(referred));
                }
            }
        }
    }

    private int codePoint(String referred) throws BrokenSitemapException {
        boolean hexadecimal = referred.startsWith("#x");
        try {
            int code = Integer.parseUnsignedInt(referred.substring(hexadecimal ? 2 : 1), hexadecimal ? 16 : 10);
            if (Character.isValidCodePoint(code) && code >= '\t') {
                return code;
            }
        } catch (NumberFormatException e) {
            // not well-formed, as is a number that is no character
        }
        throw notWellFormed();
    }

    private static void append(StringBuilder into, int c) {
        if (into.length() <= VALUE_CHARS_MAX) {
            into.append((char) c);
        }
    }

    private int skipWhitespace(int first) throws IOException {
        int c = first;
        while (isWhitespace(c)) {
            c = read();
        }
        return c;
    }

    private static boolean isWhitespace(int c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }

    /** Reads to the end of {@code end}, of whose characters all but the last are alike or one. */
    private void skipTo(String end) throws IOException, BrokenSitemapException {
        char mark = end.charAt(0);
        int marks = 0;
        for (int c = read(); !(c == '>' && marks >= end.length() - 1); c = read()) {
            if (c == END_OF_INPUT) {
                throw notWellFormed();
            }
            marks = c == mark ? marks + 1 : 0;
        }
    }

    private void expect(String wanted) throws IOException, BrokenSitemapException {
        for (int i = 0; i < wanted.length(); i++) {
            if (read() != wanted.charAt(i)) {
                throw notWellFormed();
            }
        }
    }

    private int read() throws IOException {
        if (position == limit) {
            limit = in.read(buffer);
            position = 0;
            if (limit <= 0) {
                limit = 0;
                return END_OF_INPUT;
            }
        }
        char c = buffer[position++];
        if (c == '\n') {
            line++;
        }
        return c;
    }

    private BrokenSitemapException notWellFormed() {
        return new BrokenSitemapException("It is not well-formed XML: line " + line + ".");
    }
}
