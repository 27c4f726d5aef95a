package ayatori.archive;

import ayatori.archive.index.Capture;
import ayatori.archive.index.CaptureIndex;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.netpreserve.jwarc.HttpResponse;
import org.netpreserve.jwarc.WarcReader;
import org.netpreserve.jwarc.WarcRecord;
import org.netpreserve.jwarc.WarcResource;
import org.netpreserve.jwarc.WarcResponse;
import org.netpreserve.jwarc.WarcRevisit;

/**
 * A web archive that is read: the archive of a crawl folder, a WACZ file, or a WARC file of any tool.
 *
 * {@snippet :
 * try (Archive archive = Archive.open(Path.of("site.wacz"), true)) {
 *     Capture capture = archive.index().closest("https://example.org/", Instant.now(), "GET");
 *     try (ArchivedAnswer answer = archive.read(capture)) {
 *         System.out.println(answer.status() + " " + answer.header("Content-Type").orElse("?"));
 *     }
 * }
 * }
 *
 * <p>When it is opened, its captures are sorted into a temporary file. Neither captures nor pages are in memory. Many threads may
 * read at once.
 */
public final class Archive implements Closeable {
    /** Revisits that refer to one another are followed so often. */
    private static final int REVISITS_MAX = 100;

    private final String name;
    private final WarcFiles files;
    private final CaptureIndex index;
    private final List<PageFile> pages;
    private final List<String> warnings;
    private final long captureCount;
    private final EarlierArchives earlier;
    private final Closeable temporary;

    Archive(
            String name,
            WarcFiles files,
            CaptureIndex index,
            List<PageFile> pages,
            List<String> warnings,
            long captureCount,
            EarlierArchives earlier,
            Closeable temporary) {
        this.name = name;
        this.files = files;
        this.index = index;
        this.pages = List.copyOf(pages);
        this.warnings = List.copyOf(warnings);
        this.captureCount = captureCount;
        this.earlier = earlier;
        this.temporary = temporary;
    }

    /** Opens a file of lines of pages. */
    @FunctionalInterface
    interface PageFile {
        InputStream open() throws IOException;
    }

    /**
     * Opens an archive.
     *
     * @param path a crawl folder, a folder of WARC files, a WACZ file or a WARC file
     * @param verifies whether the digests of a WACZ file are compared, for which all of it is read
     * @throws ArchiveException if it cannot be used
     */
    public static Archive open(Path path, boolean verifies) throws ArchiveException {
        return Opening.open(path, verifies);
    }

    /** {@return its name: that of its file or folder, or its title} */
    public String name() {
        return name;
    }

    /** {@return what it holds, by URL and time} */
    public CaptureIndex index() {
        return index;
    }

    /** {@return how many captures it holds} */
    public long captureCount() {
        return captureCount;
    }

    /** {@return sentences about what is wrong with it} */
    public List<String> warnings() {
        return warnings;
    }

    /** {@return the pages that it lists; reads as it goes and throws {@link UncheckedIOException}} */
    public Stream<ArchivedPage> pages() {
        return pages.stream().flatMap(Archive::pages);
    }

