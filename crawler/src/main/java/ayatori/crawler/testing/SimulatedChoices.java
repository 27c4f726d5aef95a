package ayatori.crawler.testing;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.Delay;
import ayatori.crawler.FailurePolicy;
import ayatori.crawler.LinkDetail;
import ayatori.crawler.ScopeKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What the seed of a {@link SimulatedCrawl} decides about it.
 *
 * @param delay the least time between two requests to a host
 * @param perHost requests to a host under way at once
 * @param concurrency requests under way at once
 * @param sitemaps whether sitemaps are read
 * @param depth the most links between a seed and a page; {@code Integer.MAX_VALUE} for no limit
 * @param pagesMax the limit of the first process, which later ones raise; {@code Long.MAX_VALUE} for none
 * @param pagesPerHostMax answered pages of a host at most; {@code Long.MAX_VALUE} for no limit
 * @param hasHandler whether pages are handled
 * @param isScored whether URLs are scored, by every second process
 * @param onFailure what happens when the handler fails
 * @param hostsInMemory how many hosts the frontier keeps in memory
 * @param crashes how often the process dies
 * @param failures in how many processes the disk fails now and then
 */
record SimulatedChoices(
        Duration delay,
        int perHost,
        int concurrency,
        boolean sitemaps,
        int depth,
        long pagesMax,
        long pagesPerHostMax,
        boolean hasHandler,
        boolean isScored,
        FailurePolicy onFailure,
        int hostsInMemory,
        int crashes,
        int failures) {
    static final int NO_DEPTH = Integer.MAX_VALUE;
    static final long NO_LIMIT = Long.MAX_VALUE;

    /** So few that many files are begun. */
    private static final int ARCHIVE_FILE_BYTES = 1_000;

    static SimulatedChoices of(SplittableRandom random) {
        int depth = random.nextInt(5) == 0 ? random.nextInt(6) : NO_DEPTH;
        long pagesMax = random.nextInt(5) == 0 ? random.nextLong(1, 60) : NO_LIMIT;
        return new SimulatedChoices(
                random.nextBoolean() ? Duration.ZERO : Duration.ofMillis(random.nextInt(1, 2_000)),
                random.nextInt(1, 5),
                random.nextInt(1, 17),
                depth == NO_DEPTH && pagesMax == NO_LIMIT && random.nextBoolean(),
                depth,
                pagesMax,
                random.nextInt(8) == 0 ? random.nextLong(1, 30) : NO_LIMIT,
                random.nextInt(5) == 0,
                random.nextInt(5) == 0,
                random.nextBoolean() ? FailurePolicy.CONTINUE : FailurePolicy.RETRY,
                random.nextBoolean() ? 20_000 : random.nextInt(1, 6),
                random.nextInt(5),
                random.nextInt(4) == 0 ? random.nextInt(1, 3) : 0);
    }

    /** The same for a crawl in shards, which has no handler, no limit of all pages, and archives of its own. */
    SimulatedChoices inShards() {
        return new SimulatedChoices(
                delay,
                perHost,
                concurrency | 1,
                sitemaps,
                depth,
                NO_LIMIT,
                pagesPerHostMax,
                false,
                false,
                onFailure,
                hostsInMemory,
                crashes,
                0);
    }

    /** What is recorded of links. */
    LinkDetail links() {
        return perHost % 2 == 0 ? LinkDetail.FULL : LinkDetail.ALL;
    }

    /** Whether what pages need to be seen is requested too. */
    boolean hasRequisites() {
        return concurrency % 3 == 0;
    }

    /** Whether the crawl is archived. */
    boolean isArchived() {
        return concurrency % 2 == 0;
    }

    /** The options of a process that requests so many pages at most. */
    CrawlOptions options(List<String> seeds, long limit) {
        CrawlOptions.Builder options = CrawlOptions.from(seeds)
                .scope(ScopeKind.ANY)
                .delay(Delay.of(delay))
                .pace(pace -> pace.perHost(perHost).concurrency(concurrency))
                .sitemaps(sitemaps)
                .output(output -> output.links(links()).archive(archive -> archive.withFileBytes(ARCHIVE_FILE_BYTES)))
                .out(Path.of("simulated"));
        if (hasRequisites()) {
            options.extent(extent -> extent.requisites(true));
        }
        if (depth != NO_DEPTH) {
            options.depth(depth);
        }
        if (limit != NO_LIMIT) {
            options.maxPages(limit);
        }
        if (pagesPerHostMax != NO_LIMIT) {
            options.extent(extent -> extent.maxPagesPerHost(pagesPerHostMax));
        }
        return options.build();
    }
}
