package ayatori.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

    /** The terminal that controls this process, whatever its standard streams are. */
    static final Tty TTY = new Controlling();

    private static final String DEVICE = "/dev/tty";

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

    /** What a program writes that has the terminal as its input; null if it fails. */
    private static @Nullable String output(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectInput(new File(DEVICE))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(1, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return null;
            }
            String answer = new String(process.getInputStream().readAllBytes(), US_ASCII);
            return process.exitValue() == 0 ? answer : null;
        } catch (IOException _) {
            return null; // no terminal, or no such program
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /** Measures the window; takes some milliseconds. */
    static Window window(Map<String, String> environment) {
        String answer = output("stty", "size");
        String[] size = answer == null ? new String[0] : answer.strip().split(" ", 2);
        if (size.length == 2) {
            return Window.of(number(size[1]), number(size[0]));
        }
        return Window.of(number(environment.get("COLUMNS")), number(environment.get("LINES")));
    }

    private static int number(@Nullable String text) {
        String digits = Objects.requireNonNullElse(text, "");
        return digits.matches("\\d{1,5}") ? Integer.parseInt(digits) : 0;
    }

    /** The terminal of the process, by {@code stty} and {@code /proc}. */
    private static final class Controlling implements Tty {
        private static final String NO_TERMINAL = "-1";

        @Override
        public boolean isForeground() {
            try {
                // pid (command) state ppid pgrp session tty tpgid …, where the command may hold anything.
                String stat = Files.readString(Path.of("/proc/self/stat"), ISO_8859_1);
                String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", 8);
                return fields[5].equals(NO_TERMINAL) || fields[2].equals(fields[5]);
            } catch (IOException | IndexOutOfBoundsException _) {
                String state = output(
                        "ps",
                        "-o",
                        "stat=",
                        "-p",
                        String.valueOf(ProcessHandle.current().pid()));
                return state == null || state.contains("+");
            }
        }

        @Override
        public @Nullable String modes() {
            String modes = output("stty", "-g");
            return modes == null || modes.isBlank() ? null : modes.strip();
        }

        @Override
        public boolean setModes(String... modes) {
            List<String> command = new ArrayList<>(List.of("stty"));
            command.addAll(List.of(modes));
            return output(command.toArray(String[]::new)) != null;
        }

        @Override
        public InputStream keys() throws IOException {
            Signals.ignore("TTIN"); // then a read in the background fails instead of stopping the process
            return new FileInputStream(DEVICE);
        }

        @Override
        public void stopProcess() {
            var _ = output("sh", "-c", "kill -STOP " + ProcessHandle.current().pid());
        }
    }
}
