package ayatori.report;

/** How a difference is written. */
public enum DifferenceFormat {
    /** Lines for people and for tools that read lines. */
    TEXT,
    /** A page. */
    HTML,
    /** One object, with everything. */
    JSON
}
