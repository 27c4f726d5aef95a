package ayatori.report.diff;

import ayatori.crawler.PageError;
import ayatori.crawler.folder.CrawlReader;
import ayatori.crawler.folder.FolderException;
import ayatori.crawler.folder.PageIndex;
import ayatori.crawler.folder.RecordedPage;
import ayatori.crawler.folder.RecordedSkip;
import ayatori.crawler.folder.RecordedSummary;
import ayatori.report.diff.ChangedPage.Pair;
import ayatori.report.diff.ChangedPage.TextChange;
import ayatori.report.diff.CrawlDiff.Entry;
import ayatori.report.diff.CrawlDiff.Move;
import ayatori.report.diff.CrawlDiff.Side;
import ayatori.report.diff.Moves.Candidate;
import ayatori.text.SimHash;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compares two crawl folders. Records are found by their URLs in {@linkplain PageIndex indexes} off the heap; memory holds what
 * differs, without texts and links.
 */
public final class CrawlComparison implements AutoCloseable {
    private final CrawlReader first;
    private final CrawlReader second;
    private final Sites sites;
    private final PageIndex before;
    private final PageIndex after;

    /** Whether what pages load is compared too. */
    private final boolean withRequisites;

    private final List<Entry> added = new ArrayList<>();
    private final List<Candidate> addedCandidates = new ArrayList<>();
    private final Map<String, Entry> gone = new HashMap<>();
    private final List<Candidate> goneCandidates = new ArrayList<>();
    private final Set<String> changed = new TreeSet<>();
    private final List<Entry> failing = new ArrayList<>();
    private long unchanged;
    private long firstPages;
    private long secondPages;

    private CrawlComparison(
            CrawlReader first,
            CrawlReader second,
            Sites sites,
            PageIndex before,
            PageIndex after,
            boolean withRequisites) {
        this.first = first;
        this.second = second;
        this.sites = sites;
        this.before = before;
        this.after = after;
        this.withRequisites = withRequisites;
    }

    /**
     * Reads the indexes of two folders.
     *
     * @throws FolderException if there are no records, or they cannot be read
     */
    @SuppressWarnings("MustBeClosedChecker") // close closes both
    public static CrawlComparison of(CrawlReader first, CrawlReader second) throws FolderException {
        Sites sites = Sites.of(first, second);
        boolean withRequisites = hasRequisites(first) && hasRequisites(second);
        PageIndex before = first.index(_ -> false, withRequisites);
        try {
            return new CrawlComparison(
                    first, second, sites, before, second.index(_ -> false, withRequisites), withRequisites);
        } catch (FolderException | RuntimeException | Error e) {
            try (before) {
                throw e;
            } catch (IOException suppressed) {
                e.addSuppressed(suppressed);
                throw e;
            }
        }
    }

    /**
     * Compares them.
     *
     * @throws FolderException if a folder cannot be read on
     */
    public CrawlDiff compare() throws FolderException {
        try (Stream<RecordedPage> pages = second.pages()) {
            pages.filter(this::isCompared).forEach(this::seen);
        }
        Set<String> done = new HashSet<>();
        try (Stream<RecordedPage> pages = first.pages()) {
            pages.filter(this::isCompared).forEach(page -> missing(page, done));
        }
        skipped();
        List<Move> moved = moved();
        return new CrawlDiff(
                side(first, firstPages),
                side(second, secondPages),
                sorted(added),
                sorted(List.copyOf(gone.values())),
                moved,
                List.copyOf(changed),
                sorted(failing),
                unchanged);
    }

    private static boolean hasRequisites(CrawlReader crawl) throws FolderException {
        return crawl.manifest().crawlOptions().build().extent().requisites() != null;
    }

    /** What pages load is compared if both crawls requested it; what was requested otherwise than by GET is not. */
    private boolean isCompared(RecordedPage page) {
        return page.method().equals("GET") && (withRequisites || page.role() == null);
    }

    private static Side side(CrawlReader crawl, long pages) throws FolderException {
        List<String> seeds = crawl.manifest().crawlOptions().build().startUrls();
        RecordedSummary summary = crawl.summary();
        return new Side(
                crawl.folder().toString(),
                seeds.isEmpty() ? "" : seeds.getFirst(),
                pages,
                summary == null ? null : summary.end());
    }

    private static List<Entry> sorted(List<Entry> entries) {
        return entries.stream().sorted(Comparator.comparing(Entry::url)).toList();
    }

    /** A page is not modified if it answers 304: then its record is the one before. */
    private static int status(RecordedPage page) {
        return page.status() == 304 ? 200 : page.status();
    }

    private static boolean isGood(RecordedPage page) {
        return status(page) >= 200 && status(page) < 300;
    }

    private static boolean isRedirect(RecordedPage page) {
        return page.redirectTo() != null && page.status() >= 300 && page.status() < 400 && page.status() != 304;
    }

    private static boolean isAbsent(RecordedPage page) {
        return page.status() == 404 || page.status() == 410;
    }

    /** Judges a page of the second crawl. */
    private void seen(RecordedPage page) {
        secondPages++;
        RecordedPage old = find(before, sites.toFirst(page.url()));
        if (old == null || (isAbsent(old) && isGood(page))) {
            if (isGood(page)) {
                added.add(new Entry(page.url(), page.status(), page.title(), null));
                if (page.digest() != null) {
                    addedCandidates.add(new Candidate(page.url(), page.digest(), null));
                }
            } else if (!isRedirect(page) && old == null) {
                failing.add(new Entry(page.url(), page.status(), page.title(), failure(page)));
            }
            return;
        }
        if (isAbsent(page) && isGood(old)) {
            gone(old, failure(page), null);
        } else if (isSame(old, page)) {
            unchanged++;
        } else {
            changed.add(page.url());
            if (isGood(old) && isRedirect(page) && old.digest() != null) {
                goneCandidates.add(new Candidate(old.url(), old.digest(), page.redirectTo()));
            }
        }
    }

