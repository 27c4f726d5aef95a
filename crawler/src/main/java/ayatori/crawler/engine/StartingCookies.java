package ayatori.crawler.engine;

import ayatori.crawler.CrawlAccess;
import ayatori.crawler.CrawlException;
import ayatori.crawler.folder.IoReasons;
import ayatori.web.cookie.CookieJar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The cookies that a crawl begins with. They are read and checked before anything is created. */
final class StartingCookies {
    private final boolean areKept;
    private final @Nullable Path file;

    /** The text of the file; null if there is none. */
    private final @Nullable String text;

    private StartingCookies(boolean areKept, @Nullable Path file) throws CrawlException {
        this.areKept = areKept;
        this.file = file;
        this.text = file == null ? null : read(file);
    }

    /**
     * Reads the cookie file, if there is one.
     *
     * @throws CrawlException if it cannot be read or understood, with one sentence that says why
     */
    static StartingCookies of(CrawlAccess access) throws CrawlException {
        var cookies = new StartingCookies(access.cookies(), access.cookieFile());
        var _ = cookies.newJar(() -> Instant.EPOCH);
        return cookies;
    }

    /** A jar with these cookies; null if the crawl keeps none. */
    @Nullable CookieJar newJar(InstantSource clock) throws CrawlException {
        if (!areKept) {
            return null;
        }
        CookieJar jar = CookieJar.create(clock);
        if (text != null) {
            try {
                jar.addNetscape(text);
            } catch (IllegalArgumentException e) {
                throw new CrawlException("In the cookie file " + file + ", " + e.getMessage() + ".", e);
            }
        }
        return jar;
    }

    /** Its bytes are kept as they are. */
    private static String read(Path file) throws CrawlException {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new CrawlException("There is no cookie file " + file + ".", e);
        } catch (IOException e) {
            throw new CrawlException("The cookie file " + file + " cannot be read: " + IoReasons.of(e) + ".", e);
        }
    }
}
