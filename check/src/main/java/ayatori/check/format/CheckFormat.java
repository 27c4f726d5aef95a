package ayatori.check.format;

import ayatori.check.CheckReport;
import java.io.IOException;

/** A form in which findings are written. */
public interface CheckFormat {
    /**
     * Writes a report.
     *
     * @throws IOException if {@code out} does
     */
    void write(CheckReport report, Appendable out) throws IOException;

    /** {@return the format of a name: {@code json}, {@code junit}, {@code sarif}, {@code markdown} or {@code github}} */
    static CheckFormat of(String name) {
        return switch (name) {
            case "json" -> new JsonReport();
            case "junit" -> new JunitReport();
            case "sarif" -> new SarifReport();
            case "markdown" -> new MarkdownReport();
            case "github" -> new GithubAnnotations();
            default -> throw new IllegalArgumentException("there is no format " + name);
        };
    }
}
