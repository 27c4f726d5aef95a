package ayatori.crawler.engine;

import ayatori.crawler.CrawlRequisites;
import ayatori.crawler.RequisiteRole;
import ayatori.crawler.fetch.Exchange;
import ayatori.crawler.fetch.FetchException;
import ayatori.crawler.fetch.Head;
import ayatori.crawler.read.DigestedBody;
import ayatori.crawler.record.PageRecord;
import ayatori.web.http.HttpException;
import ayatori.web.http.ResponseBody;
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
     * A body that was read.
     *
     * @param response what the record says of it
     * @param failure why it cannot stand for the body; null if it can
     */
    record Read(PageRecord.Response response, @Nullable FetchException failure) {}

    /**
     * Reads a body, as far as it comes.
     *
     * @param nanos the time since the request began
     */
    Read read(Exchange exchange, LongSupplier nanos) throws FetchException {
        DigestedBody body;
        try {
            body = DigestedBody.of(exchange.stream(), bytesMax);
        } catch (IOException e) {
            throw FetchException.of(e);
        }
        HttpException broken = body.failure();
        Truncation truncation = body.isCut() ? Truncation.LENGTH : broken == null ? null : Truncation.of(broken);
        return new Read(
                PageRecord.Response.of(
                        exchange.head(),
                        body.bytes(),
                        truncation == null ? null : truncation.token(),
                        broken == null ? body.digest() : null,
                        nanos.getAsLong()),
                broken == null || ResponseBody.isUsable(body.bytes(), broken) ? null : FetchException.of(broken));
    }
}
