package ayatori.web.cookie;

/** Which paths a cookie is for (section 5.1.4). */
final class Paths {
    private Paths() {}

    /** The path of a cookie that names none: the folder of the page that set it. */
    static String defaultPath(String requestPath) {
        int slash = requestPath.lastIndexOf('/');
        return requestPath.startsWith("/") && slash > 0 ? requestPath.substring(0, slash) : "/";
    }

    static boolean match(String requestPath, String cookiePath) {
        if (!requestPath.startsWith(cookiePath)) {
            return false;
        }
        return requestPath.length() == cookiePath.length()
                || cookiePath.endsWith("/")
                || requestPath.charAt(cookiePath.length()) == '/';
    }
}
