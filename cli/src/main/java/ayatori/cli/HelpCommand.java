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
        CommandLine explained = program;
        for (int i = 0; i < names.size(); i++) {
            if (i > 0 && explained.getSubcommands().isEmpty()) {
                throw new UnmatchedArgumentException(spec.commandLine(), names.subList(i, names.size()));
            }
            CommandLine next = explained.getSubcommands().get(names.get(i));
            if (next == null) {
                throw new UnmatchedArgumentException(explained, names.subList(i, names.size()));
            }
            explained = next;
        }
        explained.usage(console.out());
        return ExitCode.DONE;
    }
}
