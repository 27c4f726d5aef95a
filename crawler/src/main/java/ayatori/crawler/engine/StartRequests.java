package ayatori.crawler.engine;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.Request;
import ayatori.crawler.folder.FolderException;
import ayatori.crawler.read.Fingerprint;
import ayatori.crawler.read.RequestedLinks;
import ayatori.web.url.Url;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The requests with which a crawl starts, beside its seeds. */
final class StartRequests {
    private StartRequests() {}

    /** Addresses that were checked before, without their fragments. */
    static List<Url> urls(List<String> addresses) {
        return addresses.stream()
                .map(address -> Objects.requireNonNull(Url.tryParse(address)).withoutFragment())
                .toList();
    }

    /**
     * The requests as links. A crawl that goes on has them in its state, and nowhere else; a recrawl has none.
     *
     * @throws FolderException if a crawl is to go on that ended before its state held them
     */
    static RequestedLinks of(CrawlOptions options, Storage storage, CrawlState state, boolean isRecrawl)
            throws FolderException {
        if (isRecrawl || options.requests().isEmpty() || (storage.isUsed() && !state.isNew())) {
            return RequestedLinks.NONE;
        }
        if (storage.isUsed()) {
            throw new FolderException(
                    "The crawl began with requests, whose headers and bodies are not in its folder, and"
                            + " ended before they were kept: begin a new crawl.");
        }
        List<RequestedLinks.Requested> requests = new ArrayList<>();
        for (Request request : options.requests()) {
            Url url = Objects.requireNonNull(Url.tryParse(request.url())).withoutFragment();
            requests.add(AnsweredPage.requested(url, request));
        }
        return RequestedLinks.of(requests, 0, new Fingerprint(options.extent().canonicalForm()));
    }
}
