package ayatori.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code ayatori help}. */
final class HelpCommand implements ProgramCommand {

    private final CommandSpec spec = CommandSpecs.of(this);
    private final Console console;
    private List<String> names = List.of();

    HelpCommand(Console console) {
        this.console = console;
    }

    @Override
    public CommandSpec describe() {
        spec.name("help")
                .addPositional(OptionGroup.optionalParameters(
                        "COMMAND", values -> names = values, "The command to explain; all of them if not given."));
        spec.usageMessage().customSynopsis("ayatori help [COMMAND]").description("Show the help of a command.");
        return spec;
    }

    @Override
    public List<OptionGroup> optionGroups() {
        return List.of(new OptionGroup("Help:").standard());
    }

    @Override
    public Integer call() {
        CommandLine program = spec.root().commandLine();
        if (names.size() > 1) {
            throw new UnmatchedArgumentException(spec.commandLine(), names.subList(1, names.size()));
        }
        CommandLine explained =
                names.isEmpty() ? program : program.getSubcommands().get(names.getFirst());
        if (explained == null) {
            throw new UnmatchedArgumentException(program, names);
        }
        explained.usage(console.out());
        return ExitCode.DONE;
    }
}
