package ayatori.report.site;

/**
 * A column beside the URL of a row.
 *
 * @param name its heading
 * @param kind what its cells hold
 */
public record Column(String name, Kind kind) {
    /** What a cell holds. */
    public enum Kind {
        TEXT,
        NUMBER,
        PAGE
    }

    static Column text(String name) {
        return new Column(name, Kind.TEXT);
    }

    static Column number(String name) {
        return new Column(name, Kind.NUMBER);
    }

    static Column page(String name) {
        return new Column(name, Kind.PAGE);
    }
}
