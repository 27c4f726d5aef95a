package ayatori.crawler;

import ayatori.web.url.Url;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A file of URLs to start with, as many as one likes: it is read while the crawl goes on. Its URLs are at depth zero, and
 * bring their hosts into scope as seeds do. Unlike seeds they are judged by the patterns of {@link CrawlExtent#include()} and
 * {@link CrawlExtent#exclude()}.
 *
 * @param file one URL a line, in UTF-8; blank lines and lines that begin with {@code #} are passed over
 * @param sites a URL for each of its hosts, or for each of its folders where those make up the scope; empty if there are too
 *     many and the scope is {@link ScopeKind#ANY}
 * @param urls how many URLs it holds
 */
public record SeedFile(Path file, List<String> sites, long urls) {
    /** More hosts or folders are not kept in memory. */
    public static final int SITES_MAX = 20_000;

    /** Copies the list. */
    public SeedFile {
        sites = List.copyOf(sites);
    }

    /**
     * Reads a file once, and checks it.
     *
     * @param scope the scope of the crawl
     * @throws IllegalArgumentException if a line is no URL, if there is none, or if there are too many hosts for the scope: one
     *     sentence that says so
     * @throws IOException if it cannot be read
     */
    public static SeedFile read(Path file, ScopeKind scope) throws IOException {
        Set<String> sites = new LinkedHashSet<>();
        boolean isComplete = true;
        long urls = 0;
        try (UrlLines lines = UrlLines.open(file)) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                urls++;
                isComplete = isComplete && add(sites, site(line, scope));
            }
        }
        if (urls == 0) {
            throw new IllegalArgumentException("the file " + file + " holds no URL");
        }
        if (!isComplete && scope != ScopeKind.ANY) {
            throw new IllegalArgumentException("the file " + file + " has URLs of more than " + SITES_MAX
                    + (scope == ScopeKind.PREFIX ? " folders" : " hosts")
                    + ": crawl them with --scope any, and bound the crawl by --depth or --include");
        }
        return new SeedFile(file, isComplete ? new ArrayList<>(sites) : List.of(), urls);
    }

    private static boolean add(Set<String> sites, String site) {
        return sites.contains(site) || (sites.size() < SITES_MAX && sites.add(site));
    }

    private static String site(String line, ScopeKind scope) {
        Url url = Objects.requireNonNull(Url.tryParse(line));
        String path = url.path();
        return url.origin() + (scope == ScopeKind.PREFIX ? path.substring(0, path.lastIndexOf('/') + 1) : "/");
    }
}
