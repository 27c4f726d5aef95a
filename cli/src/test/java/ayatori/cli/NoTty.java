package ayatori.cli;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** No terminal. */
final class NoTty implements Tty {
    @Override
    public boolean isForeground() {
        return true;
    }

    @Override
    public @Nullable String modes() {
        return null;
    }

    @Override
    public boolean setModes(String... modes) {
        return false;
    }

    @Override
    public InputStream keys() throws IOException {
        throw new IOException("there is no terminal");
    }

    @Override
    public void stopProcess() {
        throw new AssertionError("nothing stops a process without a terminal");
    }
}
