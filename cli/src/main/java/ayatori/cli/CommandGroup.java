package ayatori.cli;

import java.util.List;

/** A command that consists of others, whose names come after its own. */
interface CommandGroup extends ProgramCommand {

    /** Its commands, in the order of the help text. */
    List<ProgramCommand> commands();
}