    /** The record of a page, or else of what pages load. */
    private @Nullable RecordedPage find(PageIndex index, String url) {
        RecordedPage page = index.find(url);
        return page == null && withRequisites ? index.findRequisite(url) : page;
    }

    private static String failure(RecordedPage page) {
        PageError error = page.error();
        return error != null ? error.kind() : page.status() == 0 ? "no answer" : "answers " + page.status();
    }

    private void gone(RecordedPage old, @Nullable String why, @Nullable String redirectTo) {
        gone.put(old.url(), new Entry(old.url(), old.status(), old.title(), why));
        if (old.digest() != null) {
            goneCandidates.add(new Candidate(old.url(), old.digest(), redirectTo));
        }
    }

    /** Judges a page of the first crawl that the second one does not have. */
    private void missing(RecordedPage old, Set<String> done) {
        firstPages++;
        if (isGood(old) && find(after, sites.toSecond(old.url())) == null && done.add(old.url())) {
            gone(old, null, null);
        }
    }

    /** Says of pages that are gone why the second crawl skipped them. */
    private void skipped() throws FolderException {
        if (gone.isEmpty()) {
            return;
        }
        try (Stream<RecordedSkip> skips = second.skipped()) {
            skips.forEach(skip -> {
                String url = sites.toFirst(skip.url());
                Entry entry = gone.get(url);
                if (entry != null && skip.reason().equals("not-due")) {
                    gone.remove(url);
                    unchanged++;
                } else if (entry != null) {
                    gone.put(url, new Entry(url, entry.status(), entry.title(), "skipped: " + skip.reason()));
                }
            });
        }
    }

    private List<Move> moved() {
        goneCandidates.removeIf(candidate -> candidate.redirectTo() == null && !gone.containsKey(candidate.url()));
        List<Move> moves = Moves.pair(goneCandidates, addedCandidates);
        Set<String> targets = new HashSet<>();
        for (Move move : moves) {
            gone.remove(move.from());
            changed.remove(sites.toSecond(move.from()));
            targets.add(move.to());
        }
        added.removeIf(entry -> targets.contains(entry.url()));
        return moves;
    }

    /** Whether nothing of a page changed that a visitor or a search engine gets. */
    private boolean isSame(RecordedPage old, RecordedPage page) {
        if (status(old) != status(page)) {
            return false;
        }
        if (isRedirect(old) || isRedirect(page)) {
            return Objects.equals(old.redirectTo(), target(page));
        }
        if (!isGood(page)) {
            return true; // error pages are often different each time
        }
        if (old.digest() != null && page.digest() != null) {
            return old.digest().equals(page.digest());
        }
        return Objects.equals(old.title(), page.title()) && links(old, false).equals(links(page, true));
    }

    private @Nullable String target(RecordedPage page) {
        String target = page.redirectTo();
        return target == null ? null : sites.toFirst(target);
    }

    private Set<String> links(RecordedPage page, boolean isSecond) {
        List<String> links = Objects.requireNonNullElse(page.links(), List.of());
        Set<String> all = new LinkedHashSet<>();
        links.forEach(link -> all.add(isSecond ? sites.toFirst(link) : link));
        return all;
    }

    /**
     * What changed on a page.
     *
     * @param url one of {@link CrawlDiff#changed}
     */
    public ChangedPage details(String url) {
        RecordedPage old = Objects.requireNonNull(find(before, sites.toFirst(url)));
        RecordedPage page = Objects.requireNonNull(find(after, url));
        boolean areGood = isGood(old) && isGood(page);
        Set<String> oldLinks = links(old, false);
        Set<String> newLinks = links(page, true);
        boolean haveLinks = areGood && old.links() != null && page.links() != null;
        List<String> linksAdded = haveLinks ? without(newLinks, oldLinks) : List.of();
        List<String> linksRemoved = haveLinks ? without(oldLinks, newLinks) : List.of();
        Pair status = Pair.of(status(old), status(page));
        Pair title = areGood ? Pair.of(old.title(), page.title()) : null;
        Pair redirect = Pair.of(old.redirectTo(), target(page));
        TextChange text = areGood ? text(old, page) : null;
        boolean isOther = status == null
                && title == null
                && redirect == null
                && text == null
                && linksAdded.isEmpty()
                && linksRemoved.isEmpty();
        return new ChangedPage(url, status, title, redirect, linksAdded, linksRemoved, text, isOther);
    }

    private static List<String> without(Set<String> all, Set<String> others) {
        return all.stream().filter(link -> !others.contains(link)).toList();
    }

    private static @Nullable TextChange text(RecordedPage old, RecordedPage page) {
        String a = old.text();
        String b = page.text();
        Long hashA = old.simhash();
        Long hashB = page.simhash();
        int distance = hashA != null && hashB != null
                ? SimHash.distance(hashA, hashB)
                : a != null && b != null ? SimHash.distance(SimHash.of(a), SimHash.of(b)) : -1;
        if (a != null && b != null) {
            return a.equals(b) ? null : new TextChange(distance, WordDiff.of(a, b));
        }
        return distance > 0 ? new TextChange(distance, List.of()) : null;
    }

    @Override
    public void close() throws IOException {
        try (before) {
            after.close();
        }
    }
}
