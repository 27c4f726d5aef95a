package ayatori.crawler;

import java.util.Set;

/**
 * Which requisites of pages are requested: what a page needs to be seen again, such as images, style sheets and fonts. {@link
 * CrawlExtentBuilder} sets it.
 *
 * @param maxSize the most bytes that are read of one decoded body; a longer one is cut and its record marked truncated
 * @param left the roles of those that are left out
 */
public record CrawlRequisites(long maxSize, Set<RequisiteRole> left) {
    /** {@link #maxSize()} unless another is set: 50 MB. */
    public static final long MAX_SIZE = 50_000_000;

    /** Checks the size, and copies the roles. */
    public CrawlRequisites {
        Check.atLeast(1, maxSize, "maxRequisiteSize");
        left = Set.copyOf(left);
    }
}
