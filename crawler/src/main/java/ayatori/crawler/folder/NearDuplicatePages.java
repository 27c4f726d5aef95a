package ayatori.crawler.folder;

import ayatori.text.NearDuplicates;
import ayatori.text.SimHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds pages whose texts are nearly the same, by their fingerprints. It holds the URLs of all pages that are added.
 *
 * {@snippet :
 * // given: CrawlReader crawl
 * var pages = new NearDuplicatePages();
 * try (Stream<RecordedPage> all = crawl.pages()) {
 *     all.filter(page -> page.url().contains("/docs/")).forEach(pages::add);
 * }
 * pages.find(NearDuplicatePages.DISTANCE).forEach(page -> System.out.println(page.url() + " repeats " + page.of()));
 * }
 */
public final class NearDuplicatePages {
    /** A distance at which texts differ in a few words: 3 of 64 bits (Manku, Jain and Das Sarma 2007). */
    public static final int DISTANCE = 3;

    private final List<String> urls = new ArrayList<>();
    private long[] hashes = new long[1024];

    /** Which pages name another URL as their canonical one. */
    private final BitSet copies = new BitSet();

    /** Nothing yet. */
    public NearDuplicatePages() {}

    /** Adds a page if it was answered and its fingerprint was recorded. */
    public void add(RecordedPage page) {
        add(page.url(), page.status(), page.simhash(), page.canonical());
    }

    /**
     * Adds a page if it was answered and has a fingerprint. A text without words counts as none.
     *
     * @param url its URL
     * @param status its HTTP status
     * @param simhash its fingerprint; null for none
     * @param canonical the URL that it names as its canonical one; null if it names none
     */
    public void add(String url, int status, @Nullable Long simhash, @Nullable String canonical) {
        boolean isAnswered = (status >= 200 && status < 300) || status == 304;
        if (!isAnswered || simhash == null || simhash == 0) {
            return;
        }
        int at = urls.size();
        if (at == hashes.length) {
            hashes = Arrays.copyOf(hashes, 2 * at);
        }
        hashes[at] = simhash;
        copies.set(at, canonical != null && !canonical.equals(url));
        urls.add(url);
    }

    /**
     * The pages that repeat another one, in the order in which they were added.
     *
     * @param distance in how many bits near fingerprints may differ, 0 to {@value NearDuplicates#DISTANCE_MAX}
     */
    public List<NearDuplicate> find(int distance) {
        int[] groups = NearDuplicates.groups(Arrays.copyOf(hashes, urls.size()), distance);
        int[] originals = new int[groups.length];
        Arrays.fill(originals, -1);
        for (int at = 0; at < groups.length; at++) {
            int group = groups[at];
            int known = originals[group];
            if (known < 0 || (copies.get(known) && !copies.get(at))) {
                originals[group] = at;
            }
        }
        List<NearDuplicate> found = new ArrayList<>();
        for (int at = 0; at < groups.length; at++) {
            int original = originals[groups[at]];
            if (original != at) {
                found.add(new NearDuplicate(
                        urls.get(at), urls.get(original), SimHash.distance(hashes[at], hashes[original])));
            }
        }
        return found;
    }
}
