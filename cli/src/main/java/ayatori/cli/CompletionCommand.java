package ayatori.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code ayatori completion}. */
final class CompletionCommand implements ProgramCommand {

    private final CommandSpec spec = CommandSpecs.of(this);
    private final Console console;

    CompletionCommand(Console console) {
        this.console = console;
    }

    @Override
    public CommandSpec describe() {
        spec.name("completion");
        spec.usageMessage()
                .customSynopsis("ayatori completion")
                .description(
                        "Print a script with which bash and zsh complete Ayatori's commands and options.",
                        "",
                        "For this shell:",
                        "  source <(ayatori completion)",
                        "For every shell:",
                        "  ayatori completion >> ~/.bash_completion");
        return spec;
    }

    @Override
    public List<OptionGroup> optionGroups() {
        return List.of(new OptionGroup("Help:").standard());
    }

    @Override
    public Integer call() {
        console.out().print(CompletionScript.of(spec.root().commandLine()));
        console.out().flush();
        return ExitCode.DONE;
    }
}
