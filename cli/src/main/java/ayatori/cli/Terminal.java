package ayatori.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.File;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The terminal the program was started from, if any.
 *
 * <p>The launcher's shell knows which streams are terminals and passes them in the system property {@code ayatori.terminal}
 * ({@code out}, {@code err}, both or neither). The window's size comes from {@code stty}: calling the C library instead would add a
 * fifth of a second to the start, and terminal libraries do one or the other.
 */
final class Terminal {

    private static final String STREAMS_PROPERTY = "ayatori.terminal";

    private Terminal() {}

    /** Whether a standard stream, {@code out} or {@code err}, is a terminal. */
    static boolean shows(String stream) {
        String streams = System.getProperty(STREAMS_PROPERTY);
        if (streams != null) {
            return streams.contains(stream);
        }
        return Optional.ofNullable(System.console())
                .filter(java.io.Console::isTerminal)
                .isPresent();
    }

    /** Whether the terminal can move its cursor. */
    static boolean capable(Map<String, String> environment) {
        String type = environment.getOrDefault("TERM", "");
        return !type.isEmpty() && !type.equals("dumb");
    }

    /** Whether to use colours (https://no-color.org). */
    static boolean colorful(Map<String, String> environment) {
        return capable(environment) && environment.getOrDefault("NO_COLOR", "").isEmpty();
    }

    /** Measures the window; takes some milliseconds. */
    static Window window(Map<String, String> environment) {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String answer = new String(stty.getInputStream().readAllBytes(), US_ASCII);
            if (stty.waitFor(1, TimeUnit.SECONDS) && stty.exitValue() == 0) {
                String[] size = answer.strip().split(" ", 2);
                return Window.of(number(size[1]), number(size[0]));
            }
        } catch (IOException | ArrayIndexOutOfBoundsException _) {
            // No terminal, or no stty: use the environment.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return Window.of(number(environment.get("COLUMNS")), number(environment.get("LINES")));
    }

    private static int number(@Nullable String text) {
        String digits = Objects.requireNonNullElse(text, "");
        return digits.matches("\\d{1,5}") ? Integer.parseInt(digits) : 0;
    }
}
