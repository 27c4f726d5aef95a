package ayatori.cli;

/** When progress is shown. */
enum ProgressMode {
    /** A live view on a terminal, else a line every few seconds. */
    AUTO,
    /** A live view, even if standard error is not a terminal. */
    ON,
    /** Never. */
    OFF
}
