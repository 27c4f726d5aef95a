package ayatori.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;

/** A console whose output a test reads. */
final class TestConsole {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Console console;

    private TestConsole(boolean live, Style style, Tty tty, Map<String, String> environment) {
        console = new Console(
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                style,
                style,
                live,
                () -> Window.USUAL,
                tty,
                environment);
    }

    /** A console that is not a terminal. */
    static TestConsole piped() {
        return piped(Map.of());
    }

    /** A console that is not a terminal, with environment variables. */
    static TestConsole piped(Map<String, String> environment) {
        return new TestConsole(false, new Style(false, true), new NoTty(), environment);
    }

    /** A terminal of the usual size, with colours. */
    static TestConsole terminal() {
        return terminal(new NoTty());
    }

    /** The same with a keyboard. */
    static TestConsole terminal(Tty tty) {
        return new TestConsole(true, new Style(true, true), tty, Map.of());
    }

    Console console() {
        return console;
    }

    String out() {
        return out.toString(UTF_8);
    }

    String err() {
        return err.toString(UTF_8);
    }
}
