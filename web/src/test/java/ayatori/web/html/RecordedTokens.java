package ayatori.web.html;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A handler that records every token, decoded, in the form of the html5lib tests; it never changes the state. */
final class RecordedTokens implements TokenHandler {
    private final byte[] input;
    private final boolean cdataAllowed;
    private final List<List<@Nullable Object>> tokens = new ArrayList<>();
    private final StringBuilder characters = new StringBuilder();

    private RecordedTokens(byte[] input, boolean cdataAllowed) {
        this.input = input;
        this.cdataAllowed = cdataAllowed;
    }

    /** The tokens of {@code html}, read from that state on; a run of text is one token. */
    static List<List<@Nullable Object>> of(String html, TokenizerState initialState, @Nullable String lastStartTag) {
        byte[] bytes = html.getBytes(StandardCharsets.UTF_8);
        // Bytes around the page would be noticed if they were read.
        byte[] padded = new byte[bytes.length + 64];
        Arrays.fill(padded, (byte) '<');
        System.arraycopy(bytes, 0, padded, 32, bytes.length);
        RecordedTokens recorded = new RecordedTokens(padded, initialState == TokenizerState.CDATA_SECTION);
        new HtmlTokenizer(100).tokenize(padded, 32, bytes.length, initialState, lastStartTag, recorded);
        recorded.endText();
        return recorded.tokens;
    }

    @Override
    public TokenizerState startTag(Tag tag) {
        endText();
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = 0; i < tag.attributeCount(); i++) {
            Utf8Buffer value = new Utf8Buffer();
            TextDecoder.attributeValue(input, tag.valueStart(i), tag.valueEnd(i), value);
            attributes.putIfAbsent(name(tag.attributeNameStart(i), tag.attributeNameEnd(i)), value.toString());
        }
        String name = name(tag.nameStart(), tag.nameEnd());
        add(
                tag.isSelfClosing()
                        ? new Object[] {"StartTag", name, attributes, true}
                        : new Object[] {"StartTag", name, attributes});
        return TokenizerState.DATA;
    }

    @Override
    public void endTag(Tag tag) {
        endText();
        add("EndTag", name(tag.nameStart(), tag.nameEnd()));
    }

    @Override
    public void text(int start, int end, TokenizerState state) {
        Utf8Buffer text = new Utf8Buffer();
        TextDecoder.text(input, start, end, state, text);
        characters.append(text);
    }

    @Override
    public void comment(int start, int end) {
        endText();
        add("Comment", raw(start, end));
    }

    @Override
    public void doctype(Doctype doctype) {
        endText();
        add(
                "DOCTYPE",
                doctype.nameStart() == Doctype.MISSING ? null : name(doctype.nameStart(), doctype.nameEnd()),
                doctype.publicIdStart() == Doctype.MISSING ? null : raw(doctype.publicIdStart(), doctype.publicIdEnd()),
                doctype.systemIdStart() == Doctype.MISSING ? null : raw(doctype.systemIdStart(), doctype.systemIdEnd()),
                !doctype.forceQuirks());
    }

    @Override
    public boolean isCdataAllowed() {
        return cdataAllowed;
    }

    private String name(int start, int end) {
        Utf8Buffer name = new Utf8Buffer();
        TextDecoder.name(input, start, end, name);
        return name.toString();
    }

    private String raw(int start, int end) {
        Utf8Buffer raw = new Utf8Buffer();
        TextDecoder.raw(input, start, end, raw);
        return raw.toString();
    }

    private void endText() {
        if (!characters.isEmpty()) {
            add("Character", characters.toString());
            characters.setLength(0);
        }
    }

    private void add(@Nullable Object... token) {
        tokens.add(new ArrayList<>(Arrays.asList(token)));
    }
}
