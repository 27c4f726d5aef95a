package ayatori.crawler;

import ayatori.web.auth.Keyring;
import ayatori.web.http.ClientRequest;
import ayatori.web.proxy.Proxies;
import ayatori.web.url.Url;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the crawler introduces itself, and what it may reach. A group of {@link CrawlOptions}, whose builder sets it.
 *
 * @param userAgent the name of the crawler, sent to servers and looked up in robots.txt
 * @param headers header fields that are sent with every request
 * @param cookies whether cookies are stored and sent back during the crawl
 * @param cookieFile a cookie file to start with, in the format of Netscape, curl and wget; null for none
 * @param credentials logins, by scheme, host and port
 * @param proxies which proxies are used, and for which URLs
 * @param allowPrivate whether private and loopback addresses may be connected to; the host of a seed always may
 * @param ownOrigins the origins that the user chose, if not all seeds were the user's choice: only their hosts may have private
 *     addresses, and only they get secret headers. Null for those of the seeds
 * @param insecure whether TLS certificates go unchecked
 * @param archives WARC files, folders of them and crawl folders that are read in place of the web; none for the web
 */
public record CrawlAccess(
        String userAgent,
        Map<String, String> headers,
        boolean cookies,
        @Nullable Path cookieFile,
        Keyring credentials,
        Proxies proxies,
        boolean allowPrivate,
        @Nullable Set<String> ownOrigins,
        boolean insecure,
        List<Path> archives) {

    private static final Url ANY_URL = Objects.requireNonNull(Url.tryParse("http://localhost/"));

    /** Checks that the header fields can be sent, and copies them. */
    public CrawlAccess {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        archives = List.copyOf(archives);
        ownOrigins = ownOrigins == null ? null : Set.copyOf(ownOrigins);
        checkHeaders(userAgent, headers);
        if (cookieFile != null && !cookies) {
            throw new IllegalArgumentException("A cookie file needs cookies: it is never used without them.");
        }
    }

    static void checkHeaders(String userAgent, Map<String, String> headers) {
        if (userAgent.isBlank()) {
            throw new IllegalArgumentException(
                    "The user agent must not be blank: servers and robots.txt know us by it.");
        }
        try {
            ClientRequest request = ClientRequest.get(ANY_URL).withHeader("User-Agent", userAgent);
            for (Map.Entry<String, String> header : headers.entrySet()) {
                request = request.withHeader(header.getKey(), header.getValue());
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("A header cannot be sent: " + e.getMessage() + ".", e);
        }
    }

    CrawlAccess withCredentials(Keyring keys) {
        return new CrawlAccess(
                userAgent, headers, cookies, cookieFile, keys, proxies, allowPrivate, ownOrigins, insecure, archives);
    }

    /** Without secrets: of the header fields only the names, of the logins nothing. */
    @Override
    public String toString() {
        return "CrawlAccess[userAgent=" + userAgent + ", headers=" + headers.keySet() + ", cookies=" + cookies
                + ", cookieFile=" + cookieFile + ", credentials=" + (credentials.equals(Keyring.EMPTY) ? "none" : "***")
                + ", proxies=" + proxies + ", allowPrivate=" + allowPrivate + ", insecure=" + insecure + "]";
    }
}
