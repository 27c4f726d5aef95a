package ayatori.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/** A command of the program. Calling it runs it and gives its exit code. */
interface ProgramCommand extends Callable<Integer> {

    /** Describes its name, purpose and parameters to picocli, without options. */
    CommandSpec describe();

    /** Its options, in the order of the help text. */
    List<OptionGroup> optionGroups();
}
