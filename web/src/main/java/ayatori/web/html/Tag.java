package ayatori.web.html;

import java.util.Arrays;

/**
 * The start or end tag that was read last, as ranges of the input. One instance is reused for all tags of a page.
 *
 * <p>The methods named after states are those of the HTML standard from the tag name state (13.2.5.8) to the self-closing
 * start tag state (13.2.5.40). Each takes the position of the next byte and returns the position it stopped at. Every
 * state stops at the end of the input, and {@link #read} then returns {@link #END_OF_INPUT}.
 */
final class Tag {
    /** Returned by {@link #read} if the input ends inside the tag; the standard drops such a tag. */
    static final int END_OF_INPUT = -1;

    /** Ints kept for each attribute: the name's start and end, the value's start and end. */
    private static final int STRIDE = 4;

    private static final int ATTRIBUTES_AT_FIRST = 32;

    private final int attributesMax;

    /** Whether names are compared as XML has it, in which letter case counts. */
    private boolean caseSensitive;

    private byte[] input = {};
    private int end;

    private int nameStart;
    private int nameEnd;
    private long nameKey;
    private HtmlElement element = HtmlElement.OTHER;
    private boolean selfClosing;

    private int attributeCount;
    private int[] attributeRanges = new int[ATTRIBUTES_AT_FIRST * STRIDE];

    /** A tag keeps its first {@code attributesMax} attributes, and skips the others. */
    Tag(int attributesMax) {
        this.attributesMax = attributesMax;
    }

    /** Sets whether the letter case of attribute names counts, as it does in XML. */
    void caseSensitive(boolean caseSensitive) {
        this.caseSensitive = caseSensitive;
    }

    byte[] input() {
        return input;
    }

    int nameStart() {
        return nameStart;
    }

    int nameEnd() {
        return nameEnd;
    }

    /** The name as a {@link NameKey}. */
    long nameKey() {
        return nameKey;
    }

    /** The element that this tag names, in any letter case and any namespace; {@link HtmlElement#OTHER} if it is of no use. */
    HtmlElement element() {
        return element;
    }

    boolean isSelfClosing() {
        return selfClosing;
    }

    /** How many attributes were kept, duplicates included; {@link #indexOf} finds the first, the only one that counts. */
    int attributeCount() {
        return attributeCount;
    }

    /** The index of the first attribute of that name, or -1. */
    int indexOf(AttributeName name) {
        for (int i = 0; i < attributeCount; i++) {
            int start = attributeNameStart(i);
            int nameEnd = attributeNameEnd(i);
            if (Ascii.equalsIgnoreCase(input, start, nameEnd, name.text)
                    && (!caseSensitive || XmlName.isInLowerCase(input, start, nameEnd))) {
                return i;
            }
        }
        return -1;
    }

    int attributeNameStart(int index) {
        return attributeRanges[index * STRIDE];
    }

    int attributeNameEnd(int index) {
        return attributeRanges[index * STRIDE + 1];
    }

    /** Where the value begins; an attribute without a value has an empty one. */
    int valueStart(int index) {
        return attributeRanges[index * STRIDE + 2];
    }

    int valueEnd(int index) {
        return attributeRanges[index * STRIDE + 3];
    }

    /** Reads the tag whose name begins at {@code position}, and returns the position after it or {@link #END_OF_INPUT}. */
    int read(byte[] input, int position, int end) {
        this.input = input;
        this.end = end;
        this.attributeCount = 0;
        this.selfClosing = false;
        return beforeAttributeNameState(tagNameState(position));
    }

    private int tagNameState(int start) {
        byte[] input = this.input;
        int end = this.end;
        long key = 0;
        int position = start;
        for (; position < end; position++) {
            byte lower = NameKey.IN_TAG_NAME[input[position] & 0xFF];
            if (lower == NameKey.END) {
                break;
            }
            key = NameKey.appendLower(key, lower);
        }
        nameStart = start;
        nameEnd = position;
        nameKey = key;
        element = HtmlElement.of(key, input, start, position);
        return position;
    }

    /** Also the state after an attribute's value, which differs in parse errors only. */
    private int beforeAttributeNameState(int start) {
        int position = start;
        while (position < end) {
            byte b = input[position];
            if (b == '>') {
                return position + 1;
            }
            if (Ascii.isWhitespace(b)) {
                position++;
            } else if (b == '/') {
                position = selfClosingStartTagState(position + 1);
            } else {
                position = attributeNameState(position);
            }
        }
        return END_OF_INPUT;
    }

    private int selfClosingStartTagState(int position) {
        if (position < end && input[position] == '>') {
            selfClosing = true;
        }
        return position;
    }

    private int attributeNameState(int start) {
        byte[] input = this.input;
        int end = this.end;
        // The first byte belongs to the name even if it is an equals sign.
        int position = start + 1;
        while (position < end && !Ascii.is(input[position], Ascii.ENDS_ATTRIBUTE_NAME)) {
            position++;
        }
        int index = attributeCount < attributesMax ? addAttribute(start, position) : -1;
        return afterAttributeNameState(position, index);
    }

    private int afterAttributeNameState(int start, int index) {
        int position = Ascii.skipWhitespace(input, start, end);
        if (position < end && input[position] == '=') {
            return beforeAttributeValueState(position + 1, index);
        }
        return position;
    }

    private int beforeAttributeValueState(int start, int index) {
        int position = Ascii.skipWhitespace(input, start, end);
        if (position == end) {
            return end;
        }
        return switch (input[position]) {
            case '"' -> attributeValueQuotedState(position + 1, '"', index);
            case '\'' -> attributeValueQuotedState(position + 1, '\'', index);
            case '>' -> position;
            default -> attributeValueUnquotedState(position, index);
        };
    }

    /** The attribute value (double-quoted) state and the attribute value (single-quoted) state. */
    private int attributeValueQuotedState(int start, char quote, int index) {
        int position = Ascii.indexOf(input, start, end, quote);
        setValue(index, start, position);
        return Math.min(position + 1, end);
    }

    private int attributeValueUnquotedState(int start, int index) {
        int position = start;
        while (position < end && !Ascii.is(input[position], Ascii.ENDS_UNQUOTED_VALUE)) {
            position++;
        }
        setValue(index, start, position);
        return position;
    }

    private int addAttribute(int start, int nameEnd) {
        int index = attributeCount++;
        int at = index * STRIDE;
        if (at == attributeRanges.length) {
            attributeRanges = Arrays.copyOf(attributeRanges, at * 2);
        }
        attributeRanges[at] = start;
        attributeRanges[at + 1] = nameEnd;
        attributeRanges[at + 2] = nameEnd;
        attributeRanges[at + 3] = nameEnd;
        return index;
    }

    private void setValue(int index, int start, int valueEnd) {
        if (index >= 0) {
            attributeRanges[index * STRIDE + 2] = start;
            attributeRanges[index * STRIDE + 3] = valueEnd;
        }
    }
}
