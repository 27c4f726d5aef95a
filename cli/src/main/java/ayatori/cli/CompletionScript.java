package ayatori.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Writes the script with which a shell completes the program's arguments: commands, options, the values of an option that
 * has a fixed set of them, files and folders where the label of a value or of a command's first parameter is {@code FILE} or
 * {@code DIR}, nothing elsewhere.
 */
final class CompletionScript {

    private static final String HEAD = """
            #!/usr/bin/env bash
            # Completes the arguments of ayatori in bash, and in zsh by bashcompinit.

            if [ -n "${ZSH_VERSION-}" ]; then
              autoload -U +X compinit && compinit
              autoload -U +X bashcompinit && bashcompinit
            fi

            _complete_ayatori() {
              local IFS=$'\\n' current=${COMP_WORDS[COMP_CWORD]} previous= prefix= command= words= i
              COMPREPLY=()
              [ "$COMP_CWORD" -gt 0 ] && previous=${COMP_WORDS[COMP_CWORD - 1]}
              # In --scope=host, the equals sign is a word of its own in bash, and part of one word in zsh.
              case $current in
                =) current= ;;
                --*=*) previous=${current%%=*} prefix=$previous= current=${current#*=} ;;
                *) [ "$previous" = = ] && previous=${COMP_WORDS[COMP_CWORD - 2]} ;;
              esac
              for ((i = 1; i < COMP_CWORD; i++)); do
                case ${COMP_WORDS[i]} in
            """;

    private static final String TAIL = """
              case $words in
                FILE) COMPREPLY=($(compgen -f -P "$prefix" -- "$current")) ;;
                DIR) COMPREPLY=($(compgen -d -P "$prefix" -- "$current")) ;;
                *) COMPREPLY=($(compgen -W "${words// /$IFS}" -P "$prefix" -- "$current")) ;;
              esac
              case $words in
                FILE | DIR) type compopt >/dev/null 2>&1 && compopt -o filenames 2>/dev/null ;;
              esac
              return 0
            }

            complete -F _complete_ayatori ayatori
            """;

    private CompletionScript() {}

    /** The script for a program and its commands. */
    static String of(CommandLine program) {
        Map<String, CommandLine> commands = program.getSubcommands();
        String names = String.join(" ", commands.keySet());
        var script = new StringBuilder(HEAD);
        script.append("      ")
                .append(String.join(" | ", commands.keySet()))
                .append(") command=${COMP_WORDS[i]} && break ;;\n");
        script.append("    esac\n  done\n  case \"$command $previous\" in\n");
        commands.forEach((name, command) -> allOptions(command).stream()
                .filter(option -> !option.hidden() && option.arity().max() > 0)
                .map(option -> value(name, option))
                .distinct()
                .forEach(script::append));
        script.append("    *)\n      case $command in\n");
        commands.forEach((name, command) ->
                script.append(line("        ", name, name.equals("help") ? names : options(command))));
        script.append(line("        ", "*", names + " " + options(program)));
        script.append("      esac\n      case $command,$current in\n");
        script.append("        ,* | help,* | ").append(groups(commands)).append("*,-*) ;;\n");
        script.append(line("        ", folderCommands(commands), "DIR"));
        script.append("        *) return 0 ;;\n      esac\n      ;;\n  esac\n");
        return script.append(TAIL).toString();
    }

    /** The commands whose first parameter is a folder, as a pattern. */
    private static String folderCommands(Map<String, CommandLine> commands) {
        return commands.entrySet().stream()
                .filter(command -> command.getValue().getCommandSpec().positionalParameters().stream()
                        .anyMatch(parameter -> parameter.paramLabel().startsWith("DIR")))
                .map(command -> command.getKey() + ",*")
                .collect(Collectors.joining(" | "));
    }

    /** The commands that consist of others, whose names are offered, each with a bar behind it. */
    private static String groups(Map<String, CommandLine> commands) {
        return commands.entrySet().stream()
                .filter(command -> !command.getValue().getSubcommands().isEmpty())
                .map(command -> command.getKey() + ",* | ")
                .collect(Collectors.joining());
    }

    /** What is offered after a command: the names of its commands, and options. */
    private static String options(CommandLine command) {
        Stream<String> options = allOptions(command).stream()
                .filter(option -> !option.hidden())
                .flatMap(option -> Arrays.stream(option.names()));
        Stream<String> names =
                command.getParent() == null ? Stream.empty() : command.getSubcommands().keySet().stream();
        return Stream.concat(names, options).distinct().collect(Collectors.joining(" "));
    }

    /** The options of a command, and those of its commands; those of the program itself are its own only. */
    private static List<OptionSpec> allOptions(CommandLine command) {
        List<OptionSpec> options = new ArrayList<>(command.getCommandSpec().options());
        if (command.getParent() != null) {
            command.getSubcommands()
                    .values()
                    .forEach(each -> options.addAll(each.getCommandSpec().options()));
        }
        return options;
    }

    private static String value(String command, OptionSpec option) {
        String names = Arrays.stream(option.names())
                .map(name -> "\"" + command + " " + name + "\"")
                .collect(Collectors.joining(" | "));
        List<String> choices = option.completionCandidates() == null
                ? List.of()
                : StreamSupport.stream(option.completionCandidates().spliterator(), false)
                        .toList();
        String words = choices.isEmpty() && List.of("FILE", "DIR").contains(option.paramLabel())
                ? option.paramLabel()
                : String.join(" ", choices);
        return line("    ", names, words);
    }

    private static String line(String indent, String pattern, String words) {
        return indent + pattern + ") words='" + words + "' ;;\n";
    }
}
