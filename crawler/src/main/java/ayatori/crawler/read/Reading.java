package ayatori.crawler.read;

import ayatori.crawler.PageError;
import ayatori.crawler.extract.DocumentText;
import ayatori.web.charset.Encoding;
import org.jspecify.annotations.Nullable;

/**
 * What an answer says. Each kind overrides what it has; a record and the frontier ask for no more than the methods here.
 */
public sealed interface Reading {
    /** The links for the frontier. */
    default FetchedLinks links() {
        return FoundLinks.none();
    }

    /** The links for the record. They are valid until the reader reads the next answer. */
    default PageLinks pageLinks() {
        return PageLinks.NONE;
    }

    /** The same, whose {@link #pageLinks} stay valid when the next answer is read. */
    default Reading kept() {
        return this;
    }

    /** What the body says about itself. */
    default Content content() {
        return Content.NONE;
    }

    /** Where the links of the page stand; null unless that is recorded. */
    default @Nullable PagePlaces places() {
        return null;
    }

    /** What relative links of the page refer to; null if that is its own URL. */
    default @Nullable String base() {
        return null;
    }

    /** The target of a redirect; null if it is none, or the target is not a URL. */
    default @Nullable String redirectTo() {
        return null;
    }

    /** Whether the page asks to be loaded again at once: with a cookie that it sets, it is a wall before what it really says. */
    default boolean reloads() {
        return false;
    }

    /** What is wrong with the answer; null if nothing is. */
    default @Nullable PageError error() {
        return null;
    }

    /** The body, for the page handler. */
    default byte[] body() {
        return new byte[0];
    }

    /**
     * An HTML page.
     *
     * @param body the body in UTF-8
     * @param content its title and the like
     * @param pageLinks all links in it that are followed
     * @param links those that the frontier does not know yet
     * @param base what its relative links refer to; null if that is its own URL
     * @param places where its links stand; null unless that is recorded
     * @param reloads whether it asks to be loaded again at once
     */
    record HtmlReading(
            byte[] body,
            Content content,
            PageLinks pageLinks,
            FetchedLinks links,
            @Nullable String base,
            @Nullable PagePlaces places,
            boolean reloads)
            implements Reading {
        @Override
        public Reading kept() {
            return new HtmlReading(body, content, pageLinks.copy(), links, base, places, reloads);
        }
    }

    /**
     * A body that is no page, with a {@code Refresh} header.
     *
     * @param body the body as it came
     * @param pageLinks the URL in the header
     * @param links the same, if the frontier does not know it yet
     * @param reloads whether the answer asks to be loaded again at once
     */
    record RefreshedReading(byte[] body, PageLinks pageLinks, FetchedLinks links, boolean reloads) implements Reading {
        @Override
        public Reading kept() {
            return new RefreshedReading(body, pageLinks.copy(), links, reloads);
        }
    }

    /**
     * Text that has no links.
     *
     * @param body the body as it came
     * @param encoding its encoding
     */
    record TextReading(byte[] body, Encoding encoding) implements Reading {
        @Override
        public Content content() {
            return new Content(encoding, null, null, null);
        }
    }

    /**
     * An RSS or Atom feed.
     *
     * @param body the body as it came
     * @param encoding its encoding
     * @param pageLinks the addresses of its entries
     * @param links those that the frontier does not know yet
     */
    record FeedReading(byte[] body, Encoding encoding, PageLinks pageLinks, FetchedLinks links) implements Reading {
        @Override
        public Content content() {
            return new Content(encoding, null, null, null);
        }

        @Override
        public Reading kept() {
            return new FeedReading(body, encoding, pageLinks.copy(), links);
        }
    }

    /**
     * A document that is no markup, such as a PDF, which an extractor has read.
     *
     * @param body the body as it came
     * @param text what it says
     * @param pageLinks what its links lead to
     * @param links those that the frontier does not know yet
     */
    record DocumentReading(byte[] body, DocumentText text, PageLinks pageLinks, FetchedLinks links) implements Reading {
        @Override
        public Content content() {
            return new Content(null, text.title(), null, null);
        }

        @Override
        public Reading kept() {
            return new DocumentReading(body, text, pageLinks.copy(), links);
        }
    }

    /**
     * Anything else, such as an image; an empty body too.
     *
     * @param body the body as it came
     */
    record OpaqueReading(byte[] body) implements Reading {}

    /**
     * A redirect.
     *
     * @param body the body as it came
     * @param redirectTo its target, without credentials and fragment; null if it is not a URL
     * @param links the target, for the frontier; empty if it is not followed
     * @param error why it is not followed; null if it is
     */
    record RedirectReading(
            byte[] body,
            @Nullable String redirectTo,
            FetchedLinks links,
            @Nullable PageError error) implements Reading {}

    /**
     * A sitemap, which was read as it came.
     *
     * @param links the sitemaps and pages that it lists
     * @param bytes its decoded length
     * @param digest of its decoded bytes
     * @param error why it was not read to its end; null if it was
     */
    record SitemapReading(
            ListedLinks links,
            long bytes,
            String digest,
            @Nullable PageError error) implements Reading {}

    /**
     * A page that the server says is as it was: what the crawl before recorded of it.
     *
     * @param content its title and the like
     * @param pageLinks its links
     * @param links those that the frontier does not know yet
     */
    record CarriedReading(Content content, PageLinks pageLinks, FetchedLinks links) implements Reading {
        @Override
        public Reading kept() {
            return new CarriedReading(content, pageLinks.copy(), links);
        }
    }

    /**
     * A request without an answer, or with one that cannot be used.
     *
     * @param error why
     */
    record FailedReading(PageError error) implements Reading {}
}
