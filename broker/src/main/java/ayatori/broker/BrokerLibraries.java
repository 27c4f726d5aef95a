package ayatori.broker;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import org.jspecify.annotations.Nullable;

/** Where the libraries of the broker's process are. */
final class BrokerLibraries {
    /** A system property: a class path with Kafka's server. */
    static final String PROPERTY = "ayatori.broker.libraries";

    private static final String SERVER = "kafka/Kafka.class";

    private BrokerLibraries() {}

    /**
     * The class path of the broker's process: what the property says; else the folder {@code broker} beside the program's
     * folder of libraries; else the class path of this process, if it has Kafka's server, as that of tests has.
     *
     * @throws IOException if there is none
     */
    static String classPath() throws IOException {
        Path own = own();
        String named = System.getProperty(PROPERTY);
        if (named != null && own != null) {
            return own + File.pathSeparator + named;
        }
        Path beside = beside(own);
        if (beside != null) {
            return own + File.pathSeparator + beside.resolve("*");
        }
        if (ClassLoader.getSystemResource(SERVER) != null) {
            return System.getProperty("java.class.path");
        }
        throw new IOException("the libraries of the broker are missing: build Ayatori again, or start a broker of your own");
    }

    private static @Nullable Path beside(@Nullable Path own) {
        Path folder = own == null ? null : own.getParent();
        Path libraries = folder == null ? null : folder.resolveSibling("broker");
        return libraries != null && Files.isDirectory(libraries) ? libraries : null;
    }

    /** The jar or the folder with this module's classes. */
    private static @Nullable Path own() {
        CodeSource source = BrokerLibraries.class.getProtectionDomain().getCodeSource();
        try {
            return source == null ? null : Path.of(source.getLocation().toURI());
        } catch (URISyntaxException e) {
            return null;
        }
    }
}
