package ayatori.cli;

import ayatori.cli.SettingsFile.Setting;
import ayatori.crawler.Delay;
import ayatori.crawler.HostOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;

/**
 * Adds the settings of a file to a command line, as if they had been given before its own options. What the command line gives
 * itself outranks them.
 *
 * <p>A file that is only found in the working directory may not set everything ({@link FoundSettings}). A file that the user names
 * may.
 */
final class Settings {
    static final String CONFIG = "--config";
    static final String NO_CONFIG = "--no-config";
    static final String PROFILE = "--profile";

    /** Their names where {@link #CONFIG} names a file of Kafka's. */
    static final String SETTINGS = "--settings";

    static final String NO_SETTINGS = "--no-settings";

    /** Options that are no settings. */
    private static final Set<String> NONE =
            Set.of(CONFIG, NO_CONFIG, PROFILE, SETTINGS, NO_SETTINGS, "--help", "--version");

    /** Options that exclude each other: one on the command line outranks the other in the file. */
    private static final List<Set<String>> EXCLUSIVE =
            List.of(Set.of("--quiet", "--verbose"), Set.of("--cookies", "--no-cookies"));

    private static final List<String> OF_HOST = List.of("delay", "per-host", "max-pages", "header");

    private final Path folder;

    /**
     * What was found.
     *
     * @param arguments the command line with the settings
     * @param hosts what differs for single hosts
     * @param source what the settings come from, for people; null if there are none
     */
    record Found(
            String[] arguments,
            List<HostOptions> hosts,
            @Nullable String source) {}

    /** @param folder the working directory */
    Settings(Path folder) {
        this.folder = folder;
    }

    /** The options that say which settings are used. */
    static OptionGroup options() {
        return options(CONFIG, NO_CONFIG);
    }

    /** The same under other names. */
    static OptionGroup options(String config, String noConfig) {
        return new OptionGroup("Settings:")
                .value(
                        config,
                        "FILE",
                        Converters::path,
                        _ -> {},
                        "Take options from a file (default: " + SettingsFile.NAME
                                + " in the working directory, if there" + " is one). ayatori init writes one.")
                .value(PROFILE, "NAME", name -> name, _ -> {}, "Take them from a profile in that file first.")
                .flag(noConfig, _ -> {}, "Take no options from a file.");
    }

    /**
     * Finds the settings of a command.
     *
     * @param program the program, with the command
     * @param commands all commands that have settings
     * @param arguments the command line; the first names the command
     * @throws IllegalArgumentException with a sentence for the user
     */
    Found find(CommandLine program, Collection<String> commands, String... arguments) {
        CommandLine command = program.getSubcommands().get(arguments[0]);
        return command == null || !commands.contains(arguments[0])
                ? new Found(arguments, List.of(), null)
                : find(new Sought(program, command, List.of(arguments[0]), 1, CONFIG, NO_CONFIG), commands, arguments);
    }

    /**
     * Finds the settings of a command of {@code cluster}: those of the table of all of them, and for {@code start} those of
     * {@code crawl}, as far as it has such options.
     *
     * @throws IllegalArgumentException with a sentence for the user
     */
    Found findForCluster(CommandLine program, Collection<String> commands, String... arguments) {
        CommandLine cluster = program.getSubcommands().get(arguments[0]);
        CommandLine command = cluster == null ? null : cluster.getSubcommands().get(arguments[1]);
        if (command == null || !command.getCommandSpec().optionsMap().containsKey(SETTINGS)) {
            return new Found(arguments, List.of(), null);
        }
        List<String> tables = ClusterCommand.isStart(arguments)
                ? List.of("crawl", ClusterCommand.NAME)
                : List.of(ClusterCommand.NAME);
        return find(new Sought(program, command, tables, 2, SETTINGS, NO_SETTINGS), commands, arguments);
    }

