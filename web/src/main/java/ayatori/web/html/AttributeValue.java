package ayatori.web.html;

import java.nio.charset.StandardCharsets;

/**
 * The value of one attribute, decoded: a range of the input where the bytes stand for themselves, as they nearly always do,
 * and else of a buffer. Reused: the range is good until the next {@link #load}.
 */
final class AttributeValue {
    private final Utf8Buffer buffer = new Utf8Buffer();

    private byte[] bytes = {};
    private int start;
    private int end;
    private boolean decoded;

    /** Loads the value of that attribute, and returns whether the tag has it. */
    boolean load(Tag tag, AttributeName name) {
        int index = tag.indexOf(name);
        if (index < 0) {
            return false;
        }
        bytes = tag.input();
        start = tag.valueStart(index);
        end = tag.valueEnd(index);
        decoded = TextDecoder.isAttributeValueEncoded(bytes, start, end);
        if (decoded) {
            buffer.clear();
            TextDecoder.attributeValue(bytes, start, end, buffer);
            bytes = buffer.bytes();
            start = 0;
            end = buffer.length();
        }
        return true;
    }

    byte[] bytes() {
        return bytes;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /** Adds a part of this value to the links, {@code from} and {@code to} being positions in {@link #bytes}. */
    void addTo(Links links, LinkKind kind, int rel, int from, int to) {
        if (decoded) {
            links.addCopy(kind, rel, bytes, from, to);
        } else {
            links.add(kind, rel, from, to);
        }
    }

    boolean equalsIgnoreCase(String lower) {
        return Ascii.equalsIgnoreCase(bytes, start, end, lower);
    }

    @Override
    public String toString() {
        return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }
}
