package ayatori.cli;

/** The program's exit codes. A signal gives 128 and its number, so Ctrl-C gives 130. */
final class ExitCode {

    static final int DONE = 0;
    /** No seed could be fetched, or the crawl could not go on. */
    static final int FAILED = 1;

    static final int USAGE = 2;

    /** A check has findings. */
    static final int FINDINGS = 10;

    private ExitCode() {}
}
