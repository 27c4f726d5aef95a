package ayatori.web.html;

import org.jspecify.annotations.Nullable;

/**
 * The tokenizer of the <a href="https://html.spec.whatwg.org/multipage/parsing.html#tokenization">HTML standard, section
 * 13.2.5</a>, over the bytes of a whole page in UTF-8 (or any other superset of ASCII). It reports ranges of the input to a
 * {@link TokenHandler} and decodes nothing.
 *
 * <p>Methods have the names of the standard's states, so that the two can be read side by side. A method takes the position
 * of the next byte, and returns the position after the token that it reports. The states of tags are in {@link Tag}, those of
 * DOCTYPEs in {@link Doctype}, those of scripts in {@link ScriptData}, those of character references in {@link
 * CharacterReference}. States that differ only in their parse errors are one method.
 *
 * <p>Every byte is read a bounded number of times, whatever the input. A construct that is never closed takes the rest of the
 * input.
 */
final class HtmlTokenizer {
    private final Tag tag;
    private final Doctype doctype = new Doctype();
    private final EndTagName lastStartTag = new EndTagName();

    private byte[] input = {};
    private int end;
    private boolean xml;

    /** Tags keep their first {@code attributesMax} attributes. */
    HtmlTokenizer(int attributesMax) {
        this.tag = new Tag(attributesMax);
    }

    /**
     * Tokenizes XML. Tags and text are read as in HTML; comments, processing instructions and document types as in XML. The
     * handler must know that there is no raw text, that self-closing tags count, and that names are case-sensitive.
     */
    void tokenizeXml(byte[] input, int offset, int length, TokenHandler handler) {
        xml = true;
        tag.caseSensitive(true);
        try {
            tokenize(input, offset, length, TokenizerState.DATA, null, handler);
        } finally {
            xml = false;
            tag.caseSensitive(false);
        }
    }

    /** Tokenizes {@code input[offset..offset + length)}, and reads no byte outside that range. */
    void tokenize(byte[] input, int offset, int length, TokenHandler handler) {
        tokenize(input, offset, length, TokenizerState.DATA, null, handler);
    }

    /** The same from another initial state, as inside an element whose start tag is not in the input. */
    void tokenize(
            byte[] input,
            int offset,
            int length,
            TokenizerState initialState,
            @Nullable String lastStartTagName,
            TokenHandler handler) {
        this.input = input;
        this.end = offset + length;
        if (lastStartTagName == null) {
            lastStartTag.clear();
        } else {
            lastStartTag.set(lastStartTagName);
        }
        int position = textState(initialState, offset, handler);
        while (position < end) {
            position = dataState(position, handler);
        }
    }

    /** The data state: text up to the next markup, and that markup. */
    private int dataState(int start, TokenHandler handler) {
        byte[] input = this.input;
        int end = this.end;
        int position = start;
        while (position < end) {
            if (input[position] == '<' && isMarkup(position)) {
                break;
            }
            position++;
        }
        if (position > start) {
            handler.text(start, position, TokenizerState.DATA);
        }
        return position < end ? tagOpenState(position + 1, handler) : end;
    }

    /** Whether the {@code <} at {@code position} begins markup. */
    private boolean isMarkup(int position) {
        if (position + 1 == end) {
            return false;
        }
        byte next = input[position + 1];
        return Ascii.is(next, Ascii.OPENS_MARKUP) || (next == '/' && position + 2 < end);
    }

    private int tagOpenState(int position, TokenHandler handler) {
        return switch (input[position]) {
            case '!' -> markupDeclarationOpenState(position + 1, handler);
            case '/' -> endTagOpenState(position + 1, handler);
            case '?' -> xml ? after("?>", position) : bogusCommentState(position, handler);
            default -> startTag(position, handler);
        };
    }

    private int startTag(int position, TokenHandler handler) {
        int next = tag.read(input, position, end);
        if (next == Tag.END_OF_INPUT) {
            return end;
        }
        TokenizerState state = handler.startTag(tag);
        if (state == TokenizerState.DATA) {
            return next;
        }
        lastStartTag.set(tag);
        return textState(state, next, handler);
    }

    private int endTagOpenState(int position, TokenHandler handler) {
        byte b = input[position];
        if (Ascii.isAlpha(b)) {
            return endTag(position, handler);
        }
        return b == '>' ? position + 1 : bogusCommentState(position, handler);
    }

    private int endTag(int position, TokenHandler handler) {
        int next = tag.read(input, position, end);
        if (next == Tag.END_OF_INPUT) {
            return end;
        }
        handler.endTag(tag);
        return next;
    }

    private int markupDeclarationOpenState(int position, TokenHandler handler) {
        if (xml) {
            int after = afterXmlDeclaration(position);
            if (after > position) {
                return after;
            }
        }
        if (Ascii.startsWithIgnoreCase(input, position, end, "--")) {
            return commentStartState(position + "--".length(), handler);
        }
        if (Ascii.startsWithIgnoreCase(input, position, end, "doctype")) {
            int next = doctype.read(input, position + "doctype".length(), end);
            handler.doctype(doctype);
            return next;
        }
        if (isCdataStart(position) && handler.isCdataAllowed()) {
            return textState(TokenizerState.CDATA_SECTION, position + "[CDATA[".length(), handler);
        }
        return bogusCommentState(position, handler);
    }

