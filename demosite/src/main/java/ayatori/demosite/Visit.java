package ayatori.demosite;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;

/**
 * What a route knows about a request.
 *
 * @param path the path, percent-decoded
 * @param query the raw query, empty where there is none
 * @param count how often this URL has been requested, including this time
 * @param method the method
 * @param cookies the {@code Cookie} header, empty if absent
 * @param body what was sent, as text
 */
record Visit(String path, String query, int count, String method, String cookies, String body) {
    /** The value of a field of a form, or of a query; empty if it has none. */
    static String field(String form, String name) {
        for (String field : form.split("&", -1)) {
            if (field.startsWith(name + "=")) {
                return URLDecoder.decode(field.substring(name.length() + 1), UTF_8);
            }
        }
        return "";
    }
}
