package ayatori.crawler;

import ayatori.web.auth.Keyring;
import ayatori.web.proxy.Proxies;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Builds {@link CrawlAccess}: how the crawler introduces itself and what it may reach. Each method sets the component of its name; the fields are the defaults. */
public final class CrawlAccessBuilder {
    private String userAgent = UserAgent.DEFAULT;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private boolean cookies = true;
    private @Nullable Path cookieFile = null;
    private Keyring credentials = Keyring.EMPTY;
    private Proxies proxies = Proxies.NONE;
    private boolean allowPrivate = false;
    private @Nullable Set<String> ownOrigins = null;
    private boolean insecure = false;
    private List<Path> archives = List.of();

    CrawlAccessBuilder() {}

    /** Sets {@link CrawlAccess#userAgent()}: the name of the crawler, sent to servers and looked up in robots.txt. */
    public CrawlAccessBuilder userAgent(String userAgent) {
        this.userAgent = Objects.requireNonNull(userAgent);
        return this;
    }

    /** Adds a field to {@link CrawlAccess#headers()}. */
    public CrawlAccessBuilder header(String name, String value) {
        headers.put(Objects.requireNonNull(name), Objects.requireNonNull(value));
        return this;
    }

    /** Sets {@link CrawlAccess#cookies()}: whether cookies are stored and sent back during the crawl. */
    public CrawlAccessBuilder cookies(boolean cookies) {
        this.cookies = cookies;
        return this;
    }

    /** Sets {@link CrawlAccess#cookieFile()}: a cookie file to start with, in the format of Netscape, curl and wget. */
    public CrawlAccessBuilder cookieFile(Path cookieFile) {
        this.cookieFile = Objects.requireNonNull(cookieFile);
        return this;
    }

    /** Sets {@link CrawlAccess#credentials()}: logins, by scheme, host and port. */
    public CrawlAccessBuilder credentials(Keyring credentials) {
        this.credentials = Objects.requireNonNull(credentials);
        return this;
    }

    /** Sets {@link CrawlAccess#proxies()}: which proxies are used, and for which URLs. */
    public CrawlAccessBuilder proxies(Proxies proxies) {
        this.proxies = Objects.requireNonNull(proxies);
        return this;
    }

    /** Sets {@link CrawlAccess#allowPrivate()}: whether private and loopback addresses may be connected to. */
    public CrawlAccessBuilder allowPrivate(boolean allowPrivate) {
        this.allowPrivate = allowPrivate;
        return this;
    }

    /** Sets {@link CrawlAccess#ownOrigins()}: the origins that the user chose, where not all seeds were the user's choice. */
    public CrawlAccessBuilder ownOrigins(Set<String> ownOrigins) {
        this.ownOrigins = Set.copyOf(ownOrigins);
        return this;
    }

    /** Sets {@link CrawlAccess#insecure()}: whether TLS certificates go unchecked. */
    public CrawlAccessBuilder insecure(boolean insecure) {
        this.insecure = insecure;
        return this;
    }

    /** Sets {@link CrawlAccess#archives()}: WARC files and crawl folders that are read in place of the web. */
    public CrawlAccessBuilder archives(List<Path> archives) {
        this.archives = List.copyOf(archives);
        return this;
    }

    CrawlAccess build() {
        return new CrawlAccess(
                userAgent,
                headers,
                cookies,
                cookieFile,
                credentials,
                proxies,
                allowPrivate,
                ownOrigins,
                insecure,
                archives);
    }
}
