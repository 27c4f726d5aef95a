package ayatori.export.content;

/** Parts of the canonical URLs of records. */
final class Urls {
    private Urls() {}

    /** Scheme, host and port, such as {@code https://example.org}. */
    static String origin(String url) {
        int end = url.indexOf('/', url.indexOf("//") + 2);
        return end < 0 ? url : url.substring(0, end);
    }

    /** The host, and the port if it is not the scheme's own. */
    static String host(String url) {
        String origin = origin(url);
        return origin.substring(origin.indexOf("//") + 2);
    }

    /** The path, from its slash, without the query. */
    static String path(String url) {
        String rest = url.substring(origin(url).length());
        int query = rest.indexOf('?');
        String path = query < 0 ? rest : rest.substring(0, query);
        return path.isEmpty() ? "/" : path;
    }

    /** The query, without its question mark; empty if there is none. */
    static String query(String url) {
        int query = url.indexOf('?');
        return query < 0 ? "" : url.substring(query + 1);
    }
}
