package ayatori.cli;

/** What the program's exit codes mean; a signal adds its number to 128, so Ctrl-C gives 130. */
final class ExitCode {

    static final int DONE = 0;
    /** No seed could be fetched, or the crawl could not go on. */
    static final int FAILED = 1;

    static final int USAGE = 2;

    private ExitCode() {}
}
