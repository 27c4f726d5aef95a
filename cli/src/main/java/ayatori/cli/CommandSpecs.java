package ayatori.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Model.CommandSpec;

/** Creates picocli's descriptions of the program and its commands. */
final class CommandSpecs {

    /**
     * Creates objects of the classes that picocli names. Picocli's own factory first looks for Groovy in all jars, which costs 20 of
     * the 300 ms of a crawl of one page.
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

    /** The empty description of a command, or of the program itself if null. */
    static CommandSpec of(@Nullable ProgramCommand command) {
        return CommandSpec.wrapWithoutInspection(command, FACTORY);
    }

    static CommandLine commandLine(CommandSpec program) {
        return new CommandLine(program, FACTORY);
    }
}
