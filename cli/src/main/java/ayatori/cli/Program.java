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
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;

/** The program: its commands, from arguments to an exit code. What a user does wrong gives one sentence, never a stack trace. */
final class Program {

    /** Arguments that ask for help. Only then is the window measured. */
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

    /** Runs a command and returns the exit code. */
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
                        "  ayatori demo                        a tour of a built-in site",
                        "  ayatori crawl https://example.org/  a crawl",
                        "  ayatori help crawl                  all options of a crawl");
        var commandLine = CommandSpecs.commandLine(program);
        addCommands(commandLine, arguments);
        if (arguments.length == 0 || Arrays.stream(arguments).anyMatch(HELP::contains)) {
            commandLine.setUsageHelpWidth(Math.clamp(console.outWidth(), 56, 100));
        }
        return commandLine
                .setExpandAtFiles(false)
                .setOut(new PrintWriter(console.out(), true, console.out().charset()))
                .setErr(new PrintWriter(console.err(), true, console.err().charset()))
                .setColorScheme(Help.defaultColorScheme(console.outStyle().color() ? Help.Ansi.ON : Help.Ansi.OFF))
                .setParameterExceptionHandler(this::wrongUsage)
                .setExecutionExceptionHandler((unexpected, _, _) -> unexpected(unexpected));
    }

    /** Adds the command that is asked for, or else all commands: each costs some milliseconds. */
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
            case "resume" -> {
                session.prepare();
                add(commandLine, new ResumeCommand(console, session));
            }
            case "recrawl" -> {
                session.prepare();
                add(commandLine, new RecrawlCommand(console, session));
            }
            case "status" -> add(commandLine, new StatusCommand(console));
            case "why" -> add(commandLine, new WhyCommand(console));
            case "try" -> add(commandLine, new TryCommand(console));
            case "text" -> add(commandLine, new TextCommand(console));
            case "export" -> add(commandLine, new ExportCommand(console));
            case "report" -> add(commandLine, new ReportCommand(console));
            case "replay" -> add(commandLine, new ReplayCommand(console));
            case "tasks" -> add(commandLine, new TasksCommand(console));
            default -> {
                add(commandLine, new HelpCommand(console));
                add(commandLine, new CrawlCommand(console, session));
                add(commandLine, new ResumeCommand(console, session));
                add(commandLine, new RecrawlCommand(console, session));
                add(commandLine, new StatusCommand(console));
                add(commandLine, new WhyCommand(console));
                add(commandLine, new TryCommand(console));
                add(commandLine, new TextCommand(console));
                add(commandLine, new ExportCommand(console));
                add(commandLine, new ReportCommand(console));
                add(commandLine, new ReplayCommand(console));
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

    /** One group, in columns as wide as all options need. */
    private static String section(Help help, OptionGroup group, List<OptionSpec> all) {
        Help.Layout layout = help.createDefaultLayout(all, List.of(), help.colorScheme());
        layout.addOptions(
                group.options().stream().filter(option -> !option.hidden()).toList(),
                help.createDefaultParamLabelRenderer());
        String title = "%n@|bold " + group.title() + "|@%n";
        return help.colorScheme().text(title).toString().formatted() + layout;
    }

    private int wrongUsage(ParameterException wrong, String... arguments) {
        console.error(WrongUsage.sentence(wrong, arguments));
        return ExitCode.USAGE;
    }

    /** Reports a bug, with its stack trace. */
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
