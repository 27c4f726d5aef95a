package ayatori.cli;

/** When progress is shown. */
enum ProgressMode {
    /** A live view on a terminal, else a line every few seconds. */
    AUTO,
    /** A live view, whatever standard error is connected to. */
    ON,
    /** Not at all. */
    OFF
}
