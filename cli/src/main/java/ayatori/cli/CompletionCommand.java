package ayatori.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ayatori completion}. */
@Command(
        name = "completion",
        addMethodSubcommands = false,
        description = {
            "Print a script with which bash and zsh complete Ayatori's commands and options.",
            "",
            "For this shell:    source <(ayatori completion)",
            "For all of them:   ayatori completion > ~/.local/share/bash-completion/completions/ayatori",
        })
final class CompletionCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Console console;

    CompletionCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        console.out().print(AutoComplete.bash("ayatori", spec.root().commandLine()));
        console.out().flush();
        return ExitCode.DONE;
    }
}
