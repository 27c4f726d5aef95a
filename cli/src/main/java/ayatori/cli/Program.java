package ayatori.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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

    /** Commands that begin to crawl at once. */
    private static final Set<String> CRAWLING = Set.of("crawl", "check", "demo", "resume", "recrawl");

    /** The commands, in the order of the help text. */
    private static final List<String> COMMANDS = List.of(
            "help",
            "crawl",
            "resume",
            "recrawl",
            "status",
            "why",
            "try",
            "text",
            "export",
            "check",
            "report",
            "diff",
            "replay",
            "cluster",
            "demo",
            "init",
            "tasks",
            "completion");

    /** Commands that need no settings. */
    private static final Set<String> WITHOUT_SETTINGS = Set.of("help", "completion", "init", "tasks", "cluster");

    /** Commands that tell of all others. */
    private static final Set<String> NEEDING_ALL = Set.of("help", "completion", "init");

    /** Commands whose options a file of settings can set. */
    static final List<String> SETTINGS =
            COMMANDS.stream().filter(name -> !WITHOUT_SETTINGS.contains(name)).toList();

    /** The tables of such a file, besides those of hosts and profiles. */
    static final List<String> TABLES =
            Stream.concat(SETTINGS.stream(), Stream.of(ClusterCommand.NAME)).toList();

    private static final Set<String> QUIET = Set.of("-q", "--quiet");

    private final Console console;
    private final CrawlSession session;
    private final Path folder;
    private final IntConsumer halt;

    /**
     * @param console where it writes
     * @param runner how it crawls
     * @param halt ends the process at once, for the second Ctrl-C
     */
    Program(Console console, CrawlRunner runner, IntConsumer halt) {
        this(console, new CrawlSession(console, runner, halt), halt, Path.of(""));
    }

    /** @param folder the working directory, where a file of settings may be */
    Program(Console console, CrawlSession session, Path folder) {
        this(console, session, _ -> {}, folder);
    }

    private Program(Console console, CrawlSession session, IntConsumer halt, Path folder) {
        this.console = console;
        this.session = session;
        this.halt = halt;
        this.folder = folder;
    }

    /** Runs a command and returns the exit code. */
    int run(String... arguments) {
        CommandLine commandLine = commandLine(arguments);
        if (arguments.length == 0) {
            commandLine.usage(console.out());
            return ExitCode.USAGE;
        }
        try {
            Settings.Found settings = settings(commandLine, arguments);
            use(settings, commandLine);
            return commandLine.execute(settings.arguments());
        } catch (IllegalArgumentException e) {
            console.error(Objects.requireNonNullElse(e.getMessage(), e.toString()));
            return ExitCode.USAGE;
        }
    }

    private Settings.Found settings(CommandLine commandLine, String... arguments) {
        var settings = new Settings(folder);
        return ClusterCommand.isCommand(arguments)
                ? settings.findForCluster(commandLine, TABLES, arguments)
                : settings.find(commandLine, TABLES, arguments);
    }

    private void use(Settings.Found settings, CommandLine commandLine) {
        String source = settings.source();
        if (source == null) {
            return;
        }
        String name = settings.arguments()[0];
        boolean isStart = ClusterCommand.isStart(settings.arguments());
        CommandLine command = commandLine.getSubcommands().get(name);
        if (command != null && isStart) {
            command = command.getSubcommands().get(settings.arguments()[1]);
        }
        if (command != null && command.getCommandSpec().userObject() instanceof HostTables tables) {
            tables.hosts(settings.hosts());
        }
        boolean isQuiet = Arrays.stream(settings.arguments()).anyMatch(QUIET::contains);
        if ((isStart || CRAWLING.contains(name)) && !isQuiet) {
            console.err().println("Options are taken from " + TerminalText.escape(source) + " too.");
            console.err().flush();
        }
    }

    CommandLine commandLine(String... arguments) {
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

    private @Nullable ProgramCommand command(String name) {
        return switch (name) {
            case "help" -> new HelpCommand(console);
            case "crawl" -> new CrawlCommand(console, session);
            case "resume" -> new ResumeCommand(console, session);
            case "recrawl" -> new RecrawlCommand(console, session);
            case "status" -> new StatusCommand(console);
            case "why" -> new WhyCommand(console);
            case "try" -> new TryCommand(console);
            case "text" -> new TextCommand(console);
            case "export" -> new ExportCommand(console);
            case "check" -> new CheckCommand(console, session);
            case "report" -> new ReportCommand(console);
            case "diff" -> new DiffCommand(console);
            case "replay" -> new ReplayCommand(console);
            case "cluster" -> new ClusterCommand(console, halt);
            case "demo" -> new DemoCommand(console, session);
            case "init" -> new InitCommand(console, folder);
            case "tasks" -> new TasksCommand(console);
            case "completion" -> new CompletionCommand(console);
            default -> null;
        };
    }

    /** Adds the command that is asked for, or all commands where it needs them: each costs some milliseconds. */
    private void addCommands(CommandLine commandLine, String... arguments) {
        String name = arguments.length == 0 ? "" : arguments[0];
        boolean needsAll = NEEDING_ALL.contains(name);
        ProgramCommand asked = needsAll ? null : command(name);
        if (asked == null) {
            COMMANDS.forEach(each -> add(commandLine, each, Objects.requireNonNull(command(each))));
            return;
        }
        if (CRAWLING.contains(name)) {
            session.prepare();
        }
        add(commandLine, name, asked);
    }

    private static void add(CommandLine commandLine, String name, ProgramCommand command) {
        List<OptionGroup> groups = new ArrayList<>(command.optionGroups());
        if (SETTINGS.contains(name)) {
            groups.add(groups.size() - 1, Settings.options());
        }
        CommandSpec spec = command.describe().versionProvider(new Version());
        groups.forEach(group -> group.options().forEach(spec::addOption));
        commandLine.addSubcommand(spec.name(), spec);
        spec.commandLine().getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, help -> {
            var text = new StringBuilder();
            groups.forEach(group -> text.append(section(help, group, spec.options())));
            return text.toString();
        });
        if (command instanceof CommandGroup group) {
            group.commands().forEach(each -> add(spec.commandLine(), "", each));
        }
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
