package ayatori.crawler.fetch;

import ayatori.async.Async;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.archive.ArchiveReader;
import ayatori.crawler.archive.ArchivedAnswer;
import ayatori.crawler.frontier.Output;
import ayatori.crawler.frontier.RobotsAnswer;
import ayatori.web.http.Caps;
import ayatori.web.http.FailureKind;
import ayatori.web.http.HttpException;
import ayatori.web.http.StoredBody;
import ayatori.web.http.Truncation;
import ayatori.web.http.Validators;
import ayatori.web.robots.RobotsRules;
import ayatori.web.url.Url;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Fetches from archives in place of the web: the latest capture of each URL. */
public final class ArchiveFetcher implements Fetcher {
    private static final int PIECE_BYTES = 64 << 10;

    private final ArchiveReader archive;
    private final int bodyBytesMax;

    /**
     * Reads from an archive.
     *
     * @param archive shared by the fetchers of all loops; not closed by them
     */
    public ArchiveFetcher(ArchiveReader archive, CrawlOptions options) {
        this.archive = archive;
        this.bodyBytesMax = (int) Math.min(options.extent().maxBody(), Integer.MAX_VALUE - 8);
    }

    @Override
    public Exchange fetch(Output.Fetch fetch, Validators condition) throws FetchException {
        Url url = Objects.requireNonNull(Url.tryParse(fetch.url()));
        ArchivedExchange exchange = read(url, fetch.isSitemap() ? Sessions.SITEMAP_BYTES_MAX : bodyBytesMax);
        if (exchange == null) {
            throw FetchException.of(
                    new HttpException(FailureKind.NOT_ARCHIVED, "The archive has no capture of this URL."));
        }
        return exchange;
    }

    @Override
    public RobotsFetch robots(Output.FetchRobots fetch, @Nullable Url location) {
        Url url = location != null ? location : Objects.requireNonNull(Url.tryParse(fetch.origin() + "/robots.txt"));
        try {
            ArchivedExchange exchange = read(url, Sessions.ROBOTS_BYTES_MAX);
            byte[] text = exchange != null && exchange.head().isSuccess() && exchange.failure() == null
                    ? withoutDelay(exchange.rules())
                    : null;
            return new RobotsFetch.Answered(
                    text == null ? new RobotsAnswer.None(0) : new RobotsAnswer.Rules(text, 0), null);
        } catch (FetchException e) {
            return new RobotsFetch.Answered(new RobotsAnswer.None(0), null);
        }
    }

    /** An archive need not be spared. */
    private static byte[] withoutDelay(byte[] robots) {
        return new String(robots, StandardCharsets.ISO_8859_1)
                .replaceAll("(?im)^\\s*(crawl-delay|request-rate)\\s*:.*$", "")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /** In another thread, since it reads a file. */
    private @Nullable ArchivedExchange read(Url url, int bytesMax) throws FetchException {
        try {
            return Async.toThread(() -> readNow(url, bytesMax));
        } catch (IOException e) {
            throw new FetchException(FailureKind.PROTOCOL, Objects.requireNonNullElse(e.getMessage(), e.toString()), e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw FetchException.of(new IOException(e));
        }
    }

    private @Nullable ArchivedExchange readNow(Url url, int bytesMax) throws IOException {
        ArchivedAnswer answer = archive.find(url.withoutFragment().href());
        if (answer == null) {
            return null;
        }
        var head = new Head(answer.status(), answer.headers(), answer.at(), 0, null);
        var body = new ByteArrayOutputStream();
        String truncated = answer.truncated();
        FetchException failure = null;
        try (InputStream stored = answer.body();
                InputStream in = StoredBody.decode(stored, answer.headers(), Caps.DEFAULT.withBodyBytes(bytesMax))) {
            byte[] piece = new byte[PIECE_BYTES];
            for (int count; (count = in.read(piece)) >= 0; ) {
                int kept = Math.min(count, bytesMax - body.size());
                body.write(piece, 0, kept);
                if (kept < count) {
                    truncated = Truncation.LENGTH.token();
                    break;
                }
            }
        } catch (HttpException e) {
            if (e.kind() == FailureKind.BODY_TOO_LARGE) {
                truncated = Truncation.LENGTH.token();
            } else if (truncated == null) {
                truncated = Truncation.UNSPECIFIED.token();
                failure = body.size() > 0 || head.isRedirect() ? null : FetchException.of(e);
            }
        } catch (IOException e) { // the archive is cut or damaged
            truncated = Truncation.UNSPECIFIED.token();
            String message = "The capture cannot be read: " + e.getMessage() + ".";
            failure = body.size() > 0 ? null : new FetchException(FailureKind.PROTOCOL, message, e);
        }
        return new ArchivedExchange(url, head, body.toByteArray(), truncated, failure);
    }

    @Override
    public void close() {
        // The archive belongs to all fetchers.
    }

    private record ArchivedExchange(
            Url url,
            Head head,
            byte[] body,
            @Nullable String truncated,
            @Nullable FetchException failure) implements Exchange {
        /** Its lines; what was cut has lost the last one. */
        byte[] rules() {
            return truncated == null ? body : RobotsRules.wholeLines(body);
        }

        @Override
        public Answer readBody() {
            return new Answer(head, body, truncated, failure);
        }

        @Override
        public InputStream stream() {
            return new ByteArrayInputStream(body);
        }

        @Override
        public void close() {
            // Everything has been read.
        }
    }
}
