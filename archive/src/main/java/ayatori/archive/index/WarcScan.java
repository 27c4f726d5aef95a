package ayatori.archive.index;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.netpreserve.jwarc.HttpResponse;
import org.netpreserve.jwarc.MediaType;
import org.netpreserve.jwarc.URIs;
import org.netpreserve.jwarc.WarcDigest;
import org.netpreserve.jwarc.WarcReader;
import org.netpreserve.jwarc.WarcRecord;
import org.netpreserve.jwarc.WarcRequest;
import org.netpreserve.jwarc.WarcResource;
import org.netpreserve.jwarc.WarcResponse;
import org.netpreserve.jwarc.WarcRevisit;
import org.netpreserve.jwarc.WarcTargetRecord;

/**
 * Reads a WARC file from its beginning and finds its captures: responses, revisits and resources of http and https URLs.
 *
 * <p>A file that is cut short or damaged ends where its last whole record ends.
 */
public final class WarcScan {
    private static final String GET = "GET";

    private final String file;
    private final Captures captures;

    /** The last capture, until the record behind it is known: that may be its request. */
    private @Nullable Capture pending;

    private boolean pendingHasRequest;
    private boolean hasRequest;
    private String requestedUrl = "";
    private String requestMethod = GET;

    private WarcScan(String file, Captures captures) {
        this.file = file;
        this.captures = captures;
    }

    /** Takes what is found. */
    @FunctionalInterface
    public interface Captures {
        /** Takes a capture whose record is whole. */
        void accept(Capture capture) throws IOException;

        /**
         * Looks into a response as it is read. The length of the capture is not known yet, and its record may turn out to be cut
         * short.
         */
        default void look(Capture capture, HttpResponse response) throws IOException {}
    }

    /**
     * What a file was like.
     *
     * @param whole how many of its bytes are whole records
     * @param damage a sentence on what is wrong behind them; null if nothing is
     */
    public record Result(long whole, @Nullable String damage) {}

    /**
     * Reads a file.
     *
     * @param file its name
     * @param in its bytes, compressed or not; it is closed
     * @throws IOException if a capture cannot be taken
     */
    public static Result read(String file, InputStream in, Captures captures) throws IOException {
        try {
            return new WarcScan(file, captures).read(in);
        } catch (UncheckedIOException e) {
            throw new IOException(e.getCause());
        }
    }

    private Result read(InputStream in) {
        long whole = 0;
        try (WarcReader reader = new WarcReader(in)) {
            reader.setLenient(true);
            WarcRecord record = reader.next().orElse(null);
            while (record != null) {
                long start = reader.position();
                Capture capture = capture(record, start);
                IOException failure = null;
                try {
                    record = reader.next().orElse(null);
                } catch (IOException e) {
                    failure = e; // of this record if the position is where it was, or else of the one behind
                }
                if (failure == null || reader.position() > start) {
                    whole = reader.position();
                    found(capture, whole);
                }
                if (failure != null) {
                    throw failure;
                }
            }
            flush();
            return new Result(whole, null);
        } catch (EOFException e) {
            flush();
            return new Result(whole, file + " is cut short: it is used up to its byte " + whole + ".");
        } catch (IOException | IllegalArgumentException e) {
            flush();
            return new Result(whole, file + " is damaged: it is used up to its byte " + whole + ".");
        }
    }

    private void found(@Nullable Capture capture, long end) {
        if (capture != null) {
            flush();
            pending = capture.withLength(end - capture.offset());
            pendingHasRequest = hasRequest;
        }
    }

    /** The capture of a record, without its length; null if the record is not a capture. */
    private @Nullable Capture capture(WarcRecord record, long offset) throws IOException {
        if (!(record instanceof WarcTargetRecord targeted) || !URIs.hasHttpOrHttpsScheme(targeted.target())) {
            return null;
        }
        return switch (targeted) {
            case WarcRequest request -> {
                requested(request);
                yield null;
            }
            case WarcResponse response -> response(response, offset);
            case WarcRevisit revisit -> capture(revisit, Capture.REVISIT, status(revisit), offset);
            case WarcResource resource -> capture(resource, mime(resource.contentType()), 200, offset);
            default -> null;
        };
    }

    private Capture response(WarcResponse record, long offset) throws IOException {
        HttpResponse http;
        try {
            http = record.http();
        } catch (IOException | IllegalArgumentException e) {
            return capture(record, "unk", 0, offset); // its head cannot be parsed
        }
        Capture capture = capture(record, mime(http), http.status(), offset);
        try {
            captures.look(capture, http);
        } catch (IllegalArgumentException e) {
            return capture; // a body that cannot be read is looked at by nobody
        }
        return capture;
    }

    private static int status(WarcRevisit record) throws IOException {
        try {
            return record.http().status();
        } catch (IOException | IllegalArgumentException e) {
            return 0; // it has no head
        }
    }

    private Capture capture(WarcTargetRecord record, String mime, int status, long offset) {
        String url = record.target();
        hasRequest = url.equals(requestedUrl);
        String method = hasRequest ? requestMethod : GET;
        requestedUrl = "";
        return new Capture(
                Capture.keyOf(url),
                Capture.timestampOf(record.date()),
                url,
                mime,
                status,
                record.payloadDigest().map(WarcDigest::raw).orElse(null),
                method,
                file,
                offset,
                0);
    }

    /** A request is the neighbour of its response. Tools differ in which of the two is first. */
    private void requested(WarcRequest request) throws IOException {
        String method;
        try {
            method = request.http().method();
        } catch (IOException | IllegalArgumentException e) {
            return; // its head cannot be parsed
        }
        Capture before = pending;
        if (before != null && !pendingHasRequest && before.url().equals(request.target())) {
            pending = before.withMethod(method);
            pendingHasRequest = true;
        } else {
            requestedUrl = request.target();
            requestMethod = method;
        }
    }

    private static String mime(HttpResponse response) {
        String type = response.headers().first("Content-Type").orElse("");
        int end = type.indexOf(';');
        String mime = (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        return mime.matches("[!-~]+/[!-~]+") ? mime : "unk";
    }

    private static String mime(MediaType type) {
        return type.base().toString().toLowerCase(Locale.ROOT);
    }

    private void flush() {
        Capture last = pending;
        pending = null;
        if (last != null) {
            try {
                captures.accept(last);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
