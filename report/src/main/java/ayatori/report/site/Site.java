package ayatori.report.site;

import java.io.IOException;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** All that the first reading of a crawl folder found. */
final class Site implements AutoCloseable {
    final PageTable pages = new PageTable();
    final KeyIndex index = new KeyIndex();
    final LinkFile links;
    final Distributions distributions = new Distributions();
    final FolderTree folders = new FolderTree();
    final SectionCounts sections = new SectionCounts();
    final Translations translations = new Translations();
    final KeyIndex titles = new KeyIndex();
    final KeyIndex descriptions = new KeyIndex();
    final KeyIndex digests = new KeyIndex();
    /** Keys of URLs that other pages name as their canonical one. */
    final KeyIndex canonicals = new KeyIndex();
    /** Keys of URLs that robots.txt denies. */
    final KeyIndex blocked = new KeyIndex();

    final OtherSites otherSites = new OtherSites();

    /** Of pages that repeat another one: which, and how much. */
    final Map<Integer, NearCopy> nearCopies = new HashMap<>();

    final Map<SecurityHeader, Long> headerCounts = new EnumMap<>(SecurityHeader.class);
    final Map<Finding, BitSet> hits = new EnumMap<>(Finding.class);

    /**
     * A page of nearly the same text.
     *
     * @param of the number of the other page
     * @param distance in how many bits of 64 their fingerprints differ
     */
    record NearCopy(int of, int distance) {}

    boolean hasLinks;
    boolean hasSimhash;
    boolean hasMetadata;
    boolean hasSitemap;
    long sitemapsReadAt;
    long metadataPages;
    long bytes;
    long translationProblems;

    Site() throws IOException {
        links = new LinkFile();
        for (Finding finding : Finding.values()) {
            hits.put(finding, new BitSet());
        }
    }

    void hit(Finding finding, int page) {
        BitSet set = hits.get(finding);
        if (set != null) {
            set.set(page);
        }
    }

    BitSet hits(Finding finding) {
        return hits.getOrDefault(finding, new BitSet());
    }

    /** Whether the crawl recorded what a finding needs. */
    boolean canTell(Finding finding) {
        return switch (finding.need()) {
            case NOTHING -> true;
            case LINKS -> hasLinks;
            case METADATA -> hasMetadata;
            case SIMHASH -> hasSimhash;
            case SITEMAP -> hasSitemap && hasLinks;
        };
    }

    @Override
    public void close() throws IOException {
        links.close();
    }
}