    /**
     * Whose settings are found.
     *
     * @param tables those that have them
     * @param names of how many arguments the command's name consists
     * @param config the option that names a file
     * @param noConfig the option that forbids one
     */
    private record Sought(
            CommandLine program, CommandLine command, List<String> tables, int names, String config, String noConfig) {
        /** Whether a setting is left out, since another command of the table has it. */
        boolean leavesOut(Setting setting, String table, ParseResult given) {
            if (!table.equals(ClusterCommand.NAME)) {
                return names > 1 && ClusterStartCommand.isElsewhere(setting.key());
            }
            boolean isNamed = setting.key().equals("name")
                    && given.matchedPositionals().stream()
                            .anyMatch(parameter -> parameter.paramLabel().startsWith("NAME"));
            return isNamed || !command.getCommandSpec().optionsMap().containsKey("--" + setting.key());
        }
    }

    private Found find(Sought sought, Collection<String> commands, String... arguments) {
        var nothing = new Found(arguments, List.of(), null);
        if (!mayHaveSettings(sought, arguments)) {
            return nothing;
        }
        ParseResult given;
        try {
            given = sought.program().parseArgs(arguments).subcommand();
            for (int i = 1; i < sought.names(); i++) {
                given = given.subcommand();
            }
        } catch (ParameterException _) {
            return nothing; // it is reported when the command runs
        }
        if (given.isUsageHelpRequested() || given.isVersionHelpRequested()) {
            return nothing;
        }
        Path named = given.matchedOptionValue(sought.config(), null);
        String profile = given.matchedOptionValue(PROFILE, null);
        if (given.hasMatchedOption(sought.noConfig())) {
            if (named != null || profile != null) {
                throw new IllegalArgumentException(sought.noConfig() + " and "
                        + (named != null ? sought.config() : PROFILE) + " exclude each other");
            }
            return nothing;
        }
        Path file = named != null ? named : Path.of(SettingsFile.NAME);
        if (named == null && !Files.exists(folder.resolve(file))) {
            if (profile != null) {
                throw new IllegalArgumentException("there is no " + SettingsFile.NAME + " here with a profile \""
                        + profile + "\"; name a file by "
                        + sought.config());
            }
            return nothing;
        }
        SettingsFile settings = SettingsFile.read(folder.resolve(file), commands, profile);
        FoundSettings found = named == null ? new FoundSettings(folder, sought.config()) : null;
        List<String> all = new ArrayList<>(List.of(arguments).subList(0, sought.names()));
        for (String table : sought.tables()) {
            all.addAll(arguments(table, sought, settings, found, given));
        }
        int count = all.size() - sought.names();
        all.addAll(List.of(arguments).subList(sought.names(), arguments.length));
        List<HostOptions> hosts = hosts(settings, found);
        String source =
                count == 0 && hosts.isEmpty() ? null : file + (profile == null ? "" : " (profile " + profile + ")");
        return new Found(all.toArray(String[]::new), hosts, source);
    }

    private static List<String> arguments(
            String table, Sought sought, SettingsFile settings, @Nullable FoundSettings found, ParseResult given) {
        boolean isOfCluster = table.equals(ClusterCommand.NAME);
        List<String> arguments = new ArrayList<>();
        for (Setting setting : settings.of(table)) {
            if (isOfCluster && !ClusterCommand.SETTINGS.contains(setting.key())) {
                throw settings.wrong(
                        setting.line(),
                        "ayatori cluster has no option \"" + setting.key() + "\""
                                + SettingsFile.hint(setting.key(), ClusterCommand.SETTINGS));
            }
            if (sought.leavesOut(setting, table, given)) {
                continue;
            }
            if (found != null && isOfCluster) {
                boolean sendsCredentials = given.hasMatchedOption(CONFIG) && !given.hasMatchedOption("--bootstrap");
                found.checkOfCluster(setting, settings, sendsCredentials);
            }
            if (found != null) {
                found.check(setting, settings);
            }
            arguments.addAll(arguments(setting, settings, sought.command().getCommandSpec(), given, isOfCluster));
        }
        return arguments;
    }

    private boolean mayHaveSettings(Sought sought, String... arguments) {
        for (String argument : arguments) {
            if (argument.startsWith(sought.config())
                    || argument.startsWith(PROFILE)
                    || argument.equals(sought.noConfig())) {
                return true;
            }
        }
        return Files.exists(folder.resolve(SettingsFile.NAME));
    }

    // ---- options

