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

    private BrokerLibraries() {}

    /**
     * The class path of the broker's process: this module, and what the property says; else the folder {@code broker} beside the
     * program's folder of libraries; else the folder {@code libraries} that the build of this module makes.
     *
     * @throws IOException if there is none
     */
    static String classPath() throws IOException {
        Path own = own();
        String named = System.getProperty(PROPERTY);
        if (named != null) {
            return own + File.pathSeparator + named;
        }
        Path folder = own.getParent();
        if (folder != null) {
            for (Path libraries : new Path[] {folder.resolveSibling("broker"), folder.resolve("libraries")}) {
                if (Files.isDirectory(libraries)) {
                    return own + File.pathSeparator + libraries.resolve("*");
                }
            }
        }
        throw new IOException(
                "the libraries of the broker are missing: build Ayatori again, or use a broker of your own");
    }

    /** The jar or the folder with this module's classes. */
    private static Path own() throws IOException {
        @Nullable CodeSource source = BrokerLibraries.class.getProtectionDomain().getCodeSource();
        try {
            if (source != null) {
                return Path.of(source.getLocation().toURI());
            }
        } catch (URISyntaxException e) {
            throw new IOException("the place of the broker's classes is no path: " + source.getLocation(), e);
        }
        throw new IOException("the place of the broker's classes is not known");
    }
}
