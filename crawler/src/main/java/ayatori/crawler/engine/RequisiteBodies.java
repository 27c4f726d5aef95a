package ayatori.crawler.engine;

import ayatori.crawler.CrawlRequisites;
import ayatori.crawler.RequisiteRole;
import ayatori.crawler.fetch.Exchange;
import ayatori.crawler.fetch.FetchException;
import ayatori.crawler.fetch.Head;
import ayatori.crawler.read.DigestedBody;
import ayatori.crawler.record.PageRecord;
import ayatori.web.http.Truncation;
import ayatori.web.mime.MimeType;
import java.io.IOException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Tells which requisites may name others, and reads the bodies of those that do not, which are not kept. */
final class RequisiteBodies {
    private final long bytesMax;

    RequisiteBodies(@Nullable CrawlRequisites wanted) {
        bytesMax = wanted == null ? 0 : wanted.maxSize();
    }

    /** Whether a requisite may name others, so that its body is held and read. */
    boolean nameOthers(RequisiteRole role, Head head) {
        if (head.isRedirect()) {
            return true;
        }
        MimeType type = MimeType.ofContentType(head.contentType());
        return switch (role) {
            case STYLE, MANIFEST -> true;
            case FRAME, OTHER -> type == null || type.isHtml() || type.isXml();
            case IMAGE, SCRIPT, FONT, MEDIA, ICON -> false;
        };
    }

    /**
     * Reads a body.
     *
     * @param nanos the time since the request began
     */
    PageRecord.Response read(Exchange exchange, LongSupplier nanos) throws FetchException {
        DigestedBody body;
        try {
            body = DigestedBody.of(exchange.stream(), bytesMax);
        } catch (IOException e) {
            throw FetchException.of(e);
        }
        String truncated = body.isCut() ? Truncation.LENGTH.token() : null;
        return PageRecord.Response.of(exchange.head(), body.bytes(), truncated, body.digest(), nanos.getAsLong());
    }
}