    /** Unlike other markup, {@code [CDATA[} counts in upper case only. */
    private boolean isCdataStart(int position) {
        return Ascii.startsWith(input, position, end, "[CDATA[");
    }

    /** The position after a comment or document type in XML, of which nothing is reported; {@code position} for other markup. */
    private int afterXmlDeclaration(int position) {
        if (Ascii.startsWith(input, position, end, "--")) {
            return after("-->", position + "--".length());
        }
        return Ascii.startsWith(input, position, end, "DOCTYPE") ? afterXmlDoctype(position) : position;
    }

    /** The position after the first {@code wanted} from {@code start} on, or the end of the input. */
    private int after(String wanted, int start) {
        int position = start;
        while (position < end && !Ascii.startsWith(input, position, end, wanted)) {
            position++;
        }
        return Math.min(position + wanted.length(), end);
    }

    /** The position after a document type in XML, which may have declarations between brackets. */
    private int afterXmlDoctype(int start) {
        boolean internalSubset = false;
        int position = start;
        while (position < end) {
            byte b = input[position];
            if (b == '"' || b == '\'') {
                position = Ascii.indexOf(input, position + 1, end, (char) b) + 1;
            } else if (internalSubset && Ascii.startsWith(input, position, end, "<!--")) {
                position = after("-->", position + "<!--".length());
            } else if (internalSubset && Ascii.startsWith(input, position, end, "<?")) {
                position = after("?>", position);
            } else if (b == '>' && !internalSubset) {
                return position + 1;
            } else {
                internalSubset = b == '[' || (internalSubset && b != ']');
                position++;
            }
        }
        return end;
    }

    private int bogusCommentState(int start, TokenHandler handler) {
        int position = Ascii.indexOf(input, start, end, '>');
        handler.comment(start, position);
        return Math.min(position + 1, end);
    }

    /** Two cases of a comment closed at once, {@code <!-->} and {@code <!--->}, before the comment state. */
    private int commentStartState(int start, TokenHandler handler) {
        int position = start < end && input[start] == '-' ? start + 1 : start;
        if (position < end && input[position] == '>') {
            handler.comment(start, start);
            return position + 1;
        }
        return commentState(start, handler);
    }

    /** The comment state and those behind it: the comment ends at {@code -->} or {@code --!>}. */
    private int commentState(int start, TokenHandler handler) {
        int position = start;
        while (true) {
            position = Ascii.indexOf(input, position, end, '>');
            int dataEnd = endBeforeDashes(start, position);
            if (position == end) {
                handler.comment(start, dataEnd >= 0 ? dataEnd : endBeforeDash(start));
                return end;
            }
            if (dataEnd >= 0) {
                handler.comment(start, dataEnd);
                return position + 1;
            }
            position++;
        }
    }

    /** Where {@code --} or {@code --!} begins if the comment from {@code start} to {@code position} ends with it, or -1. */
    private int endBeforeDashes(int start, int position) {
        int dashesEnd = position > start && input[position - 1] == '!' ? position - 1 : position;
        int dataEnd = dashesEnd - "--".length();
        return dataEnd >= start && input[dataEnd] == '-' && input[dataEnd + 1] == '-' ? dataEnd : -1;
    }

    /** The end of a comment that the end of the input cuts off: one dash at its end is dropped. */
    private int endBeforeDash(int start) {
        return end > start && input[end - 1] == '-' ? end - 1 : end;
    }

    /** Any of the states with text only: reports the text, and the end tag that ends it. */
    private int textState(TokenizerState state, int start, TokenHandler handler) {
        int textEnd = switch (state) {
            case DATA -> start;
            case RCDATA, RAWTEXT -> rawtextState(start);
            case SCRIPT_DATA -> new ScriptData(input, end, lastStartTag).scriptDataState(start);
            case PLAINTEXT -> end;
            case CDATA_SECTION -> cdataSectionState(start);
        };
        if (textEnd > start) {
            handler.text(start, textEnd, state);
        }
        if (textEnd == end || state == TokenizerState.DATA) {
            return textEnd;
        }
        return state == TokenizerState.CDATA_SECTION
                ? textEnd + "]]>".length()
                : endTag(textEnd + "</".length(), handler);
    }

    /** The RCDATA state too: returns the position of the end tag that ends the text, or the end of the input. */
    private int rawtextState(int start) {
        int position = start;
        while (position < end && !(input[position] == '<' && lastStartTag.isAt(input, position, end))) {
            position++;
        }
        return position;
    }

    /** Returns the position of the {@code ]]>} that ends the section, or the end of the input. */
    private int cdataSectionState(int start) {
        int position = start;
        while (position < end && !Ascii.startsWithIgnoreCase(input, position, end, "]]>")) {
            position++;
        }
        return position;
    }
}
