package ayatori.cli;

/**
 * What the terminal can show.
 *
 * @param color whether colours and bold may be used ({@code NO_COLOR} and {@code TERM=dumb} forbid it)
 * @param unicode whether characters beyond ASCII may be used
 */
record Style(boolean color, boolean unicode) {

    static final Style PLAIN = new Style(false, false);

    /** Marks a text that was cut off. */
    String cut() {
        return unicode ? "…" : "~";
    }

    String dot() {
        return unicode ? " · " : " - ";
    }

    String tick() {
        return unicode ? "✓" : "+";
    }

    String cross() {
        return unicode ? "✗" : "!";
    }

    String bold(String text) {
        return sgr("1", text);
    }

    String faint(String text) {
        return sgr("2", text);
    }

    String red(String text) {
        return sgr("31", text);
    }

    String green(String text) {
        return sgr("32", text);
    }

    String cyan(String text) {
        return sgr("36", text);
    }

    private String sgr(String code, String text) {
        return color && !text.isBlank() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
