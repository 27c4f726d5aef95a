package ayatori.crawler;

import java.util.Objects;

/** How the crawler calls itself where the user says nothing. */
final class UserAgent {
    /** The version, from the jar's manifest; {@code dev} when run from classes. */
    static final String VERSION =
            Objects.requireNonNullElse(UserAgent.class.getPackage().getImplementationVersion(), "dev");

    static final String DEFAULT = "Ayatori/" + VERSION;

    private UserAgent() {}
}
