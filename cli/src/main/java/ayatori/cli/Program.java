package ayatori.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntConsumer;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The commands put together: from arguments to an exit code, never a stack trace for what a user did. */
final class Program {

    /** What asks for help, for which the window is measured. */
    private static final Set<String> HELP = Set.of("help", "--help", "-h");

    private final Console console;
    private final CrawlSession session;

    /**
     * @param console where it writes
     * @param runner how it crawls
     * @param halt ends the process at once, for the second Ctrl-C
     */
    Program(Console console, CrawlRunner runner, IntConsumer halt) {
        this(console, new CrawlSession(console, runner, halt));
    }

    Program(Console console, CrawlSession session) {
        this.console = console;
        this.session = session;
    }

    /** Runs a command and says with which code the process should end. */
    int run(String... arguments) {
        CommandLine commandLine = commandLine(arguments);
        if (arguments.length == 0) {
            commandLine.usage(console.out());
            return ExitCode.USAGE;
        }
        return commandLine.execute(arguments);
    }

    private CommandLine commandLine(String... arguments) {
        CommandSpec program = CommandSpecs.of(null).name("ayatori").versionProvider(new Version());
        new OptionGroup("").standard().options().forEach(program::addOption);
        program.usageMessage()
                .customSynopsis("ayatori [-hV] COMMAND")
                .description("A fast, polite web crawler.")
                .footer(
                        "",
                        "Try it:",
                        "  ayatori demo                        a tour of a site that it carries along",
                        "  ayatori crawl https://example.org/  a crawl",
                        "  ayatori help crawl                  all that can be asked of a crawl");
        var commandLine = CommandSpecs.commandLine(program);
        addCommands(commandLine, arguments);
        if (arguments.length == 0 || Arrays.stream(arguments).anyMatch(HELP::contains)) {
            commandLine.setUsageHelpWidth(Math.clamp(console.outWidth(), 56, 100));
        }
        return commandLine
                .setOut(new PrintWriter(console.out(), true, console.out().charset()))
                .setErr(new PrintWriter(console.err(), true, console.err().charset()))
                .setColorScheme(Help.defaultColorScheme(console.outStyle().color() ? Help.Ansi.ON : Help.Ansi.OFF))
                .setParameterExceptionHandler((wrong, _) -> wrongUsage(wrong))
                .setExecutionExceptionHandler((unexpected, _, _) -> unexpected(unexpected));
    }

    /** Adds the command that is asked for, or all of them: each takes picocli some milliseconds to take in. */
    private void addCommands(CommandLine commandLine, String... arguments) {
        switch (arguments.length == 0 ? "" : arguments[0]) {
            case "crawl" -> {
                session.prepare();
                add(commandLine, new CrawlCommand(console, session));
            }
            case "demo" -> {
                session.prepare();
                add(commandLine, new DemoCommand(console, session));
            }
            case "tasks" -> add(commandLine, new TasksCommand(console));
            default -> {
                commandLine.addSubcommand(new CommandLine.HelpCommand());
                add(commandLine, new CrawlCommand(console, session));
                add(commandLine, new DemoCommand(console, session));
                add(commandLine, new TasksCommand(console));
                add(commandLine, new CompletionCommand(console));
            }
        }
    }

    private static void add(CommandLine commandLine, ProgramCommand command) {
        List<OptionGroup> groups = command.optionGroups();
        CommandSpec spec = command.describe().versionProvider(new Version());
        groups.forEach(group -> group.options().forEach(spec::addOption));
        commandLine.addSubcommand(spec.name(), spec);
        spec.commandLine().getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, help -> {
            var text = new StringBuilder();
            groups.forEach(group -> text.append(section(help, group, spec.options())));
            return text.toString();
        });
    }

    /** One group, in columns as wide as those of all options. */
    private static String section(Help help, OptionGroup group, List<OptionSpec> all) {
        Help.Layout layout = help.createDefaultLayout(all, List.of(), help.colorScheme());
        layout.addOptions(
                group.options().stream().filter(option -> !option.hidden()).toList(),
                help.createDefaultParamLabelRenderer());
        String title = "%n@|bold " + group.title() + "|@%n";
        return help.colorScheme().text(title).toString().formatted() + layout;
    }

    private int wrongUsage(ParameterException wrong) {
        console.error(sentence(wrong));
        return ExitCode.USAGE;
    }

    private static String sentence(ParameterException wrong) {
        String help = " (" + wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help shows all options)";
        String message = Objects.requireNonNullElse(wrong.getMessage(), "wrong usage");
        return switch (wrong) {
            case UnmatchedArgumentException unmatched -> {
                String argument = unmatched.getUnmatched().getFirst();
                boolean hasCommands = !wrong.getCommandLine().getSubcommands().isEmpty();
                String what = unmatched.isUnknownOption()
                        ? "unknown option"
                        : hasCommands ? "unknown command" : "unexpected argument";
                List<String> suggestions =
                        unmatched.getSuggestions().stream().limit(3).toList();
                yield what + " '" + argument + "'"
                        + (suggestions.isEmpty() ? "" : "; did you mean " + String.join(" or ", suggestions) + "?")
                        + help;
            }
            case MissingParameterException missing ->
                missing.getMissing().getFirst() instanceof OptionSpec option
                        ? option.longestName() + " needs a value" + help
                        : wrong.getCommandLine().getCommandName().equals("tasks")
                                ? "no process given; write for example ayatori tasks 4711" + help
                                : "no URL given; write for example ayatori crawl https://example.org/" + help;
            default ->
                // "Invalid value for option '--delay' (D): …", where only the name and the rest matter.
                (Character.toLowerCase(message.charAt(0)) + message.substring(1))
                        .replaceFirst("^invalid value for option '(--?[A-Za-z-]+)'(?: \\([^)]*\\))?: ", "$1: ");
        };
    }

    /** What no user's input should be able to cause: the one case that shows where it happened. */
    private int unexpected(Exception unexpected) {
        console.error("an error in Ayatori itself; please report it with these lines.");
        unexpected.printStackTrace(console.err());
        return ExitCode.FAILED;
    }

    /** The version, from the jar's manifest. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version =
                    Objects.requireNonNullElse(Program.class.getPackage().getImplementationVersion(), "dev");
            return new String[] {
                "Ayatori " + version, "Java " + Runtime.version() + " on " + System.getProperty("os.name")
            };
        }
    }
}
