package ayatori.async.process;

import ayatori.async.Async;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Tells the loop that it waits for a process, which runs in real time: a virtual clock stands still meanwhile. */
final class Owed {
    private @Nullable CompletableFuture<@Nullable Void> under;

    void begin() {
        if (under == null) {
            under = new CompletableFuture<>();
            Async.promise(under);
        }
    }

    void end() {
        if (under != null) {
            under.complete(null);
            under = null;
        }
    }
}
