package ayatori.web.html;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The value of one attribute, decoded: a range of the input where there is nothing to decode, as in nearly all values, else
 * a range of a buffer. Reused: the range is good until the next {@link #load}.
 */
final class AttributeValue {
    /** Longer values are not decoded: a tag that has one seems not to have it. */
    static final int DECODED_BYTES_MAX = 1 << 16;

    private final Utf8Buffer buffer = new Utf8Buffer();

    private byte[] bytes = {};
    private int start;
    private int end;
    private boolean decoded;

    /**
     * Loads the value of that attribute, and returns whether the tag has it. One that would have to be decoded and is longer
     * than {@link #DECODED_BYTES_MAX} is as good as none.
     */
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
            if (end - start > DECODED_BYTES_MAX) {
                return false;
            }
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

    int length() {
        return end - start;
    }

    /** A copy of the value's bytes. */
    byte[] toBytes() {
        return Arrays.copyOfRange(bytes, start, end);
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

    /** The value's first {@code bytesMax} bytes as a string. */
    String toString(int bytesMax) {
        return new String(bytes, start, Math.min(length(), bytesMax), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }
}