    private static List<String> arguments(
            Setting setting, SettingsFile file, CommandSpec command, ParseResult given, boolean isOfCluster) {
        String name = "--" + setting.key();
        OptionSpec option = command.optionsMap().get(name);
        if (option == null || !(isOfCluster || isSetting(option))) {
            List<String> known = command.options().stream()
                    .filter(Settings::isSetting)
                    .map(each -> each.longestName().substring(2))
                    .toList();
            throw file.wrong(
                    setting.line(),
                    "ayatori " + command.name() + " has no option \"" + setting.key() + "\""
                            + SettingsFile.hint(setting.key(), known));
        }
        List<String> values = values(setting, option, file);
        boolean isOutranked = given.hasMatchedOption(name)
                || EXCLUSIVE.stream()
                        .anyMatch(both -> both.contains(name) && both.stream().anyMatch(given::hasMatchedOption));
        if (isOutranked) {
            return List.of();
        }
        if (isFlag(option)) {
            return Boolean.TRUE.equals(setting.flag()) ? List.of(name) : List.of();
        }
        return values.stream().map(value -> name + "=" + value).toList();
    }

    /** Whether an option can be set in a file. */
    static boolean isSetting(OptionSpec option) {
        return !option.hidden() && !NONE.contains(option.longestName());
    }

    private static boolean isFlag(OptionSpec option) {
        return option.arity().max() == 0;
    }

    /** The values, of which each can be converted. */
    private static List<String> values(Setting setting, OptionSpec option, SettingsFile file) {
        if (isFlag(option)) {
            if (setting.flag() == null) {
                throw file.wrong(setting.line(), "\"" + setting.key() + "\" is true or false");
            }
            return setting.values();
        }
        if (setting.flag() != null) {
            throw file.wrong(
                    setting.line(), "\"" + setting.key() + "\" is a " + option.paramLabel() + ", not true or false");
        }
        List<String> values = setting.values();
        if (setting.isArray() && !option.isMultiValue()) {
            if (!option.paramLabel().equals("LIST")) {
                throw file.wrong(setting.line(), "\"" + setting.key() + "\" has one value, not an array");
            }
            values = List.of(String.join(",", values));
        }
        values.forEach(value -> convert(value, setting, option.converters(), file));
        return values;
    }

    private static void convert(String value, Setting setting, ITypeConverter<?>[] converters, SettingsFile file) {
        try {
            for (ITypeConverter<?> converter : converters) {
                converter.convert(value);
            }
        } catch (TypeConversionException e) {
            throw file.wrong(setting.line(), setting.key() + ": " + e.getMessage());
        } catch (Exception e) {
            throw new IllegalStateException("a converter of ours fails only with a sentence", e);
        }
    }

    // ---- hosts

    private static List<HostOptions> hosts(SettingsFile file, @Nullable FoundSettings found) {
        List<HostOptions> hosts = new ArrayList<>();
        for (Map.Entry<String, List<Setting>> host : file.ofHosts().entrySet()) {
            HostOptions options = null;
            for (Setting setting : host.getValue()) {
                if (!OF_HOST.contains(setting.key())) {
                    throw file.wrong(
                            setting.line(),
                            "a host has no \"" + setting.key() + "\"" + SettingsFile.hint(setting.key(), OF_HOST));
                }
                if (found != null) {
                    found.check(setting, file);
                }
                try {
                    options = with(options == null ? HostOptions.of(host.getKey()) : options, setting);
                } catch (IllegalArgumentException e) {
                    throw file.wrong(setting.line(), setting.key() + ": " + e.getMessage());
                }
            }
            if (options != null) {
                hosts.add(options);
            }
        }
        return hosts;
    }

    private static HostOptions with(HostOptions host, Setting setting) {
        HostOptions options = host;
        if (setting.key().equals("header")) {
            for (String each : setting.values()) {
                Header header = Header.parse(each);
                options = options.withHeader(header.name(), header.value());
            }
            return options;
        }
        if (setting.isArray() || setting.flag() != null) {
            throw new IllegalArgumentException("this is one text or number");
        }
        String value = setting.values().getFirst();
        return switch (setting.key()) {
            case "delay" -> {
                Delay delay = Converters.delay(value);
                yield options.withDelay(delay);
            }
            case "per-host" -> options.withPerHost(Converters.fromOne(value));
            default -> options.withMaxPages(Converters.longFromOne(value));
        };
    }
}
