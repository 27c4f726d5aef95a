package ayatori.cli;

import ayatori.crawler.extract.Nearest;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * A file of settings, {@code ayatori.toml}: a table for each command, tables for single hosts, and profiles, each with tables of
 * the same kinds. Every error is one sentence that names the file, the line, and the nearest right word.
 */
final class SettingsFile {
    /** The file that is read if it is in the working directory. */
    static final String NAME = "ayatori.toml";

    private static final String HOST = "host";
    private static final String PROFILE = "profile";

    /** Larger files are no settings. */
    private static final long BYTES_MAX = 1 << 20;

    /**
     * A key with its value.
     *
     * @param key as it is written
     * @param values the value as texts: one, or those of an array
     * @param isArray whether the value is an array
     * @param flag the value if it is true or false; else null
     * @param line where it stands
     */
    record Setting(
            String key,
            List<String> values,
            boolean isArray,
            @Nullable Boolean flag,
            int line) {}

    private final String name;
    private final TomlTable whole;
    private final @Nullable TomlTable profile;

    private SettingsFile(String name, TomlTable whole, @Nullable TomlTable profile) {
        this.name = name;
        this.whole = whole;
        this.profile = profile;
    }

    /**
     * Reads a file.
     *
     * @param commands the commands that have settings
     * @param profileName the profile whose settings come before the others; null for none
     * @throws IllegalArgumentException with a sentence for the user
     */
    static SettingsFile read(Path file, Collection<String> commands, @Nullable String profileName) {
        TomlParseResult parsed = Toml.parse(text(file));
        var settings = new SettingsFile(file.toString(), parsed, null);
        if (parsed.hasErrors()) {
            TomlParseError error = parsed.errors().getFirst();
            throw settings.wrong(error.position(), "this is no TOML: " + oneLine(error.getMessage()));
        }
        settings.checkTables(parsed, commands, true);
        TomlTable profiles = settings.table(parsed, PROFILE);
        for (String each : keys(profiles)) {
            settings.checkTables(settings.table(Objects.requireNonNull(profiles), each), commands, false);
        }
        if (profileName == null) {
            return settings;
        }
        TomlTable wanted = profiles == null ? null : settings.table(profiles, profileName);
        if (wanted == null) {
            throw new IllegalArgumentException(
                    "there is no profile \"" + profileName + "\" in " + file + hint(profileName, keys(profiles)));
        }
        return new SettingsFile(settings.name, parsed, wanted);
    }

    private static String text(Path file) {
        try {
            if (Files.size(file) > BYTES_MAX) {
                throw new IllegalArgumentException("the file of settings " + file + " is larger than 1 MiB");
            }
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("there is no file " + file + " for --config", e);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("the file of settings " + file + " is not in UTF-8", e);
        } catch (IOException e) {
            throw new IllegalArgumentException("the file of settings " + file + " cannot be read", e);
        }
    }

    private void checkTables(@Nullable TomlTable table, Collection<String> commands, boolean isWhole) {
        List<String> known = new ArrayList<>(commands);
        known.add(HOST);
        if (isWhole) {
            known.add(PROFILE);
        }
        for (String key : keys(table)) {
            TomlTable parent = Objects.requireNonNull(table);
            if (parent.isTable(List.of(key)) && !known.contains(key)) {
                throw wrong(position(parent, key), "there is no command \"" + key + "\"" + hint(key, known));
            }
            if (!parent.isTable(List.of(key))) {
                throw wrong(
                        position(parent, key),
                        "\"" + key + "\" stands in no command's table: put it below a line such as [crawl]");
            }
        }
    }

    /** The settings of a command: those of the profile before those of the whole file, each key once. */
    List<Setting> of(String command) {
        Map<String, Setting> settings = new LinkedHashMap<>();
        for (TomlTable source : sources()) {
            TomlTable table = table(source, command);
            for (String key : keys(table)) {
                settings.putIfAbsent(key, setting(Objects.requireNonNull(table), key));
            }
        }
        return List.copyOf(settings.values());
    }

    /** The settings of hosts, by name: those of the profile before those of the whole file, each key once. */
    Map<String, List<Setting>> ofHosts() {
        Map<String, Map<String, Setting>> hosts = new LinkedHashMap<>();
        for (TomlTable source : sources()) {
            TomlTable all = table(source, HOST);
            for (String host : keys(all)) {
                TomlTable table = table(Objects.requireNonNull(all), host);
                for (String key : keys(table)) {
                    hosts.computeIfAbsent(host, _ -> new LinkedHashMap<>())
                            .putIfAbsent(key, setting(Objects.requireNonNull(table), key));
                }
            }
        }
        Map<String, List<Setting>> lists = new LinkedHashMap<>();
        hosts.forEach((host, settings) -> lists.put(host, List.copyOf(settings.values())));
        return lists;
    }

    private List<TomlTable> sources() {
        return profile == null ? List.of(whole) : List.of(profile, whole);
    }

    private Setting setting(TomlTable table, String key) {
        Object value = Objects.requireNonNull(table.get(List.of(key)));
        int line = position(table, key).line();
        if (value instanceof TomlArray array) {
            List<String> values = new ArrayList<>();
            for (Object each : array.toList()) {
                if (each instanceof TomlTable || each instanceof TomlArray) {
                    throw wrong(position(table, key), "\"" + key + "\" is an array of texts or numbers");
                }
                values.add(String.valueOf(each));
            }
            return new Setting(key, values, true, null, line);
        }
        if (value instanceof TomlTable) {
            throw wrong(position(table, key), "\"" + key + "\" is a value, not a table");
        }
        return new Setting(
                key, List.of(String.valueOf(value)), false, value instanceof Boolean flag ? flag : null, line);
    }

    /** A table in a table; null if it is missing. */
    private @Nullable TomlTable table(TomlTable parent, String key) {
        Object value = parent.get(List.of(key));
        if (value == null) {
            return null;
        }
        if (!(value instanceof TomlTable table)) {
            throw wrong(position(parent, key), "\"" + key + "\" is a table");
        }
        return table;
    }

    private static List<String> keys(@Nullable TomlTable table) {
        return table == null
                ? List.of()
                : table.keySet().stream()
                        .sorted(Comparator.comparingInt(
                                (String key) -> position(table, key).line()))
                        .toList();
    }

    private static TomlPosition position(TomlTable table, String key) {
        TomlPosition position = table.inputPositionOf(List.of(key));
        return position == null ? TomlPosition.positionAt(1, 1) : position;
    }

    private IllegalArgumentException wrong(@Nullable TomlPosition position, String sentence) {
        return wrong(position == null ? 1 : position.line(), sentence);
    }

    /** An error in a line of this file. */
    IllegalArgumentException wrong(int line, String sentence) {
        return new IllegalArgumentException(name + ", line " + line + ": " + sentence);
    }

    /** The nearest word, as the end of a sentence. */
    static String hint(String unknown, Collection<String> known) {
        String nearest = Nearest.word(unknown, known);
        return nearest == null ? "" : "; did you mean \"" + nearest + "\"?";
    }

    private static String oneLine(@Nullable String text) {
        return String.valueOf(text).replaceAll("\\s+", " ").strip();
    }
}
