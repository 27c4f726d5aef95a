package ayatori.export.where;

/**
 * A token of a condition.
 *
 * @param kind what it is
 * @param text its text; of a string and a quoted name, what is between the quotes
 * @param position where it starts in the condition, from 1
 */
record Token(Kind kind, String text, int position) {
    enum Kind {
        /** A column or a word such as {@code and}. */
        WORD,
        /** A column in backticks. */
        NAME,
        /** A text in quotes. */
        STRING,
        /** Something that begins with a digit: a number, a date, a duration, a size. */
        NUMBER,
        /** An operator, a bracket or a comma. */
        SYMBOL,
        /** After the last token. */
        END
    }

    boolean is(String word) {
        return kind == Kind.WORD ? text.equalsIgnoreCase(word) : kind == Kind.SYMBOL && text.equals(word);
    }

    /** The token as an error shows it. */
    String shown() {
        return kind == Kind.END ? "the end" : kind == Kind.STRING ? '"' + text + '"' : "\"" + text + "\"";
    }
}
