package ayatori.crawler;

import ayatori.web.url.CanonicalForm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Builds {@link CrawlExtent}: how far a crawl goes. Each method sets the component of its name; the fields are the defaults. */
public final class CrawlExtentBuilder {
    private ScopeKind scope = ScopeKind.HOST;
    private final List<String> include = new ArrayList<>();
    private final List<String> exclude = new ArrayList<>();
    private boolean sitemaps = false;
    private boolean followLinks = true;
    private CanonicalForm canonicalForm = CanonicalForm.STANDARD;
    private int depth = Integer.MAX_VALUE;
    private int maxRedirects = 10;
    private long maxPages = Long.MAX_VALUE;
    private long maxPagesPerHost = Long.MAX_VALUE;
    private long maxBytes = Long.MAX_VALUE;
    private long maxBody = 10_000_000;
    private final List<String> acceptTypes = new ArrayList<>();
    private @Nullable Duration maxTime = null;
    private boolean requisites = false;
    private long maxRequisiteSize = CrawlRequisites.MAX_SIZE;
    private final Set<RequisiteRole> requisitesLeft = EnumSet.noneOf(RequisiteRole.class);

    CrawlExtentBuilder() {}

    /** Sets {@link CrawlExtent#scope()}: how far from the seeds. */
    public CrawlExtentBuilder scope(ScopeKind scope) {
        this.scope = Objects.requireNonNull(scope);
        return this;
    }

    /** Adds a regular expression (RE2) to {@link CrawlExtent#include()}. */
    public CrawlExtentBuilder include(String regex) {
        include.add(Objects.requireNonNull(regex));
        return this;
    }

    /** Adds a regular expression (RE2) to {@link CrawlExtent#exclude()}. */
    public CrawlExtentBuilder exclude(String regex) {
        exclude.add(Objects.requireNonNull(regex));
        return this;
    }

    /** Sets {@link CrawlExtent#sitemaps()}: whether the sitemaps of the seeds' hosts are read. */
    public CrawlExtentBuilder sitemaps(boolean sitemaps) {
        this.sitemaps = sitemaps;
        return this;
    }

    /** Sets {@link CrawlExtent#followLinks()}: whether the links of pages are followed. */
    public CrawlExtentBuilder followLinks(boolean followLinks) {
        this.followLinks = followLinks;
        return this;
    }

    /** Sets {@link CrawlExtent#canonicalForm()}: when two URLs are the same page. */
    public CrawlExtentBuilder canonicalForm(CanonicalForm canonicalForm) {
        this.canonicalForm = Objects.requireNonNull(canonicalForm);
        return this;
    }

    /** Sets {@link CrawlExtent#depth()}: the most links between a seed and a page. */
    public CrawlExtentBuilder depth(int depth) {
        this.depth = depth;
        return this;
    }

    /** Sets {@link CrawlExtent#maxRedirects()}: the most redirects in a row that are followed. */
    public CrawlExtentBuilder maxRedirects(int maxRedirects) {
        this.maxRedirects = maxRedirects;
        return this;
    }

    /** Sets {@link CrawlExtent#maxPages()}: the most URLs that are answered, over all hosts. */
    public CrawlExtentBuilder maxPages(long maxPages) {
        this.maxPages = maxPages;
        return this;
    }

    /** Sets {@link CrawlExtent#maxPagesPerHost()}: the most URLs of one host that are answered. */
    public CrawlExtentBuilder maxPagesPerHost(long maxPagesPerHost) {
        this.maxPagesPerHost = maxPagesPerHost;
        return this;
    }

    /** Sets {@link CrawlExtent#maxBytes()}: the most bytes of decoded bodies, over all hosts. */
    public CrawlExtentBuilder maxBytes(long maxBytes) {
        this.maxBytes = maxBytes;
        return this;
    }

    /** Sets {@link CrawlExtent#maxBody()}: the most bytes that are read of one decoded body. */
    public CrawlExtentBuilder maxBody(long maxBody) {
        this.maxBody = maxBody;
        return this;
    }

    /** Adds a media type, such as {@code text/html} or {@code image/*}, to {@link CrawlExtent#acceptTypes()}. */
    public CrawlExtentBuilder acceptType(String type) {
        acceptTypes.add(Objects.requireNonNull(type));
        return this;
    }

    /** Sets {@link CrawlExtent#maxTime()}: how long the crawl may take. */
    public CrawlExtentBuilder maxTime(Duration maxTime) {
        this.maxTime = Objects.requireNonNull(maxTime);
        return this;
    }

    /** Sets whether the requisites of pages are requested: all that a page needs to be seen again. */
    public CrawlExtentBuilder requisites(boolean requisites) {
        this.requisites = requisites;
        return this;
    }

    /** Sets {@link CrawlRequisites#maxSize()}: the most bytes that are read of one requisite's decoded body. */
    public CrawlExtentBuilder maxRequisiteSize(long maxSize) {
        this.maxRequisiteSize = maxSize;
        return this;
    }

    /** Adds a role to {@link CrawlRequisites#left()}: requisites of that role are left out. */
    public CrawlExtentBuilder skipRequisites(RequisiteRole role) {
        requisitesLeft.add(role);
        return this;
    }

    CrawlExtent build() {
        return new CrawlExtent(
                scope,
                include,
                exclude,
                sitemaps,
                followLinks,
                canonicalForm,
                depth,
                maxRedirects,
                maxPages,
                maxPagesPerHost,
                maxBytes,
                maxBody,
                acceptTypes,
                maxTime,
                requisites ? new CrawlRequisites(maxRequisiteSize, requisitesLeft) : null);
    }
}
