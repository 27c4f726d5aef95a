package ayatori.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Model.CommandSpec;

/** Makes picocli's descriptions of commands, and of the program as a whole. */
final class CommandSpecs {

    /**
     * Makes what picocli knows by its class only. In place of picocli's own factory, which begins by looking for Groovy in all the
     * jars there are: 20 ms of the 300 that a crawl of one page takes.
     */
    private static final IFactory FACTORY = new IFactory() {
        @Override
        public <K> K create(Class<K> type) throws ReflectiveOperationException {
            return type == List.class
                    ? type.cast(new ArrayList<>())
                    : type.getDeclaredConstructor().newInstance();
        }
    };

    private CommandSpecs() {}

    /** The description, empty as yet, of a command; of the program, which does nothing itself, where that is null. */
    static CommandSpec of(@Nullable ProgramCommand command) {
        return CommandSpec.wrapWithoutInspection(command, FACTORY);
    }

    static CommandLine commandLine(CommandSpec program) {
        return new CommandLine(program, FACTORY);
    }
}
