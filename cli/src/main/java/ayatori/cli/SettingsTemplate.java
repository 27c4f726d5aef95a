package ayatori.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Writes a file of settings in which every option of every command is a comment with its default, or an example. */
final class SettingsTemplate {
    private static final String HEAD = """
            # Settings of Ayatori for this folder. Remove the # before what should hold.
            #
            # Options on the command line outrank these. Durations: "500ms", "30s", "2m" or "1h30m". Sizes: "512KiB", "10MB" or "2GB".
            # Options that may be repeated are arrays. Paths are relative to the folder in which ayatori is called.
            #
            # A file that ayatori only finds in its working directory may not set insecure, allow-private or credentials.
            # One that is named by --config FILE may.

            # What differs for single hosts; "*.example.org" is every host below example.org.
            #[host."example.org"]
            #delay = "2s"
            #per-host = 1
            #max-pages = 1000
            #header = ["Accept-Language: de"]

            # What --profile NAME takes first: tables as below.
            #[profile.fast.crawl]
            #concurrency = 256
            """;

    private static final Pattern DEFAULT = Pattern.compile("\\(default: ([^();]+?)\\)");

    /** What options are tried with for an example, after what their help says. */
    private static final List<String> EXAMPLES = List.of(
            "10",
            "30s",
            "10MB",
            "text/html",
            "name=h1",
            "Accept-Language: de",
            "https://example.org/",
            "/calendar/",
            "status >= 400",
            "csv");

    private static final int WIDTH = 110;

    private SettingsTemplate() {}

    static String of(CommandLine program) {
        var text = new StringBuilder(HEAD);
        for (Map.Entry<String, CommandLine> command : program.getSubcommands().entrySet()) {
            if (Program.SETTINGS.contains(command.getKey())) {
                append(command.getValue().getCommandSpec(), text);
            }
        }
        CommandLine cluster = program.getSubcommands().get(ClusterCommand.NAME);
        if (cluster != null) {
            appendCluster(cluster, text);
        }
        return text.toString();
    }

    /** The options that the commands of a cluster share. */
    private static void appendCluster(CommandLine cluster, StringBuilder text) {
        appendHead(cluster.getCommandSpec(), text);
        for (String name : ClusterCommand.SETTINGS) {
            cluster.getSubcommands().values().stream()
                    .map(command -> command.getCommandSpec().optionsMap().get("--" + name))
                    .filter(Objects::nonNull)
                    .findFirst()
                    .ifPresent(option -> append(option, text));
        }
    }

    private static void append(CommandSpec command, StringBuilder text) {
        appendHead(command, text);
        for (OptionSpec option : command.options()) {
            if (!option.hidden() && Settings.isSetting(option)) {
                append(option, text);
            }
        }
    }

    private static void appendHead(CommandSpec command, StringBuilder text) {
        String[] description = command.usageMessage().description();
        text.append("\n# ").append("-".repeat(WIDTH - 2)).append('\n');
        text.append("# ayatori ")
                .append(command.name())
                .append(": ")
                .append(description[0])
                .append("\n");
        text.append('[').append(command.name()).append("]\n");
    }

    private static void append(OptionSpec option, StringBuilder text) {
        String help = option.description()[0];
        text.append('\n');
        TerminalText.wrap(help, WIDTH - 2)
                .forEach(line -> text.append("# ").append(line).append('\n'));
        text.append('#')
                .append(option.longestName().substring(2))
                .append(" = ")
                .append(value(option, help))
                .append('\n');
    }

    private static String value(OptionSpec option, String help) {
        if (option.arity().max() == 0) {
            return "true";
        }
        String example = example(option, help);
        String value = example.matches("\\d{1,9}") ? example : quoted(example);
        return option.isMultiValue() ? "[" + value + "]" : value;
    }

    private static String example(OptionSpec option, String help) {
        List<String> candidates = new ArrayList<>();
        Matcher named = DEFAULT.matcher(help);
        if (named.find()) {
            candidates.add(named.group(1));
        }
        if (option.completionCandidates() != null) {
            StreamSupport.stream(option.completionCandidates().spliterator(), false)
                    .forEach(candidates::add);
        }
        switch (option.paramLabel()) {
            case "FILE" -> candidates.add("file.txt");
            case "DIR" -> candidates.add("folder");
            case "RE" -> candidates.add("/calendar/");
            case "TYPE,…" -> candidates.add("text/html");
            case "NAME=RULE" -> candidates.add("name=h1");
            case "URL" -> candidates.add("https://example.org/");
            case "HOST=USER:PASSWORD" -> candidates.add("example.org=user:password");
            default -> {
                // The others are found by trying.
            }
        }
        candidates.addAll(EXAMPLES);
        return candidates.stream()
                .filter(candidate -> isValue(candidate, option))
                .findFirst()
                .orElse("...");
    }

    private static boolean isValue(String text, OptionSpec option) {
        try {
            for (ITypeConverter<?> converter : option.converters()) {
                converter.convert(text);
            }
            return true;
        } catch (Exception _) {
            return false;
        }
    }

    private static String quoted(String text) {
        return text.contains("\\") && !text.contains("'")
                ? "'" + text + "'"
                : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
