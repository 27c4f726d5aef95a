package ayatori.crawler.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Opens durable stores. An implementation is a module of its own, found as a {@link ServiceLoader service}, so that only a
 * program that wants one carries its libraries.
 */
public interface StoreProvider {
    /**
     * Opens the store in a folder. An absent or empty folder is a store without entries.
     *
     * @param folder the store's own; created at the first commit
     * @throws IOException if the store is damaged or cannot be read: its message is the reason, in a few words
     */
    DurableStore open(Path folder) throws IOException;

    /**
     * Opens the store in a folder to read it. Its files stay as they are: what is put is gone when it is closed, and nothing may
     * be frozen.
     *
     * @param folder one that no process writes to
     * @throws IOException as {@link #open}
     */
    DurableStore openToRead(Path folder) throws IOException;

    /** {@return the provider on the class path or module path, if there is one} */
    static Optional<StoreProvider> find() {
        return ServiceLoader.load(StoreProvider.class, StoreProvider.class.getClassLoader())
                .findFirst();
    }
}
