package ayatori.cli;

/** How much is shown while the crawl runs. */
final class DisplayArguments {

    boolean quiet;
    boolean verbose;
    ProgressMode progress = ProgressMode.AUTO;

    OptionGroup options() {
        return new OptionGroup("Display:")
                .flag("-q --quiet", value -> quiet = value, "Show nothing but errors.")
                .flag("-v --verbose", value -> verbose = value, "Show a line for every page.")
                .choice(
                        "--progress",
                        "WHEN",
                        ProgressMode.class,
                        value -> progress = value,
                        "auto: a live view on a terminal, else a line every few seconds; on: always a live view;"
                                + " off: neither (default: auto).");
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
