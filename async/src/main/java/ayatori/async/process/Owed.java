package ayatori.async.process;

import ayatori.async.Async;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Keeps a virtual clock still while the loop waits for a process, which runs in real time. */
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
