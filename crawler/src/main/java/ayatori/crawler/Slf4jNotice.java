package ayatori.crawler;

/**
 * SLF4J's notice that a program has no logging provider. SLF4J comes with the crawler's libraries, so a program that never chose
 * it must not be told. The notice stays where a provider is present, or where the user has set SLF4J's verbosity.
 */
final class Slf4jNotice {
    private static final String VERBOSITY = "slf4j.internal.verbosity";
    private static final String PROVIDERS = "META-INF/services/org.slf4j.spi.SLF4JServiceProvider";

    private Slf4jNotice() {}

    /** Switches the notice off if it would appear. Must run before SLF4J is initialized. */
    static void silence() {
        if (System.getProperty(VERBOSITY) == null && ClassLoader.getSystemResource(PROVIDERS) == null) {
            System.setProperty(VERBOSITY, "ERROR");
        }
    }
}
