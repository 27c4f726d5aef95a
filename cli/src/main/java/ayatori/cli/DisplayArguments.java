package ayatori.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How much is shown while the crawl runs. */
final class DisplayArguments {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = {"-q", "--quiet"},
            description = "Show nothing but errors.")
    boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            description = "Show a line for every page.")
    boolean verbose;

    @Option(
            names = "--progress",
            paramLabel = "WHEN",
            defaultValue = "auto",
            converter = Converters.OfProgress.class,
            description =
                    "auto: a live view on a terminal, else a line every few seconds; on: always a live view; off: neither"
                            + " (default: ${DEFAULT-VALUE}).")
    ProgressMode progress = ProgressMode.AUTO;

    /** Refuses what contradicts itself. */
    void check() {
        if (quiet && verbose) {
            throw new ParameterException(command.commandLine(), "--quiet and --verbose exclude each other");
        }
    }
}
