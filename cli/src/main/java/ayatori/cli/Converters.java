package ayatori.cli;

import ayatori.crawler.Delay;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Converts the values of options. For a bad value each method throws {@link IllegalArgumentException} with a
 * sentence for the user.
 */
final class Converters {

    private Converters() {}

    /** A duration above zero. */
    static Duration duration(String text) {
        Duration duration = Quantities.duration(text);
        if (duration.isZero()) {
            throw new IllegalArgumentException("'" + text + "' leaves no time at all");
        }
        return duration;
    }

    /** {@code auto}, or a duration that may be zero. */
    static Delay delay(String text) {
        if (text.equals("auto")) {
            return Delay.auto();
        }
        Duration duration;
        try {
            duration = Quantities.duration(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage() + ", 0 for none, or auto", e);
        }
        return Delay.of(duration);
    }

    /** A size above zero. */
    static long size(String text) {
        long size = Quantities.size(text);
        if (size == 0) {
            throw new IllegalArgumentException("'" + text + "' leaves no room at all");
        }
        return size;
    }

    static int fromZero(String text) {
        return (int) Math.min(Quantities.count(text, 0), Integer.MAX_VALUE);
    }

    static int fromOne(String text) {
        return (int) Math.min(Quantities.count(text, 1), Integer.MAX_VALUE);
    }

    static long longFromOne(String text) {
        return Quantities.count(text, 1);
    }

    static int port(String text) {
        int port = fromZero(text);
        if (port > 65_535) {
            throw new IllegalArgumentException("there is no port " + text);
        }
        return port;
    }

    /** The path of an output folder. */
    static Path folder(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("a folder has a name");
        }
        if (text.equals("-")) {
            throw new IllegalArgumentException(
                    "'-' is no folder; a crawl writes several files and cannot write them to standard output");
        }
        return path(text);
    }

    /** The path of a file, which is read later. */
    static Path path(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("a file has a name");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("'" + text + "' is not a path", e);
        }
    }

    static String userAgent(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("a crawler has a name");
        }
        if (!Header.isValue(text)) {
            throw new IllegalArgumentException("'" + text + "' has characters that no header can carry");
        }
        return text;
    }

    /** An enum's constant by its name in lower case. */
    static <E extends Enum<E>> E constant(Class<E> type, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> name(constant).equals(text.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is not one of "
                        + Arrays.stream(type.getEnumConstants())
                                .map(Converters::name)
                                .collect(Collectors.joining(", "))));
    }

    /** One of some words. */
    static String word(List<String> words, String text) {
        if (!words.contains(text)) {
            throw new IllegalArgumentException("'" + text + "' is not one of " + String.join(", ", words));
        }
        return text;
    }

    /** Some of an enum's constants, separated by commas. */
    static <E extends Enum<E>> Set<E> constants(Class<E> type, String text) {
        List<E> constants = new ArrayList<>();
        for (String name : text.split(",", -1)) {
            constants.add(constant(type, name));
        }
        return EnumSet.copyOf(constants);
    }

    static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
