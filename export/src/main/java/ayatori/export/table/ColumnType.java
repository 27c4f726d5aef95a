package ayatori.export.table;

/** The type of a column's values. Any value may be missing. */
public enum ColumnType {
    /** A {@link String}. */
    TEXT("text"),
    /** A {@link Long}. */
    INTEGER("a number"),
    /** A {@link Double}. */
    REAL("a number"),
    /** A {@link Boolean}. */
    BOOLEAN("true or false"),
    /** An {@link java.time.Instant}. */
    TIME("a time"),
    /** A {@link java.util.List} of strings. */
    TEXTS("a list of texts"),
    /** A {@link java.util.List} of longs. */
    INTEGERS("a list of numbers"),
    /**
     * Values of several types, objects, or lists: a {@link tools.jackson.databind.JsonNode}, or what {@link
     * ayatori.crawler.extract.FieldValue} describes.
     */
    JSON("JSON");

    private final String words;

    ColumnType(String words) {
        this.words = words;
    }

    /** {@return what a value is, in words, for example {@code a number}} */
    public String words() {
        return words;
    }

    /** {@return whether the values are lists} */
    public boolean isList() {
        return this == TEXTS || this == INTEGERS;
    }
}
