package ayatori.cli;

/**
 * The size of the terminal's window.
 *
 * @param columns its width
 * @param rows its height
 */
record Window(int columns, int rows) {

    /** The usual size, for terminals that do not tell theirs. */
    static final Window USUAL = new Window(80, 24);

    /** A window of this size, or {@link #USUAL} if a number is not positive. */
    static Window of(int columns, int rows) {
        return columns > 0 && rows > 0 ? new Window(columns, rows) : USUAL;
    }
}
