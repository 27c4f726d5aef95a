package ayatori.web.url;

import java.util.regex.Pattern;

/** A text that is not a URL. The message is one sentence that says so, and why, and is safe to print. */
public final class UrlException extends Exception {
    private static final long serialVersionUID = 1L;

    /** The most characters of a URL in a message. */
    private static final int SHOWN_CHARS_MAX = 120;

    /** A scheme, a user name and a password. */
    private static final Pattern PASSWORD = Pattern.compile("^([^:/?#]*:[/\\\\]*[^:/\\\\?#@]*:)[^/\\\\?#]*@");

    private final String input;
    private final String sentence;

    UrlException(String input, ParsingFailure failure) {
        this.input = input;
        this.sentence = '"' + printable(withoutPassword(input)) + "\" is not a URL: " + failure.sentence() + ".";
    }

    /** What is wrong, for the person who wrote it. */
    @Override
    public String getMessage() {
        return sentence;
    }

    /** The text that could not be parsed, exactly as it was given. */
    public String input() {
        return input;
    }

    /** Messages end up in logs, so they must not contain passwords. */
    private static String withoutPassword(String text) {
        return PASSWORD.matcher(text).replaceFirst("$1...@");
    }

    /** The text, shortened, with characters escaped that move a terminal's cursor or change its text direction. */
    private static String printable(String text) {
        var shown = new StringBuilder();
        int end = Math.min(text.length(), SHOWN_CHARS_MAX);
        for (int i = 0; i < end; ) {
            int codePoint = text.codePointAt(i);
            i += Character.charCount(codePoint);
            switch (Character.getType(codePoint)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.SURROGATE,
                        Character.PRIVATE_USE,
                        Character.UNASSIGNED,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR -> shown.append(String.format("\\u{%X}", codePoint));
                default -> shown.appendCodePoint(codePoint);
            }
        }
        return end < text.length() ? shown + "…" : shown.toString();
    }
}
