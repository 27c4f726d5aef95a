package ayatori.crawler;

import java.util.Objects;

/** The default User-Agent. */
final class UserAgent {
    /** The version, from the jar's manifest; {@code dev} when run from classes. */
    static final String VERSION =
            Objects.requireNonNullElse(UserAgent.class.getPackage().getImplementationVersion(), "dev");

    static final String DEFAULT = "Ayatori/" + VERSION;

    private UserAgent() {}
}
