package ayatori.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** How much is shown while the crawl runs. */
final class DisplayArguments {

    boolean quiet;
    boolean verbose;
    ProgressMode progress = ProgressMode.AUTO;

    /** Null for none. */
    @Nullable Path logFile;

    OptionGroup options() {
        return new OptionGroup("Display:")
                .quiet(value -> quiet = value)
                .flag("-v --verbose", value -> verbose = value, "Show a line for every page.")
                .choice(
                        "--progress",
                        "WHEN",
                        ProgressMode.class,
                        value -> progress = value,
                        "auto: a live view on a terminal, else a line every few seconds; on: always a live view;"
                                + " off: neither (default: auto).")
                .value(
                        "--log-file",
                        "FILE",
                        Converters::path,
                        value -> logFile = value,
                        "Append what happens to a file, with times: JSON if its name ends with .json or .jsonl, else"
                                + " text.");
    }

    /**
     * Refuses what contradicts itself.
     *
     * @throws IllegalArgumentException with a sentence for the user
     */
    void check() {
        if (quiet && verbose) {
            throw new IllegalArgumentException("--quiet and --verbose exclude each other");
        }
    }
}
