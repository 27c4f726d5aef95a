package ayatori.warc;

import ayatori.crawler.archive.ArchiveReader;
import ayatori.crawler.archive.ArchivedAnswer;
import ayatori.web.http.Headers;
import ayatori.web.url.CanonicalForm;
import ayatori.web.url.Canonicalizer;
import ayatori.web.url.Url;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.netpreserve.jwarc.WarcReader;
import org.netpreserve.jwarc.WarcRecord;
import org.netpreserve.jwarc.WarcResource;
import org.netpreserve.jwarc.WarcResponse;
import org.netpreserve.jwarc.WarcRevisit;
import org.netpreserve.jwarc.WarcTargetRecord;

/** WARC files as a place to look answers up: an index in memory of where each URL's latest capture lies. */
final class WarcArchive implements ArchiveReader {
    private static final Logger LOG = Logger.getLogger("ayatori.warc");

    /**
     * Where a capture lies.
     *
     * @param file in which file
     * @param offset where in it
     * @param at when it was captured
     * @param original what a revisit refers to: the digest of the body, or else a URL and a time; null if it is no revisit
     */
    private record Place(
            WarcFile file,
            long offset,
            Instant at,
            @Nullable String original) {}

    private final Canonicalizer canonicalizer;
    private final Map<String, Place> latest = new LinkedHashMap<>();

    /** Captures with a body, by its digest, and by URL and time. */
    private final Map<String, Place> originals = new HashMap<>();

    private WarcArchive(CanonicalForm form) {
        this.canonicalizer = new Canonicalizer(form);
    }

    /**
     * Reads files from their starts to their ends.
     *
     * @throws IOException if there is no capture in any of them that can be read, with one sentence that says why
     */
    static WarcArchive open(List<Path> files, CanonicalForm form) throws IOException {
        var archive = new WarcArchive(form);
        IOException failure = null;
        for (Path path : files) {
            var file = new WarcFile(path);
            try {
                file.forEach((record, offset) -> archive.add(file, record, offset));
            } catch (IOException e) {
                if (failure != null) {
                    e.addSuppressed(failure);
                }
                failure = e;
            }
        }
        if (archive.latest.isEmpty()) {
            throw failure == null ? new IOException("There is no answer of a web server in " + files + ".") : failure;
        }
        if (failure != null) { // what was whole is used
            LOG.log(Level.WARNING, "{0} What is whole is read.", failure.getMessage());
        }
        return archive;
    }

    private void add(WarcFile file, WarcRecord record, long offset) {
        if (!(record instanceof WarcTargetRecord target) || !isAnswer(target)) {
            return;
        }
        Url url = target.target() == null ? null : Url.tryParse(target.target());
        if (url == null || !url.isHttp()) {
            return;
        }
        String key = key(url);
        Instant at = date(record);
        String digest = record.headers().first("WARC-Payload-Digest").orElse(null);
        String original = record instanceof WarcRevisit ? original(record, digest) : null;
        var place = new Place(file, offset, at, original);
        if (original == null) {
            if (digest != null) {
                originals.putIfAbsent(digest, place);
            }
            originals.put(key + " " + at, place);
        }
        latest.merge(key, place, (before, now) -> now.at().isBefore(before.at()) ? before : now);
    }

    private static boolean isAnswer(WarcTargetRecord record) {
        return switch (record) {
            case WarcResponse response ->
                response.contentType().base().toString().equals("application/http");
            case WarcResource _, WarcRevisit _ -> true;
            default -> false;
        };
    }

    /** Times of WARC 1.0 and 1.1; the start of all times if there is none that can be read. */
    private static Instant date(WarcRecord record) {
        try {
            return record.date();
        } catch (DateTimeException | NoSuchElementException e) {
            return Instant.EPOCH;
        }
    }

    private String original(WarcRecord revisit, @Nullable String digest) {
        String url = revisit.headers().first("WARC-Refers-To-Target-URI").orElse(null);
        String date = revisit.headers().first("WARC-Refers-To-Date").orElse(null);
        Url parsed = url == null ? null : Url.tryParse(url);
        if (digest == null && parsed != null && date != null) {
            return key(parsed) + " " + date;
        }
        return digest == null ? "" : digest;
    }

    private synchronized String key(Url url) {
        return canonicalizer.canonicalize(url.withoutFragment()).href();
    }

    @Override
    public List<String> urls() {
        return List.copyOf(latest.keySet());
    }

    @Override
    public @Nullable ArchivedAnswer find(String url) throws IOException {
        Url parsed = Url.tryParse(url);
        Place place = parsed == null ? null : latest.get(key(parsed));
        if (place == null) {
            return null;
        }
        ArchivedAnswer answer = place.file().at(place.offset(), WarcArchive::answer);
        if (place.original() == null) {
            return answer;
        }
        Place original = originals.get(place.original());
        if (original == null) {
            throw new IOException("The capture of " + url + " refers to another one, which is not in the archive.");
        }
        answer.body().close();
        ArchivedAnswer of = original.file().at(original.offset(), WarcArchive::answer);
        // A server that says that nothing has changed leaves out most of the head.
        boolean isNotModified = answer.status() == 304;
        return new ArchivedAnswer(
                isNotModified ? of.status() : answer.status(),
                isNotModified || answer.headers().isEmpty() ? of.headers() : answer.headers(),
                answer.at(),
                of.body(),
                of.truncated());
    }

    private static ArchivedAnswer answer(WarcRecord record, WarcReader reader) throws IOException {
        String truncated = record.headers()
                .first("WARC-Truncated")
                .map(reason -> reason.toLowerCase(Locale.ROOT))
                .orElse(null);
        InputStream block = new FilterInputStream(record.body().stream()) {
            @Override
            public void close() throws IOException {
                reader.close();
            }
        };
        if (record instanceof WarcResource) {
            Headers headers = Headers.of("Content-Type", record.contentType().toString());
            return new ArchivedAnswer(200, headers, date(record), block, truncated);
        }
        boolean isEmpty = record instanceof WarcRevisit && record.body().size() == 0;
        HttpBlock http = isEmpty ? new HttpBlock(304, Headers.EMPTY, block) : HttpBlock.parse(block);
        return new ArchivedAnswer(http.status(), http.headers(), date(record), http.body(), truncated);
    }

    @Override
    public void close() {
        // Each answer has a reader of its own.
    }
}