    private static Stream<ArchivedPage> pages(PageFile file) {
        try {
            var reader = new BufferedReader(new InputStreamReader(file.open(), StandardCharsets.UTF_8));
            return reader.lines()
                    .map(ArchivedPage::parse)
                    .filter(Objects::nonNull)
                    .map(Objects::requireNonNull)
                    .onClose(() -> close(reader));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void close(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Opens the response of a capture. The payload of a revisit is that of the record it refers to, which may be in the archive
     * of the crawl before.
     *
     * @throws IOException if it cannot be read, or the archive does not hold what it refers to
     */
    public ArchivedAnswer read(Capture capture) throws IOException {
        return read(capture, 0);
    }

    private ArchivedAnswer read(Capture capture, int steps) throws IOException {
        WarcReader reader = files.open(capture.file(), capture.offset());
        try {
            reader.setLenient(true);
            WarcRecord record = reader.next().orElseThrow(() -> new IOException("there is no record"));
            return switch (record) {
                case WarcResponse response ->
                    answer(
                            response.http(),
                            response.headers().first("WARC-Truncated").isPresent(),
                            reader);
                case WarcResource resource ->
                    new ArchivedAnswer(
                            200,
                            Map.of(
                                    "Content-Type",
                                    List.of(resource.contentType().toString())),
                            resource.body().stream(),
                            resource.body().size(),
                            reader);
                case WarcRevisit revisit -> {
                    try (reader) {
                        yield revisited(capture, revisit, steps);
                    }
                }
                default -> throw new IOException("the record is of the type " + record.type());
            };
        } catch (IOException e) {
            reader.close();
            throw e;
        } catch (IllegalArgumentException e) {
            reader.close();
            throw new IOException("the record is damaged", e);
        }
    }

    private static ArchivedAnswer answer(HttpResponse http, boolean isTruncated, Closeable source) throws IOException {
        long length = isTruncated ? -1 : length(http);
        return new ArchivedAnswer(http.status(), http.headers().map(), DecodedBody.of(http), length, source);
    }

    /** The length of a body that is as its server sent it; -1 of one that is encoded or does not tell. */
    private static long length(HttpResponse http) {
        boolean isEncoded = http.headers().first("Content-Encoding").isPresent()
                || http.headers().first("Transfer-Encoding").isPresent();
        String length = http.headers().first("Content-Length").orElse("").strip();
        return isEncoded || !length.matches("[0-9]{1,18}") ? -1 : Long.parseLong(length);
    }

    /** The head is that of the revisit, if it has one. */
    private ArchivedAnswer revisited(Capture capture, WarcRevisit revisit, int steps) throws IOException {
        ArchivedAnswer answer = steps == REVISITS_MAX ? null : referred(capture, revisit, steps + 1);
        if (answer == null) {
            throw new IOException("the archive does not hold the earlier record that it refers to");
        }
        try {
            HttpResponse http = revisit.http();
            if (http.status() == 304) {
                return answer; // the server said that nothing had changed
            }
            return new ArchivedAnswer(
                    http.status(), http.headers().map(), answer.body(), answer.length(), answer.source());
        } catch (IOException | IllegalArgumentException e) {
            return answer;
        }
    }

    /** What a revisit refers to, here or in an earlier archive; null if it is nowhere. */
    private @Nullable ArchivedAnswer referred(Capture capture, WarcRevisit revisit, int steps) throws IOException {
        Capture original = original(capture, revisit);
        if (original != null) {
            return read(original, steps);
        }
        for (Archive archive : earlier.open()) {
            Capture before = archive.original(capture, revisit);
            if (before != null) {
                return archive.read(before, steps);
            }
        }
        return null;
    }

    /** A server may say of one URL several times that nothing has changed; then one revisit refers to another. */
    private @Nullable Capture original(Capture capture, WarcRevisit revisit) throws IOException {
        String url = revisit.refersToTargetURI().map(Object::toString).orElse(capture.url());
        String wanted = revisit.refersToDate().map(Capture::timestampOf).orElse("");
        List<Capture> candidates = new ArrayList<>();
        try (Stream<Capture> captures = index.of(url)) {
            captures.filter(other -> !other.equals(capture)).forEach(candidates::add);
        }
        return candidates.stream()
                .filter(other -> other.url().equals(url) && other.timestamp().startsWith(wanted) && !wanted.isEmpty())
                .min(Comparator.comparing(Capture::isRevisit))
                .or(() -> candidates.stream()
                        .filter(other -> !other.isRevisit()
                                && other.digest() != null
                                && Objects.equals(other.digest(), capture.digest()))
                        .findFirst())
                .orElse(null);
    }

    /** Closes the archive and deletes its temporary files. */
    @Override
    public void close() throws IOException {
        try (temporary;
                files;
                earlier) {
            index.close();
        }
    }
}
