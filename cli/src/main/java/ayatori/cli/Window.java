package ayatori.cli;

/**
 * How large the terminal's window is.
 *
 * @param columns its width
 * @param rows its height
 */
record Window(int columns, int rows) {

    /** What a terminal has if it does not say. */
    static final Window USUAL = new Window(80, 24);

    /** A window of at least one cell, {@link #USUAL} where the numbers make none. */
    static Window of(int columns, int rows) {
        return columns > 0 && rows > 0 ? new Window(columns, rows) : USUAL;
    }
}
