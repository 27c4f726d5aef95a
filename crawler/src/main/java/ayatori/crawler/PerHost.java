package ayatori.crawler;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the {@link HostOptions} of a host. Immutable. */
public final class PerHost {
    /** No host differs. */
    public static final PerHost NONE = new PerHost(List.of());

    private final Map<String, HostOptions> byName = new LinkedHashMap<>();

    private PerHost(List<HostOptions> hosts) {
        for (HostOptions options : hosts) {
            if (byName.putIfAbsent(options.host(), options) != null) {
                throw new IllegalArgumentException(
                        "There are two sets of options for the host " + options.host() + ".");
            }
        }
    }

    /**
     * Gathers the options of hosts.
     *
     * @throws IllegalArgumentException if two are for the same name
     */
    public static PerHost of(List<HostOptions> hosts) {
        return hosts.isEmpty() ? NONE : new PerHost(hosts);
    }

    /** {@return whether no host differs} */
    public boolean isEmpty() {
        return byName.isEmpty();
    }

    /** {@return all of them} */
    public List<HostOptions> all() {
        return List.copyOf(byName.values());
    }

    /**
     * The options of a host: those for its own name, else those for the nearest domain above it.
     *
     * @param hostName without a port
     * @return null if it does not differ
     */
    public @Nullable HostOptions find(String hostName) {
        if (byName.isEmpty()) {
            return null;
        }
        String name = hostName.toLowerCase(Locale.ROOT);
        HostOptions found = byName.get(name);
        for (int dot = name.indexOf('.'); found == null && dot >= 0; dot = name.indexOf('.', dot + 1)) {
            found = byName.get("*" + name.substring(dot));
        }
        return found;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PerHost hosts && byName.equals(hosts.byName);
    }

    @Override
    public int hashCode() {
        return byName.hashCode();
    }

    @Override
    public String toString() {
        return byName.values().toString();
    }
}
