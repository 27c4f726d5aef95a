package ayatori.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what picocli says about wrong arguments into one sentence that tells the user what to do. */
final class WrongUsage {

    private WrongUsage() {}

    static String sentence(ParameterException wrong, String... arguments) {
        String help = " (" + wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help shows all options)";
        return switch (wrong) {
            case UnmatchedArgumentException unmatched -> unmatched(unmatched) + help;
            case OverwrittenOptionException twice
            when twice.getOverwritten() instanceof OptionSpec option ->
                option.longestName() + " is given twice; give it once" + help;
            case MissingParameterException missing
            when missing.getMissing().getFirst() instanceof OptionSpec option ->
                option.longestName() + " needs a value" + help;
            case MissingParameterException missing -> noParameter(missing, arguments) + help;
            default -> {
                String message = Objects.requireNonNullElse(wrong.getMessage(), "wrong usage");
                if (message.endsWith("is not a boolean") || message.contains("should be specified without")) {
                    yield message.replaceFirst("^.*?option '(--?[A-Za-z-]+)'.*$", "$1 takes no value") + help;
                }
                // "Invalid value for option '--delay' (D): …", of which only the name and the rest matter.
                yield (Character.toLowerCase(message.charAt(0)) + message.substring(1))
                        .replaceFirst("^invalid value for option '(--?[A-Za-z-]+)'(?: \\([^)]*\\))?: ", "$1: ");
            }
        };
    }

    private static String unmatched(UnmatchedArgumentException unmatched) {
        String argument = unmatched.getUnmatched().getFirst();
        boolean hasCommands = !unmatched.getCommandLine().getSubcommands().isEmpty();
        String what = unmatched.isUnknownOption()
                ? "unknown option"
                : hasCommands ? "unknown command" : "unexpected argument";
        List<String> suggestions = unmatched.getSuggestions().stream().limit(3).toList();
        return what + " '" + argument + "'"
                + (suggestions.isEmpty() ? "" : "; did you mean " + String.join(" or ", suggestions) + "?");
    }

    /** A parameter is missing. The cause may be an option that does not exist: picocli reports the parameter first. */
    private static String noParameter(MissingParameterException missing, String... arguments) {
        CommandLine command = missing.getCommandLine();
        for (String argument : arguments) {
            if (argument.equals("--")) {
                break;
            }
            if (argument.length() > 1 && argument.startsWith("-") && !isOption(command, argument)) {
                return unmatched(new UnmatchedArgumentException(command, List.of(argument)));
            }
        }
        String name = command.getCommandSpec().qualifiedName().substring("ayatori ".length());
        return switch (name) {
            case "tasks" -> "no process given; write for example ayatori tasks 4711";
            case "cluster why" -> "no URL given; write for example ayatori cluster why https://example.org/";
            case "cluster add" -> "no URL given; write for example ayatori cluster add https://example.org/";
            case "cluster start" -> "no name given; write for example ayatori cluster start news https://example.org/";
            case "why" -> "no folder given; write for example ayatori why ayatori-out/example.org https://example.org/";
            case "text" -> "no page given; write for example ayatori text https://example.org/";
            case "try" -> "no page given; write for example ayatori try https://example.org/ --field name=h1";
            case "check" -> "no site given; write for example ayatori check https://example.org/";
            case "export" -> "no folder given; write for example ayatori export ayatori-out/example.org --to csv";
            case "resume", "status" ->
                "no folder given; write for example ayatori " + name + " ayatori-out/example.org";
            default -> "no URL given; write for example ayatori crawl https://example.org/";
        };
    }

    private static boolean isOption(CommandLine command, String argument) {
        Map<String, OptionSpec> options = command.getCommandSpec().optionsMap();
        String name = argument.startsWith("--") ? argument.split("=", 2)[0] : argument.substring(0, 2);
        return options.containsKey(name)
                || Arrays.asList(argument.split("=", 2)).contains("-");
    }
}
