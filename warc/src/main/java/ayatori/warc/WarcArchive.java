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
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
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
     * @param place where in it
     * @param at when it was captured
     * @param original what a revisit refers to: the digest of the body, or else a URL and a time; null if it is no revisit
     * @param before of a revisit, the latest capture of its URL that has a body; null if it is no revisit, or there is none
     */
    private record Located(
            WarcFile file,
            WarcFile.Place place,
            Instant at,
            @Nullable String original,
            @Nullable Located before) {
        /** The latest of this capture and one of the same URL. */
        Located and(Located other) {
            Located later = other.at.isBefore(at) ? this : other;
            Located earlier = later == this ? other : this;
            if (later.original == null) {
                return later;
            }
            Located body = earlier.original == null ? earlier : earlier.before;
            boolean isLater = body != null && (later.before == null || !body.at.isBefore(later.before.at));
            return isLater ? new Located(later.file, later.place, later.at, later.original, body) : later;
        }
    }

    private final Canonicalizer canonicalizer;
    private final Map<String, Located> latest = new LinkedHashMap<>();

    /** Captures with a body, by its digest, and by URL and time. */
    private final Map<String, Located> originals = new HashMap<>();

    private WarcArchive(CanonicalForm form) {
        this.canonicalizer = new Canonicalizer(form);
    }

    /**
     * Reads files from their starts to their ends. What is damaged is left out, and told in the log.
     *
     * @throws IOException if there is no capture in any of them that can be read, with one sentence that says why
     */
    static WarcArchive open(List<Path> files, CanonicalForm form) throws IOException {
        var archive = new WarcArchive(form);
        List<String> problems = new ArrayList<>();
        for (Path path : files) {
            var file = new WarcFile(path);
            var damage = new Damage(path);
            try {
                file.forEach((record, place) -> archive.add(file, record, place), damage);
            } catch (IOException e) {
                damage.accept(String.valueOf(e.getMessage()));
            }
            problems.addAll(damage.sentences());
        }
        if (archive.latest.isEmpty()) {
            throw new IOException(
                    problems.isEmpty() ? "There is no answer of a web server in " + files + "." : problems.getFirst());
        }
        problems.forEach(LOG::warning);
        return archive;
    }

    private void add(WarcFile file, WarcRecord record, WarcFile.Place place) {
        if (!(record instanceof WarcTargetRecord target) || !isAnswer(target)) {
            return;
        }
        Url url = target.target() == null ? null : Url.tryParse(target.target());
        if (url == null || !url.isHttp()) {
            return;
        }
        String key = key(url);
        Instant at = WarcDate.of(record);
        String digest = record.headers()
                .first("WARC-Payload-Digest")
                .map(WarcArchive::digestKey)
                .orElse(null);
        String original = record instanceof WarcRevisit ? original(record, digest) : null;
        var located = new Located(file, place, at, original, null);
        if (original == null) {
            if (digest != null) {
                originals.putIfAbsent(digest, located);
            }
            originals.put(key + " " + at, located);
        }
        latest.merge(key, located, Located::and);
    }

    private static String digestKey(String text) {
        Digest digest = Digest.parse(text);
        return digest == null ? text : digest.key();
    }

    private static boolean isAnswer(WarcTargetRecord record) {
        return switch (record) {
            case WarcResponse response ->
                response.contentType().base().toString().equals("application/http");
            case WarcResource _, WarcRevisit _ -> true;
            default -> false;
        };
    }

    private String original(WarcRecord revisit, @Nullable String digest) {
        String url = revisit.headers().first("WARC-Refers-To-Target-URI").orElse(null);
        String date = revisit.headers().first("WARC-Refers-To-Date").orElse(null);
        Url parsed = url == null ? null : Url.tryParse(url);
        if (digest == null && parsed != null && date != null) {
            return key(parsed) + " " + WarcDate.parse(date);
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
        Located located = parsed == null ? null : latest.get(key(parsed));
        if (located == null) {
            return null;
        }
        if (located.original() == null) {
            return answer(located);
        }
        Located original = originals.get(located.original());
        if (original == null && located.before() == null) {
            throw new IOException("The capture of " + url + " refers to another one, which is not in the archive.");
        }
        ArchivedAnswer answer = answer(located);
        close(answer);
        // A server that says that nothing has changed leaves out most of the head.
        boolean isNotModified = answer.status() == 304;
        if (original == null) {
            // What the earlier capture holds is what the URL had then, or has still.
            ArchivedAnswer before = answer(Objects.requireNonNull(located.before()));
            return isNotModified ? at(answer.at(), before) : before;
        }
        ArchivedAnswer of = answer(original);
        return new ArchivedAnswer(
                isNotModified ? of.status() : answer.status(),
                isNotModified || answer.headers().isEmpty() ? of.headers() : answer.headers(),
                answer.at(),
                of.body(),
                of.truncated());
    }

    private static ArchivedAnswer at(Instant at, ArchivedAnswer answer) {
        return new ArchivedAnswer(answer.status(), answer.headers(), at, answer.body(), answer.truncated());
    }

    private static void close(ArchivedAnswer answer) throws IOException {
        answer.body().close();
    }

    private static ArchivedAnswer answer(Located located) throws IOException {
        return located.file().at(located.place(), WarcArchive::answer);
    }

    private static ArchivedAnswer answer(WarcRecord record, AutoCloseable source) throws IOException {
        String truncated = record.headers()
                .first("WARC-Truncated")
                .map(reason -> reason.toLowerCase(Locale.ROOT))
                .orElse(null);
        InputStream block = new FilterInputStream(record.body().stream()) {
            @Override
            public void close() throws IOException {
                try {
                    source.close();
                } catch (IOException | RuntimeException e) {
                    throw e;
                } catch (Exception e) {
                    throw new IOException(e);
                }
            }
        };
        Instant at = WarcDate.of(record);
        if (record instanceof WarcResource) {
            Headers headers = Headers.of("Content-Type", record.contentType().toString());
            return new ArchivedAnswer(200, headers, at, block, truncated);
        }
        boolean isEmpty = record instanceof WarcRevisit && record.body().size() == 0;
        HttpBlock http = isEmpty ? new HttpBlock(304, Headers.EMPTY, block, false) : HttpBlock.parse(block);
        return new ArchivedAnswer(http.status(), http.headers(), at, http.body(), truncated);
    }

    @Override
    public void close() {
        // Each answer has a reader of its own.
    }
}
