package ayatori.cli;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The terminal that controls this process: its modes, its keys, and job control. */
interface Tty {

    /**
     * Whether this process may use the terminal: another one does while this one is in the background. True if there is no
     * such terminal, or the system does not tell.
     */
    boolean isForeground();

    /** Its modes, as {@link #setModes} takes them; null if there is no terminal. */
    @Nullable String modes();

    /** Changes its modes; false if that failed. A process in the background that does so is stopped. */
    boolean setModes(String... modes);

    /**
     * Opens its input, of which a read waits for a key, and fails while the process is in the background.
     *
     * @throws IOException if there is none
     */
    InputStream keys() throws IOException;

    /** Stops this process until the user has it go on, as Ctrl-Z does. The JVM cannot send itself that signal. */
    void stopProcess();
}
