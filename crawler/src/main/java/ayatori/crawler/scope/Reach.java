package ayatori.crawler.scope;

import ayatori.crawler.ScopeKind;
import ayatori.web.url.Canonicalizer;
import ayatori.web.url.Url;
import crawlercommons.domains.EffectiveTldFinder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which hosts and folders the crawl covers, derived from its seeds.
 *
 * <p>A host's http and https are one: sites send visitors from one to the other. Its ports are not, since another port is
 * another server. A dot at the end of a host name changes nothing. Registrable domains are those of the public suffix
 * list, its private part included, so that one user of a hosting service does not stand for all of them; ports do not
 * matter there. A host without a registrable domain, such as an address or {@code localhost}, stands for itself.
 *
 * <p>Paths are compared in {@linkplain Canonicalizer#normalizePercentEncoding canonical spelling}: {@code /%7Eu/} is {@code /~u/}.
 */
final class Reach {
    /** Origins whose folders are cached at once. A page links to few, a crawl of everything to millions. */
    private static final int VERDICTS_MAX = 10_000;

    private static final int COVERED_SHOWN = 3;

    private static final List<String> NOTHING = List.of();
    private static final List<String> ALL_FOLDERS = List.of("/");

    private final ScopeKind kind;

    /** The folders of the seeds, each ending in a slash, by the group of their origin. */
    private final Map<String, List<String>> foldersByGroup = new HashMap<>();

    private final Map<String, List<String>> foldersByOrigin = new HashMap<>();

    private Reach(ScopeKind kind) {
        this.kind = kind;
    }

    static Reach of(ScopeKind kind) {
        return new Reach(kind);
    }

    void add(Url seed) {
        String path = Canonicalizer.normalizePercentEncoding(seed.path());
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

    /** What lies within the reach, as a phrase for people, such as {@code --scope host covers example.org}. */
    String rule() {
        List<String> covered = new ArrayList<>();
        foldersByGroup.forEach((group, folders) -> folders.forEach(folder ->
                covered.add(kind == ScopeKind.PREFIX ? group + folder : group.isEmpty() ? "all hosts" : group)));
        Collections.sort(covered);
        int shown = Math.min(covered.size(), COVERED_SHOWN);
        return "--scope " + kind.name().toLowerCase(Locale.ROOT) + " covers "
                + String.join(", ", covered.subList(0, shown))
                + (shown < covered.size() ? " and " + (covered.size() - shown) + " more" : "");
    }

    /**
     * Whether a URL lies within the reach.
     *
     * @param url in canonical spelling
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

    /** The group of an origin: a seed brings all origins of its group into reach. Null if it is not http or https. */
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
            case PREFIX, HOST -> withoutTrailingDot(authority);
            case DOMAIN -> registrableDomain(authority);
            case ANY -> "";
        };
    }

    /** The authority without the dot that ends a fully qualified name. */
    private static String withoutTrailingDot(String authority) {
        int port = startOfPort(authority);
        return Url.withoutTrailingDot(authority.substring(0, port)) + authority.substring(port);
    }

    private static int startOfPort(String authority) {
        int colon = authority.lastIndexOf(':');
        return colon > authority.lastIndexOf(']') ? colon : authority.length();
    }

    private static String registrableDomain(String authority) {
        String host = Url.withoutTrailingDot(authority.substring(0, startOfPort(authority)));
        String domain = EffectiveTldFinder.getAssignedDomain(host, true, false);
        return domain != null ? domain : host;
    }
}
