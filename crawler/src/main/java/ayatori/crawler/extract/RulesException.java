package ayatori.crawler.extract;

/** A file of rules that is wrong. The message is one sentence that begins with the file's name and the line. */
public final class RulesException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final int line;

    RulesException(String file, int line, String sentence) {
        super(file + ":" + line + ": " + sentence);
        this.line = line;
    }

    /** {@return the line, from 1} */
    public int line() {
        return line;
    }
}
