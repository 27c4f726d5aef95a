package ayatori.crawler.scope;

import ayatori.crawler.ScopeKind;
import ayatori.web.url.Url;
import crawlercommons.domains.EffectiveTldFinder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far from the seeds the crawl goes, by host and folder.
 *
 * <p>A host's http and https are one: sites send visitors from one to the other. Its ports are not, since another port is
 * another server. Registrable domains are the public suffix list's, its private part included, so that one user of a
 * hosting service is not taken for all of them; ports do not matter there. What has no registrable domain, such as an
 * address or {@code localhost}, is its own.
 */
final class Reach {
    /** Verdicts on origins that are kept at once. A page links to few, a crawl of everything to millions. */
    private static final int VERDICTS_MAX = 10_000;

    private static final List<String> NOTHING = List.of();
    private static final List<String> ALL_FOLDERS = List.of("/");

    private final ScopeKind kind;

    /** The folders of the seeds, each ending in a slash, by what their hosts have in common with others in reach. */
    private final Map<String, List<String>> foldersByGroup = new HashMap<>();

    private final Map<String, List<String>> foldersByOrigin = new HashMap<>();

    private Reach(ScopeKind kind) {
        this.kind = kind;
    }

    static Reach of(ScopeKind kind) {
        return new Reach(kind);
    }

    void add(Url seed) {
        String path = seed.path();
        String folder = kind == ScopeKind.PREFIX ? path.substring(0, path.lastIndexOf('/') + 1) : "/";
        String group = group(seed.origin());
        if (group != null) {
            List<String> folders = foldersByGroup.computeIfAbsent(group, _ -> new ArrayList<>());
            if (!folders.contains(folder)) {
                folders.add(folder);
            }
            foldersByOrigin.clear();
        }
    }

    /**
     * Whether a URL lies within.
     *
     * @param pathStart where the URL's path begins
     */
    boolean contains(String url, String origin, int pathStart) {
        List<String> folders = foldersByOrigin.get(origin);
        if (folders == null) {
            folders = folders(origin);
            if (foldersByOrigin.size() >= VERDICTS_MAX) {
                foldersByOrigin.clear();
            }
            foldersByOrigin.put(origin, folders);
        }
        for (String folder : folders) {
            if (url.startsWith(folder, pathStart)) {
                return true;
            }
        }
        return false;
    }

    private List<String> folders(String origin) {
        String group = group(origin);
        if (group == null) {
            return NOTHING;
        }
        return kind == ScopeKind.ANY ? ALL_FOLDERS : foldersByGroup.getOrDefault(group, NOTHING);
    }

    /** What an origin shares with the others that a seed of it brings into reach; null if it cannot be crawled. */
    private @Nullable String group(String origin) {
        String authority;
        if (origin.startsWith("https://")) {
            authority = origin.substring("https://".length());
        } else if (origin.startsWith("http://")) {
            authority = origin.substring("http://".length());
        } else {
            return null;
        }
        return switch (kind) {
            case PREFIX, HOST -> authority;
            case DOMAIN -> registrableDomain(authority);
            case ANY -> "";
        };
    }

    private static String registrableDomain(String authority) {
        int portColon = authority.lastIndexOf(':');
        boolean hasPort = portColon > authority.lastIndexOf(']');
        String host = hasPort ? authority.substring(0, portColon) : authority;
        if (host.endsWith(".")) {
            host = host.substring(0, host.length() - 1);
        }
        String domain = EffectiveTldFinder.getAssignedDomain(host, true, false);
        return domain != null ? domain : host;
    }
}
