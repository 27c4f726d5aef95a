package ayatori.cli;

import ayatori.web.url.Url;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The URLs on the command line: each is an http or https URL, or {@code @FILE} for those in a file, one a line. */
final class Seeds {

    /** A host, perhaps a port, and the rest of what looks like a URL without its scheme. */
    private static final Pattern NO_SCHEME =
            Pattern.compile("(?i)(?:https?:/?|//)?(\\[[0-9a-f:.]+]|[a-z0-9.-]+)(?::(\\d{1,5}))?([/?#].*)?");

    private Seeds() {}

    /**
     * Reads the files and checks every URL.
     *
     * @throws IllegalArgumentException with a sentence for the user, without the password of a URL
     */
    static List<String> of(List<String> arguments) {
        var seeds = new ArrayList<String>();
        for (String argument : arguments) {
            if (argument.startsWith("@")) {
                seeds.addAll(lines(argument.substring(1)));
            } else {
                seeds.add(argument);
            }
        }
        seeds.forEach(Seeds::check);
        return seeds;
    }

    /** The lines of a file, without blank lines and comments. */
    private static List<String> lines(String file) {
        try {
            List<String> lines = Files.readAllLines(Path.of(file)).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
            if (lines.isEmpty()) {
                throw new IllegalArgumentException("the file " + file + " holds no URL");
            }
            return lines;
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("there is no file " + file + "; @FILE stands for the URLs in a file", e);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "'@" + file + "' cannot be read; it stands for a text file with one URL a line", e);
        }
    }

    /** Refuses what is not an http or https URL. */
    static void check(String seed) {
        String lower = seed.toLowerCase(Locale.ROOT);
        if (!lower.startsWith("http://") && !lower.startsWith("https://")) {
            throw new IllegalArgumentException("'" + withoutUser(seed) + "' is not an http or https URL" + hint(seed));
        }
    }

    private static String withoutUser(String seed) {
        return seed.replaceFirst("^([^:/?#]*:/*)?[^/?#]*@", "$1");
    }

    private static String hint(String seed) {
        Matcher url = NO_SCHEME.matcher(seed);
        if (!url.matches()) {
            return "";
        }
        String host = url.group(1);
        String port = url.group(2);
        String rest = seed.substring(url.start(1));
        String scheme = seed.toLowerCase(Locale.ROOT).startsWith("https:") || !isPlain(host, port) ? "https" : "http";
        String guess = scheme + "://" + rest;
        return Url.tryParse(guess) == null ? "" : "; did you mean '" + guess + "'?";
    }

    /** Whether a server is likely to speak plain HTTP: a machine nearby, or a port that is not that of HTTPS. */
    private static boolean isPlain(String host, @org.jspecify.annotations.Nullable String port) {
        return port != null
                ? !port.equals("443") && !port.equals("8443")
                : host.equalsIgnoreCase("localhost") || host.matches("[0-9.]+|\\[.*");
    }
}
