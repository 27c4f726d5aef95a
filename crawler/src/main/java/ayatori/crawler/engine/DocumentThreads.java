package ayatori.crawler.engine;

import ayatori.async.Async;
import ayatori.async.EventLoop;
import ayatori.async.Semaphore;
import ayatori.crawler.extract.DocumentText;
import ayatori.crawler.extract.TextExtractor;
import ayatori.crawler.fetch.Answer;
import ayatori.web.mime.MimeSniffer;
import ayatori.web.mime.MimeType;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads documents, such as PDFs, in threads, one at a time for each loop. A document that takes too long is given up: its thread ends
 * when the extractor looks at the time, and if it never does, it is left behind. After a few of those no more documents are read.
 */
final class DocumentThreads {
    private static final long NANOS_MAX = 10_000_000_000L;
    private static final int GRACE_SECONDS = 20;
    private static final int LEFT_BEHIND_MAX = 3;

    private final EventLoop loop;
    private final List<TextExtractor> extractors = TextExtractor.all();
    private final Semaphore turn = new Semaphore(1);
    private int leftBehind;

    DocumentThreads(EventLoop loop) {
        this.loop = loop;
    }

    /** What the document of an answer says; null if it is no document with success. Waits. */
    @Nullable DocumentText read(Answer answer) throws Exception {
        TextExtractor extractor = answer.head().isSuccess() ? extractor(answer) : null;
        if (extractor == null) {
            return null;
        }
        try (var _ = turn.acquire()) {
            if (leftBehind >= LEFT_BEHIND_MAX) {
                return DocumentText.unread("The document was not read, since too many before it took too long.");
            }
            Optional<DocumentText> text = Async.promise(start(extractor, answer.body())
                            .completeOnTimeout(Optional.empty(), GRACE_SECONDS, TimeUnit.SECONDS))
                    .await();
            if (text.isEmpty()) {
                leftBehind++;
            }
            return text.orElseGet(() -> DocumentText.unread("The document was not read: it took too long."));
        }
    }

    private CompletableFuture<Optional<DocumentText>> start(TextExtractor extractor, byte[] body) {
        long end = loop.nanoTime() + NANOS_MAX;
        var read = new CompletableFuture<Optional<DocumentText>>();
        Thread.ofPlatform().daemon().name("ayatori-document").start(() -> {
            try {
                read.complete(Optional.of(extractor.read(body, () -> loop.nanoTime() - end > 0)));
            } catch (Throwable e) {
                read.complete(Optional.of(DocumentText.unread("The document could not be read: " + e + ".")));
            }
        });
        return read;
    }

    private @Nullable TextExtractor extractor(Answer answer) {
        MimeType named = MimeType.ofContentType(answer.head().contentType());
        byte[] body = answer.body();
        MimeType type = named == null ? MimeSniffer.sniff(body, 0, body.length) : named;
        for (TextExtractor extractor : extractors) {
            if (extractor.reads(type.essence())) {
                return extractor;
            }
        }
        return null;
    }
}
