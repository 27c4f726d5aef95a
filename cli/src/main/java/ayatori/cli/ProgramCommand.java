package ayatori.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/** A command of the program: what it does, and how it is described to picocli. Calling it gives its exit code. */
interface ProgramCommand extends Callable<Integer> {

    /** Its name, description and parameters; all but its options. */
    CommandSpec describe();

    /** Its options, in the order of the help. */
    List<OptionGroup> optionGroups();
}
