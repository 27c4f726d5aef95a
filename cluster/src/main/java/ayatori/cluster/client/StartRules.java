package ayatori.cluster.client;

import ayatori.cluster.topic.ClusterException;
import ayatori.cluster.topic.ControlRecord.Started;
import ayatori.crawler.CrawlArchive;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.OutputFormat;
import ayatori.crawler.folder.FolderException;
import ayatori.crawler.folder.Manifest;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Which options a crawl in a cluster may have. */
final class StartRules {
    private StartRules() {}

    /** @throws IllegalArgumentException if a cluster cannot do what they ask for, with a sentence for the user */
    static void check(CrawlOptions options) {
        if (!options.access().archives().isEmpty()) {
            throw new IllegalArgumentException("a crawl in a cluster reads the web, no archives: leave out --from");
        }
        Set<OutputFormat> others = EnumSet.complementOf(EnumSet.of(OutputFormat.JSONL, OutputFormat.WARC));
        if (!Collections.disjoint(options.output().formats(), others)) {
            throw new IllegalArgumentException(
                    "a crawl in a cluster records JSON lines, and archives WARC files: ayatori export makes other formats"
                            + " of the collected folder");
        }
        CrawlArchive archive = options.output().archive();
        if (archive.dictionary() != null) {
            throw new IllegalArgumentException(
                    "a crawl in a cluster compresses archives without a dictionary: leave out --warc-dictionary");
        }
        if (!archive.dedupeAgainst().isEmpty()) {
            throw new IllegalArgumentException(
                    "a crawl in a cluster archives each body by itself: leave out --dedupe-against");
        }
        if (options.input() != null) {
            throw new IllegalArgumentException(
                    "a crawl in a cluster takes its URLs from the command line, or from @FILE");
        }
        if (options.hosts().all().stream().anyMatch(host -> !host.headers().isEmpty())) {
            throw new IllegalArgumentException(
                    "a crawl in a cluster has no headers for single hosts: nodes are given --header, --auth-file or --netrc");
        }
        if (!options.requests().isEmpty()) {
            throw new IllegalArgumentException("a crawl in a cluster starts from URLs, not from requests");
        }
    }

    /** The options of a crawl with other URLs to start from. */
    static CrawlOptions withSeeds(Started crawl, List<String> urls) throws ClusterException {
        ObjectNode options = (ObjectNode) crawl.options().deepCopy();
        ArrayNode seeds = options.putArray("seeds");
        urls.forEach(seeds::add);
        try {
            return new Manifest(Manifest.FORMAT, crawl.program(), crawl.created(), options.toString(), null)
                    .crawlOptions()
                    .build();
        } catch (FolderException e) {
            throw new ClusterException("the options of the crawl cannot be understood: " + e.getMessage(), e);
        }
    }
}
