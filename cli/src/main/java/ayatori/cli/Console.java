package ayatori.cli;

import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The program's environment: its output streams and what they can show. Results go to {@code out}; progress and errors go to
 * {@code err}, so that results can be piped while the progress stays visible.
 *
 * @param out standard output
 * @param err standard error
 * @param outStyle what standard output can show
 * @param errStyle what standard error can show
 * @param live whether standard error is a terminal on which lines can be redrawn
 * @param window asks for the window's size
 * @param tty the terminal with the keyboard
 * @param environment the environment variables
 */
record Console(
        PrintStream out,
        PrintStream err,
        Style outStyle,
        Style errStyle,
        boolean live,
        Supplier<Window> window,
        Tty tty,
        Map<String, String> environment) {

    /** The console of the process. */
    static Console system() {
        Map<String, String> environment = System.getenv();
        boolean outShows = Terminal.shows("out");
        boolean errShows = Terminal.shows("err");
        boolean color = Terminal.colorful(environment);
        return new Console(
                System.out,
                System.err,
                new Style(outShows && color, unicode(System.out.charset())),
                new Style(errShows && color, unicode(System.err.charset())),
                errShows && Terminal.capable(environment),
                () -> Terminal.window(environment),
                Terminal.TTY,
                environment);
    }

    private static boolean unicode(Charset charset) {
        return charset.name().startsWith("UTF-");
    }

    /** Prints one sentence about an error. */
    void error(String sentence) {
        err.println(errStyle.red("ayatori: ") + TerminalText.escape(sentence));
        err.flush();
    }

    /** The width for results: that of the window on a terminal, else 80 columns. */
    int outWidth() {
        return live ? Math.clamp(window.get().columns(), 20, 200) : Window.USUAL.columns();
    }
}
