package ayatori.cli;

import ayatori.cli.SettingsFile.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * What a file of settings may not set that was only found in the working directory. It may have come with a folder that somebody
 * else made. So it may not switch off what protects the user, give or keep credentials, or have files written outside of the
 * folder.
 */
final class FoundSettings {
    private static final Set<String> REFUSED =
            Set.of("insecure", "allow-private", "auth", "auth-file", "netrc", "cookies", "keep-secrets", "sign");

    /** What names files or folders to be written. */
    private static final Set<String> WRITTEN =
            Set.of("out", "log-file", "cache", "save-baseline", "state-dir", "archive-dir");

    private static final Set<String> SECRET_HEADERS = Set.of("authorization", "proxy-authorization", "cookie");

    private final Path folder;

    /** The option that names a file. */
    private final String option;

    /**
     * For a file in a folder.
     *
     * @param folder the working directory
     * @param option the option by which the user can name the file
     */
    FoundSettings(Path folder, String option) {
        this.folder = folder;
        this.option = option;
    }

    /**
     * Refuses a setting of the commands of a cluster. A file of Kafka's properties can have classes loaded. And the credentials in
     * one that the user names must not go to brokers of somebody else's choice.
     *
     * @param sendsCredentials whether the user has named a file of Kafka's properties, and no brokers
     * @throws IllegalArgumentException with a sentence for the user
     */
    void checkOfCluster(Setting setting, SettingsFile file, boolean sendsCredentials) {
        if (setting.key().equals("config")) {
            throw refused(setting, file, "not set \"config\"");
        }
        if (setting.key().equals("bootstrap") && sendsCredentials) {
            throw refused(setting, file, "not say where the credentials of --config go");
        }
    }

    /**
     * Refuses a setting of a command or a host that such a file may not have.
     *
     * @throws IllegalArgumentException with a sentence for the user
     */
    void check(Setting setting, SettingsFile file) {
        String what = null;
        if (REFUSED.contains(setting.key())) {
            what = "not set \"" + setting.key() + "\"";
        } else if (isSecret(setting)) {
            what = "not set credentials";
        } else if (WRITTEN.contains(setting.key()) && setting.values().stream().anyMatch(this::leadsOut)) {
            what = "not have \"" + setting.key() + "\" outside of it";
        }
        if (what != null) {
            throw refused(setting, file, what);
        }
    }

    private IllegalArgumentException refused(Setting setting, SettingsFile file, String what) {
        return file.wrong(
                setting.line(),
                "a file that was only found in the working directory may " + what
                        + ": give the option, or name the file by " + option);
    }

    private static boolean isSecret(Setting setting) {
        return switch (setting.key()) {
            case "header" -> setting.values().stream().anyMatch(FoundSettings::isSecretHeader);
            case "proxy" -> setting.values().stream().anyMatch(value -> value.contains("@"));
            default -> false;
        };
    }

    private static boolean isSecretHeader(String header) {
        String name = header.split(":", 2)[0].strip().toLowerCase(Locale.ROOT);
        return SECRET_HEADERS.contains(name);
    }

    /** Whether a path leads out of the folder: by itself, or through a symbolic link. */
    private boolean leadsOut(String text) {
        try {
            Path root = folder.toAbsolutePath().normalize();
            Path written = root.resolve(text).normalize();
            if (Path.of(text).isAbsolute() || !written.startsWith(root)) {
                return true;
            }
            Path there = written;
            while (!Files.exists(there, LinkOption.NOFOLLOW_LINKS)) {
                there = Objects.requireNonNull(there.getParent()); // ends at the folder itself
            }
            return !there.toRealPath().startsWith(root.toRealPath());
        } catch (IOException _) {
            return true; // a link that leads nowhere yet
        } catch (InvalidPathException _) {
            return false; // it is refused as a value
        }
    }
}
