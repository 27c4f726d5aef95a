package ayatori.sqlite;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The views for the usual questions, and the indexes that they and people need. */
final class Views {
    /**
     * A view.
     *
     * @param name its name
     * @param columns the columns of pages that it needs
     * @param needsLinks whether it needs the table of links
     * @param query its query
     */
    record View(String name, Set<String> columns, boolean needsLinks, String query) {}

    /** The host of a URL in the column {@code url}. */
    private static final String HOST =
            "substr(url, instr(url, '://') + 3, instr(substr(url, instr(url, '://') + 3) || '/', '/') - 1)";

    static final List<View> ALL = List.of(
            new View("broken_links", Set.of("url", "status", "error.kind"), true, """
                    SELECT links."from" AS "from", links."to" AS "to", pages.status AS status,
                           pages."error.kind" AS "error"
                    FROM pages JOIN links ON links."to" = pages.url
                    WHERE pages.status >= 400 OR pages.status = 0"""),
            new View("redirects", Set.of("url", "status", "redirectTo"), false, """
                    SELECT source.url AS url, source.status AS status, source.redirectTo AS "to", target.status AS toStatus
                    FROM pages AS source LEFT JOIN pages AS target ON target.url = source.redirectTo
                    WHERE source.redirectTo IS NOT NULL"""),
            new View("redirect_chains", Set.of("url", "status", "redirectTo"), false, """
                    WITH RECURSIVE chain(url, "to", hops, way) AS (
                        SELECT url, redirectTo, 1, url || ' -> ' || redirectTo FROM pages WHERE redirectTo IS NOT NULL
                        UNION ALL
                        SELECT chain.url, pages.redirectTo, hops + 1, way || ' -> ' || pages.redirectTo
                        FROM chain JOIN pages ON pages.url = chain."to"
                        WHERE pages.redirectTo IS NOT NULL AND hops < 20)
                    SELECT chain.url AS url, chain."to" AS "to", chain.hops AS hops, pages.status AS status, chain.way AS way
                    FROM chain LEFT JOIN pages ON pages.url = chain."to"
                    WHERE pages.redirectTo IS NULL OR chain.hops = 20"""),
            new View("duplicates", Set.of("url", "status", "digest"), false, """
                    SELECT digest, count(*) OVER (PARTITION BY digest) AS copies, url
                    FROM pages WHERE status BETWEEN 200 AND 299 AND digest IN (
                        SELECT digest FROM pages WHERE status BETWEEN 200 AND 299 GROUP BY digest HAVING count(*) > 1)
                    ORDER BY copies DESC, digest, url"""),
            new View("hosts", Set.of("url", "status", "bytes", "elapsedMs"), false, """
                    SELECT %s AS host, count(*) AS pages, sum(bytes) AS bytes,
                           sum(status >= 400 OR status = 0) AS errors, round(avg(elapsedMs)) AS averageMs
                    FROM pages GROUP BY host ORDER BY pages DESC, host""".formatted(HOST)),
            new View("slowest", Set.of("url", "status", "elapsedMs", "bytes"), false, """
                    SELECT url, elapsedMs, status, bytes FROM pages ORDER BY elapsedMs DESC, url LIMIT 100"""),
            new View("errors", Set.of("url", "status", "error.kind"), false, """
                    SELECT coalesce("error.kind", 'status ' || status) AS kind, count(*) AS pages, min(url) AS example
                    FROM pages WHERE status >= 400 OR status = 0
                    GROUP BY kind ORDER BY pages DESC, kind"""));

    /** Indexes: table and columns. One of several columns has some names with spaces between. */
    private static final Map<String, List<String>> INDEXES = new LinkedHashMap<>();

    static {
        INDEXES.put("pages", List.of("url", "status", "digest", "redirectTo"));
        INDEXES.put("links", List.of("to", "from"));
        INDEXES.put("skipped", List.of("url", "reason"));
    }

    private Views() {}

    static List<String> indexed(String table) {
        return INDEXES.getOrDefault(table, List.of("url"));
    }
}
