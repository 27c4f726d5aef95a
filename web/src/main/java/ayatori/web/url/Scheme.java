package ayatori.web.url;

/** The special schemes and their default ports (URL standard §4.2). */
final class Scheme {
    static final String FILE = "file";
    static final String HTTP = "http";
    static final String HTTPS = "https";
    static final int HTTP_PORT = 80;
    static final int HTTPS_PORT = 443;

    private Scheme() {}

    static boolean isSpecial(String scheme) {
        return switch (scheme) {
            case HTTP, HTTPS, "ws", "wss", "ftp", FILE -> true;
            default -> false;
        };
    }

    /** The scheme's default port, or {@code -1} where there is none. */
    static int defaultPort(String scheme) {
        return switch (scheme) {
            case HTTP, "ws" -> HTTP_PORT;
            case HTTPS, "wss" -> HTTPS_PORT;
            case "ftp" -> 21;
            default -> -1;
        };
    }
}
