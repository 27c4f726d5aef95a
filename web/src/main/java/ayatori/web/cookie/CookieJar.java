package ayatori.web.cookie;

import ayatori.web.url.Url;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The cookies of one client, such as a crawl: stores what servers set, and selects what to send (RFC 6265bis).
 *
 * {@snippet :
 * CookieJar jar = CookieJar.create();
 * Url login = Url.tryParse("https://example.org/login");
 * jar.store(login, "id=42; Path=/; Secure; HttpOnly");
 * jar.header(Url.tryParse("https://example.org/account"));    // id=42
 * jar.header(Url.tryParse("https://example.com/"));           // null
 * }
 *
 * <p>No host can set a cookie for a public suffix such as {@code co.uk} or {@code github.io}, nor for a host that is not
 * its own; cookies of https stay there when they say so. The jar is bounded: {@value #DOMAIN_COOKIES_MAX} cookies for one
 * registrable domain, {@value #WEIGHT_MAX} bytes in all, the domains used least lately given up first.
 *
 * <p>A jar may be used by the tasks of several loops and by any thread: all methods take effect at once.
 */
public final class CookieJar {
    static final int DOMAIN_COOKIES_MAX = 50;

    static final long WEIGHT_MAX = 16 << 20;

    /** Servers refuse longer header fields; with more cookies, a domain could not be visited any more. */
    static final int HEADER_BYTES_MAX = 16 << 10;

    /** The cookies of one registrable domain in the order of their creation. Immutable; a change makes a new one. */
    private static final class Shelf {
        final List<Cookie> cookies;
        final int weight;

        /** When it was asked for last, in milliseconds since 1970. Written and read by all threads; need not be exact. */
        volatile long usedMillis;

        Shelf(List<Cookie> cookies, long usedMillis) {
            this.cookies = List.copyOf(cookies);
            this.weight = cookies.stream().mapToInt(Cookie::weight).sum();
            this.usedMillis = usedMillis;
        }
    }

    private final InstantSource clock;

    /** By registrable domain, or host where there is none. Changed by whole shelves, each change atomic. */
    private final ConcurrentHashMap<String, Shelf> shelves = new ConcurrentHashMap<>();

    private final AtomicLong weight = new AtomicLong();

    /** The shelves that changed since {@link #takeChanges} was called; null until it is called for the first time. */
    private volatile @Nullable Set<String> changed;

    private CookieJar(InstantSource clock) {
        this.clock = clock;
    }

    /** An empty jar on the system's clock. */
    public static CookieJar create() {
        return create(InstantSource.system());
    }

    /** An empty jar whose cookies expire by {@code clock}. */
    public static CookieJar create(InstantSource clock) {
        return new CookieJar(clock);
    }

    /**
     * Takes one {@code Set-Cookie} line that came from {@code from}; ignores one that is malformed or that {@code from} may
     * not set. One that has expired removes the cookie it names.
     */
    public void store(Url from, String setCookie) {
        Instant now = clock.instant();
        SetCookie line = SetCookie.parse(setCookie, now);
        Cookie cookie = line == null ? null : line.storedFrom(from);
        if (cookie != null) {
            store(cookie, from.scheme().equals("https"), now);
        }
    }

    /** Adds a cookie as if its host had set it over https. */
    public void add(Cookie cookie) {
        store(cookie, true, clock.instant());
    }

    /**
     * Adds the cookies of a file in the Netscape format, which curl, wget and browser extensions write.
     *
     * @param text the file's content
     * @throws IllegalArgumentException which line is malformed, without its content, which is a secret
     */
    public void addNetscape(String text) {
        NetscapeFile.read(text).forEach(this::add);
    }

    /** The value of the Cookie field for a request of {@code url}; null if there is nothing to send. */
    public @Nullable String header(Url url) {
        if (shelves.isEmpty()) {
            return null;
        }
        String host = url.host();
        Shelf shelf = shelves.get(shelfOf(host));
        if (shelf == null) {
            return null;
        }
        Instant now = clock.instant();
        shelf.usedMillis = now.toEpochMilli();
        boolean secure = url.scheme().equals("https");
        var header = new StringBuilder();
        // Longer paths first, and of equal ones the older first, which the sort leaves in their order (section 5.8.3).
        shelf.cookies.stream()
                .filter(cookie -> cookie.isFor(host, url.path(), secure) && !cookie.expiredAt(now))
                .sorted(Comparator.comparingInt(cookie -> -cookie.path().length()))
                .map(Cookie::pair)
                .forEach(pair -> {
                    if (header.length() + pair.length() + 2 <= HEADER_BYTES_MAX) {
                        header.append(header.isEmpty() ? "" : "; ").append(pair);
                    }
                });
        return header.isEmpty() ? null : header.toString();
    }

    /** All cookies that have not expired, domain by domain. */
    public List<Cookie> cookies() {
        Instant now = clock.instant();
        return shelves.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(entry -> entry.getValue().cookies.stream())
                .filter(cookie -> !cookie.expiredAt(now))
                .toList();
    }

    /**
     * Tells whose cookies have changed since the last call, so that they can be saved. Changes are only kept track of from the
     * first call on, which returns nothing.
     *
     * @return registrable domains, or hosts that have none; each may be given to {@link #cookies(String)}
     */
    public Set<String> takeChanges() {
        Set<String> taken = changed;
        changed = ConcurrentHashMap.newKeySet();
        return taken == null ? Set.of() : Set.copyOf(taken);
    }

    /**
     * The cookies of one registrable domain, or of a host that has none, that have not expired.
     *
     * @param domain as {@link #takeChanges} gave it
     */
    public List<Cookie> cookies(String domain) {
        Shelf shelf = shelves.get(domain);
        Instant now = clock.instant();
        return shelf == null
                ? List.of()
                : shelf.cookies.stream()
                        .filter(cookie -> !cookie.expiredAt(now))
                        .toList();
    }

    private void store(Cookie cookie, boolean secureOrigin, Instant now) {
        String shelfName = shelfOf(cookie.domain());
        shelves.compute(shelfName, (_, shelf) -> {
            List<Cookie> before = shelf == null ? List.of() : shelf.cookies;
            List<Cookie> after = with(before, cookie, secureOrigin, now);
            if (after == before) {
                return shelf;
            }
            Shelf changed = new Shelf(after, now.toEpochMilli());
            weight.addAndGet(changed.weight - (shelf == null ? 0 : shelf.weight));
            return after.isEmpty() ? null : changed;
        });
        noteChange(shelfName);
        if (weight.get() > WEIGHT_MAX) {
            giveUpSome();
        }
    }

    private void noteChange(String shelfName) {
        Set<String> noted = changed;
        if (noted != null) {
            noted.add(shelfName);
            if (noted != changed) {
                noteChange(shelfName); // the set was taken meanwhile, perhaps before this change was in it
            }
        }
    }

    /** The cookies of a shelf once {@code cookie} is set; the same list if it may not be. */
    private static List<Cookie> with(List<Cookie> before, Cookie cookie, boolean secureOrigin, Instant now) {
        boolean overlaysSecure = !secureOrigin
                && before.stream()
                        .anyMatch(old -> old.secure()
                                && old.name().equals(cookie.name())
                                && (Domains.match(old.domain(), cookie.domain())
                                        || Domains.match(cookie.domain(), old.domain()))
                                && Paths.match(cookie.path(), old.path()));
        if (overlaysSecure) {
            return before;
        }
        var after = new ArrayList<Cookie>(before.size() + 1);
        boolean placed = cookie.expiredAt(now);
        for (Cookie old : before) {
            if (old.sameAs(cookie)) {
                // It keeps the place, that is the time of creation, of the one it replaces.
                if (!placed) {
                    after.add(cookie);
                    placed = true;
                }
            } else if (!old.expiredAt(now)) {
                after.add(old);
            }
        }
        if (!placed) {
            after.add(cookie);
        }
        while (after.size() > DOMAIN_COOKIES_MAX) {
            after.remove(after.stream()
                    .filter(old -> !old.secure() && old != cookie)
                    .findFirst()
                    .orElse(after.getFirst()));
        }
        return after;
    }

    /** Evicts the least recently used domains, down to nine tenths of the bound, so that it is rarely needed. */
    private void giveUpSome() {
        record Used(String domain, long millis) {}
        var oldestFirst = new ArrayList<Used>();
        shelves.forEach((domain, shelf) -> oldestFirst.add(new Used(domain, shelf.usedMillis)));
        oldestFirst.sort(Comparator.comparingLong(Used::millis));
        for (Used used : oldestFirst) {
            if (weight.get() <= WEIGHT_MAX / 10 * 9) {
                return;
            }
            Shelf removed = shelves.remove(used.domain);
            if (removed != null) {
                weight.addAndGet(-removed.weight);
                noteChange(used.domain);
            }
        }
    }

    private static String shelfOf(String host) {
        return Objects.requireNonNullElse(Domains.registrable(host), host);
    }
}
